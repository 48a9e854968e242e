import { ActionIcon, Autocomplete, Button, Table, Tooltip } from '@mantine/core';
import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { OutputOf } from '../../../../../core/contract/contract.ts';
import { useJob } from '../../../../client/use-job.ts';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { formatCount } from '../../../../components/format.ts';
import { JobProgress } from '../../../../components/job-progress.tsx';
import { WideTable } from '../../../../components/wide-table.tsx';
import { useFormulas } from '../../../../stores/formulas.ts';
import { MetricCell } from '../metric-cell.tsx';
import {
  completions,
  formulaExamples,
  formulaFunctions,
  formulaNames,
  formulaSuits,
  placeOf,
  type FormulaWord,
} from './metric-formula-words.ts';
import styles from './metric-formula.module.css';
import shared from '../evaluation.module.css';

type Result = OutputOf<'evaluation.formula'>;

function Words(props: {
  title: string;
  words: readonly FormulaWord[];
  onInsert: (name: string) => void;
}) {
  return (
    <div className={styles.words} role="group" aria-label={props.title}>
      <span className={styles.legend}>{props.title}</span>
      {props.words.map(({ name, meaning }) => (
        <Tooltip key={name} label={meaning}>
          <button type="button" className={styles.word} onClick={() => props.onInsert(name)}>
            {name}
          </button>
        </Tooltip>
      ))}
    </div>
  );
}

/** The formula with the place that is wrong. */
function WrongPlace(props: { formula: string; place: readonly [number, number] }) {
  const { formula, place } = props;
  const [from, to] = place;
  return (
    <pre className={styles.wrong} aria-hidden>
      {formula.slice(0, from)}
      <mark>{formula.slice(from, to) || ' '}</mark>
      {formula.slice(to)}
    </pre>
  );
}

interface ListProps {
  readonly classes: number;
  /** Of this run, by formula. */
  readonly results: ReadonlyMap<string, Result>;
  readonly onTake: (formula: string) => void;
}

/** Formulas of before and examples; those evaluated for this run with their value. */
function FormulaList({ classes, results, onTake }: ListProps) {
  const { formulas: all, forget } = useFormulas();
  const formulas = all.filter((formula) => formulaSuits(formula, classes));
  const examples = formulaExamples(classes).filter(({ formula }) => !formulas.includes(formula));
  const row = (formula: string, note: React.ReactNode) => (
    <Table.Tr key={formula}>
      <Table.Th scope="row">
        <button type="button" className={styles.formula} onClick={() => onTake(formula)}>
          {formula}
        </button>
      </Table.Th>
      <Table.Td className="assay-number">
        <MetricCell id="formula" interval={results.get(formula)} />
      </Table.Td>
      <Table.Td className="assay-muted">{note}</Table.Td>
    </Table.Tr>
  );
  return (
    <WideTable label="Formulas" minWidth={520}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Formula</Table.Th>
          <Table.Th className="assay-number">This run</Table.Th>
          <Table.Th>Meaning</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {formulas.map((formula) =>
          row(
            formula,
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={`Forget ${formula}`}
              onClick={() => forget(formula)}
            >
              <X size={14} aria-hidden />
            </ActionIcon>,
          ),
        )}
        {examples.map(({ formula, meaning }) => row(formula, meaning))}
      </Table.Tbody>
    </WideTable>
  );
}

/** A metric of one's own: written as a formula, evaluated on the rows the run was evaluated on. */
export function MetricFormula({ runId, classes }: { runId: string; classes: number }) {
  const job = useJob('evaluation.formula', runId);
  const { output, running, error } = job;
  const remember = useFormulas((state) => state.remember);
  const [formula, setFormula] = useState(output?.formula ?? '');
  const [asked, setAsked] = useState('');
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(
    () => new Map(output ? [[output.formula, output]] : []),
  );
  const field = useRef<HTMLInputElement>(null);
  const evaluate = async (text: string): Promise<void> => {
    const wanted = text.trim();
    if (wanted === '' || running) return;
    setFormula(wanted);
    setAsked(wanted);
    const found = await job.start({ run: runId, formula: wanted });
    if (!found) return;
    remember(wanted);
    setResults((before) => new Map(before).set(wanted, found));
  };
  const insert = (name: string): void => {
    const at = field.current?.selectionStart ?? formula.length;
    const end = field.current?.selectionEnd ?? at;
    const text = formulaFunctions.some((each) => each.name === name) ? `${name}(` : name;
    setFormula(formula.slice(0, at) + text + formula.slice(end));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at + text.length, at + text.length);
    });
  };
  const place = error ? placeOf(error.message, asked) : null;
  return (
    <section aria-label="Metric by formula" className={shared.stack}>
      <div>
        <h3 className={shared.title}>Metric by formula</h3>
        <p className={shared.lead}>
          What counts for you, out of what the model said of each row.
          {classes > 0 && ' Classes are counted from 0 in their order.'}
        </p>
      </div>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void evaluate(formula);
        }}
      >
        <Autocomplete
          ref={field}
          label="Formula"
          placeholder={formulaExamples(classes)[0]!.formula}
          classNames={{ input: styles.input ?? '', option: styles.option ?? '' }}
          data={[...completions(formula, classes)]}
          filter={({ options }) => options}
          maxLength={1000}
          spellCheck={false}
          value={formula}
          onChange={setFormula}
        />
        <Button
          type="submit"
          variant={results.size > 0 ? 'default' : 'filled'}
          disabled={running || formula.trim() === ''}
        >
          Evaluate
        </Button>
      </form>
      <div>
        <Words title="Names" words={formulaNames(classes)} onInsert={insert} />
        <Words title="Functions" words={formulaFunctions} onInsert={insert} />
      </div>
      {running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {error && (
        <div>
          {place !== null && <WrongPlace formula={asked} place={place} />}
          <FailureNotice failure={error} />
        </div>
      )}
      <FormulaList classes={classes} results={results} onTake={(text) => void evaluate(text)} />
      {output && (
        <p className={shared.lead}>
          On {formatCount(output.rows, output.on === 'test' ? 'test row' : 'training row')}, with
          the 95% bootstrap interval.
          {output.value === null &&
            ' The formula has no value there: it divides by 0, or takes the logarithm of 0.'}
        </p>
      )}
    </section>
  );
}
