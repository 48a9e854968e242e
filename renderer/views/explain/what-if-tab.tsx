import { Button, Group, NumberInput, TextInput } from '@mantine/core';
import { RotateCcw, Search } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Cell } from '../../../core/contract/common.ts';
import type { OutputOf } from '../../../core/contract/contract.ts';
import type { Version } from '../../../core/contract/data.ts';
import type { Failure } from '../../../core/contract/failure.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatInteger } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { typicalRow } from '../predict/row-values.ts';
import { rowNumber } from './explanation-specs.ts';
import { Counterfactuals } from './counterfactuals.tsx';
import { loadRow } from './load-row.ts';
import { SaveScenario, ScenarioList, type Scenario } from './scenario-list.tsx';
import { useLatest } from './use-latest.ts';
import { useWaterfalls, WhatIfAnswer } from './what-if-answer.tsx';
import { Comparison } from './what-if-compare.tsx';
import { WhatIfField } from './what-if-field.tsx';
import { changedColumns, useWhatIfState, type Start } from './what-if-state.ts';
import styles from './what-if.module.css';

type Schema = OutputOf<'serving.schema'>;

const manyFields = 12;

/** Where the row comes from: typical values or a row of the data. */
function StartPicker(props: {
  schema: Schema;
  version: Version | undefined;
  start: Start;
  onStart: (start: Start) => void;
}) {
  const { schema, version, start, onStart } = props;
  const [row, setRow] = useState(start.origin ? rowNumber(start.origin.row) : 1);
  const [failure, setFailure] = useState<Failure | null>(null);
  const take = async (): Promise<void> => {
    if (!version) return;
    try {
      onStart(await loadRow(schema.fields, version, row - 1));
      setFailure(null);
    } catch (thrown) {
      setFailure(toFailure(thrown));
    }
  };
  return (
    <>
      {version && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void take();
          }}
        >
          <Group gap={6} wrap="nowrap">
            <NumberInput
              aria-label="Row to start from"
              prefix="Row "
              min={1}
              w={104}
              hideControls
              value={row}
              onChange={(next) => setRow(Math.max(1, Number(next) || 1))}
            />
            <Button type="submit" variant="default">
              Start from it
            </Button>
          </Group>
        </form>
      )}
      <Button
        variant="subtle"
        color="gray"
        onClick={() =>
          onStart({ title: 'typical values', origin: null, values: typicalRow(schema.fields) })
        }
      >
        Typical values
      </Button>
      {failure && <FailureNotice failure={failure} onClose={() => setFailure(null)} />}
    </>
  );
}

/** Sliders over a row: what the model would say if its values were others. */
export function WhatIfTab(props: {
  modelRef: string;
  schema: Schema;
  /** Rows to start from. */
  version: Version | undefined;
  label: string | null;
}) {
  const { modelRef, schema, version, label } = props;
  const { id: modelId, target } = schema.model;
  const { drafts, begin, change, compare } = useWhatIfState();
  const [search, setSearch] = useState('');
  const draft = drafts[modelId];
  const scenarios = useQuery('explainability.scenarios', { model: modelId }).data?.scenarios ?? [];
  useEffect(() => {
    if (draft) return;
    const typical = { title: 'typical values', origin: null, values: typicalRow(schema.fields) };
    begin(modelId, typical);
  }, [draft, begin, modelId, schema]);
  const asked = useMemo(
    () => (row: Start['values'] | undefined) =>
      row === undefined
        ? null
        : { model: modelRef, row: { ...row }, ...(label === null ? {} : { label }) },
    [modelRef, label],
  );
  const now = useLatest('explainability.whatIf', asked(draft?.row));
  const before = useQuery('explainability.whatIf', asked(draft?.start.values));
  const otherAnswer = useQuery('explainability.whatIf', asked(draft?.other?.values), {
    keepPrevious: true,
  });
  const setValue = useCallback(
    (name: string, value: Cell) => change(modelId, { [name]: value }),
    [change, modelId],
  );
  const [mine, theirs] = useWaterfalls({
    answer: now.data,
    other: draft?.other ? (otherAnswer.data ?? null) : null,
    before: before.data ?? null,
    target,
  });
  if (!draft) return null;
  const { start, row, other } = draft;
  const changed = changedColumns(start.values, row);
  const wanted = search.trim().toLowerCase();
  const fields = schema.fields.filter((field) => field.name.toLowerCase().includes(wanted));
  const openScenario = (scenario: Scenario): void => {
    const back = Object.fromEntries(
      scenario.changes.map(({ column, from }) => [column, from] as const),
    );
    begin(
      modelId,
      {
        title: `the start of ${scenario.name}`,
        origin: scenario.origin
          ? { version: scenario.origin.versionId, row: scenario.origin.row }
          : null,
        values: { ...scenario.row, ...back },
      },
      scenario.row,
    );
  };
  return (
    <>
      <div className={styles.split}>
        <Section
          title="Values"
          description={`${start.title.charAt(0).toUpperCase()}${start.title.slice(1)}, ${changed.length === 0 ? 'unchanged' : `${formatInteger(changed.length)} changed`}`}
          actions={
            <Group gap={6} wrap="nowrap">
              <Button
                variant="subtle"
                color="gray"
                leftSection={<RotateCcw size={14} aria-hidden />}
                disabled={changed.length === 0}
                onClick={() => begin(modelId, start)}
              >
                Reset
              </Button>
              <SaveScenario modelRef={modelRef} row={row} start={start} />
            </Group>
          }
        >
          <div className={styles.start}>
            <StartPicker
              schema={schema}
              version={version}
              start={start}
              onStart={(next) => begin(modelId, next)}
            />
            {schema.fields.length > manyFields && (
              <TextInput
                aria-label="Find a column"
                placeholder="Find a column"
                leftSection={<Search size={13} aria-hidden />}
                style={{ flex: 1, minWidth: 130 }}
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
            )}
          </div>
          <div className={styles.fields} role="group" aria-label="Values of the row">
            {fields.map((field) => (
              <WhatIfField
                key={field.name}
                field={field}
                value={row[field.name] ?? null}
                start={start.values[field.name] ?? null}
                onChange={setValue}
              />
            ))}
          </div>
        </Section>
        <div className={styles.answer}>
          {now.error && <FailureNotice failure={now.error} />}
          {now.data && (
            <WhatIfAnswer
              answer={now.data}
              before={changed.length === 0 ? null : (before.data ?? null)}
              target={target}
              start={start}
              spec={mine}
            />
          )}
        </div>
      </div>
      <Comparison
        fields={schema.fields}
        version={version}
        start={start}
        row={row}
        answer={now.data}
        other={other}
        otherAnswer={other ? (otherAnswer.data ?? null) : null}
        spec={theirs}
        scenarios={scenarios}
        onCompare={(next) => compare(modelId, next)}
      />
      <Counterfactuals
        modelRef={modelRef}
        schema={schema}
        row={row}
        prediction={now.data?.prediction ?? null}
        onApply={(values) => begin(modelId, start, { ...row, ...values })}
      />
      {scenarios.length > 0 && <ScenarioList scenarios={scenarios} onOpen={openScenario} />}
    </>
  );
}
