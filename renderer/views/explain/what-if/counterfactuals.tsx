import { Button, Collapse, Group, NumberInput, Select } from '@mantine/core';
import { ChevronDown, ChevronRight, Route } from 'lucide-react';
import { memo, useState } from 'react';
import type { InputOf, OutputOf } from '../../../../core/contract/contract.ts';
import { useJob } from '../../../client/use-job.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { Section } from '../../../components/section.tsx';
import { CounterfactualRules, rulesText, useChangeRules } from './counterfactual-rules.tsx';
import { CounterfactualTable } from './counterfactual-table.tsx';
import { askedRanges, useWhatIfState, type ChangeRule } from './what-if-state.ts';

type Schema = OutputOf<'serving.schema'>;
type Found = OutputOf<'explainability.counterfactual'>;

/** The ways that were found, beside the row as it is. */
function Ways({ modelId, found }: { modelId: string; found: Found }) {
  const draft = useWhatIfState((state) => state.drafts[modelId]);
  const begin = useWhatIfState((state) => state.begin);
  if (!draft) return null;
  const { start, row } = draft;
  return (
    <CounterfactualTable
      found={found}
      row={row}
      onApply={(values) => begin(modelId, start, { ...row, ...values })}
    />
  );
}

/** The smallest changes of the row that lead to another prediction. */
export const Counterfactuals = memo(function Counterfactuals(props: {
  modelRef: string;
  schema: Schema;
  /** The class of the row as it is; null for numbers. */
  prediction: string | number | null;
}) {
  const { modelRef, schema, prediction } = props;
  const { id: modelId, classes = [], target } = schema.model;
  const job = useJob('explainability.counterfactual', `what-if ${modelId}`);
  const { rules, ranges } = useChangeRules(modelId);
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const [low, setLow] = useState<number | null>(null);
  const [high, setHigh] = useState<number | null>(null);
  const [count, setCount] = useState(4);
  const isClass = classes.length > 0;
  const others = isClass ? classes.filter((each) => each !== String(prediction)) : [];
  const goal = wanted !== null && others.includes(wanted) ? wanted : (others[0] ?? null);
  const columnsOf = (rule: ChangeRule): string[] =>
    schema.fields.map(({ name }) => name).filter((name) => rules[name] === rule);
  const ready = isClass ? goal !== null : low !== null || high !== null;

  const find = (): void => {
    const { row } = useWhatIfState.getState().drafts[modelId] ?? { row: {} };
    const input: InputOf<'explainability.counterfactual'> = {
      model: modelRef,
      values: { ...row },
      count,
      immutable: columnsOf('fixed'),
      increasing: columnsOf('up'),
      decreasing: columnsOf('down'),
      ranges: askedRanges(rules, ranges),
      ...(isClass && goal !== null ? { wanted: goal } : {}),
      ...(!isClass && low !== null ? { low } : {}),
      ...(!isClass && high !== null ? { high } : {}),
    };
    void job.start(input);
  };
  const number = (next: number | string): number | null =>
    next === '' || next === '-' ? null : Number(next);
  return (
    <Section
      title="Counterfactuals"
      description="The smallest changes of these values that change the prediction, close to rows that training saw"
    >
      <form
        aria-label="Find counterfactuals"
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <Group gap={12} align="flex-end">
          {isClass ? (
            <Select
              label={`Wanted ${target}`}
              data={others}
              value={goal}
              allowDeselect={false}
              w={170}
              onChange={setWanted}
            />
          ) : (
            <>
              <NumberInput
                label={`${target} at least`}
                w={150}
                hideControls
                value={low ?? ''}
                onChange={(next) => setLow(number(next))}
              />
              <NumberInput
                label={`${target} at most`}
                w={150}
                hideControls
                value={high ?? ''}
                onChange={(next) => setHigh(number(next))}
              />
            </>
          )}
          <NumberInput
            label="How many"
            w={90}
            min={1}
            max={20}
            value={count}
            onChange={(next) => setCount(Math.min(20, Math.max(1, Number(next) || 1)))}
          />
          <Button
            variant="default"
            aria-expanded={open}
            leftSection={
              open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />
            }
            onClick={() => setOpen(!open)}
          >
            May change: {rulesText(rules)}
          </Button>
          <Button
            type="submit"
            leftSection={<Route size={14} aria-hidden />}
            loading={job.running}
            disabled={!ready}
          >
            Find counterfactuals
          </Button>
        </Group>
        <Collapse expanded={open}>
          <CounterfactualRules modelId={modelId} fields={schema.fields} />
        </Collapse>
      </form>
      {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
      {!job.running && job.output && <Ways modelId={modelId} found={job.output} />}
    </Section>
  );
});
