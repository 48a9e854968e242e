import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import type { OutputOf } from '../../../../core/contract/contract.ts';
import type { Version } from '../../../../core/contract/data.ts';
import { useQuery } from '../../../client/use-query.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { typicalRow, type Row } from '../../predict/row-values.ts';
import { Counterfactuals } from './counterfactuals.tsx';
import { ScenarioList, type Scenario } from './scenario-list.tsx';
import { useLatest } from './use-latest.ts';
import { useWaterfalls, WhatIfAnswer } from './what-if-answer.tsx';
import { Comparison } from './what-if-compare.tsx';
import { changedColumns, useWhatIfState, type Start, type WhatIfDraft } from './what-if-state.ts';
import { WhatIfValues } from './what-if-values.tsx';
import styles from './what-if.module.css';

type Schema = OutputOf<'serving.schema'>;

const noScenarios: readonly Scenario[] = [];

/** Where a kept row started from. */
function startOf({ name, origin, row, changes }: Scenario): Start {
  const back = Object.fromEntries(changes.map(({ column, from }) => [column, from] as const));
  return {
    title: `the start of ${name}`,
    origin: origin ? { version: origin.versionId, row: origin.row } : null,
    values: { ...row, ...back },
  };
}

/**
 * What follows the row as it moves. Its parts are told only what they show, and stay at rest while that
 * is the same: a frame with a moving slider draws the slider and the answer.
 */
function Live(props: {
  modelRef: string;
  schema: Schema;
  version: Version | undefined;
  label: string | null;
  draft: WhatIfDraft;
  scenarios: readonly Scenario[];
  values: ReactNode;
}) {
  const { modelRef, schema, version, label, draft, scenarios, values } = props;
  const { start, row, other } = draft;
  const { id: modelId, target, classes = [] } = schema.model;
  const compare = useWhatIfState((state) => state.compare);
  const asked = useMemo(
    () => (of: Row | undefined) =>
      of === undefined
        ? null
        : { model: modelRef, row: { ...of }, ...(label === null ? {} : { label }) },
    [modelRef, label],
  );
  const now = useLatest('explainability.whatIf', asked(row));
  const before = useQuery('explainability.whatIf', asked(start.values));
  const otherAnswer = useQuery('explainability.whatIf', asked(other?.values), {
    keepPrevious: true,
  });
  const theirAnswer = other ? (otherAnswer.data ?? null) : null;
  const [mine, theirs] = useWaterfalls({
    answer: now.data,
    other: theirAnswer,
    before: before.data ?? null,
    target,
  });
  const unchanged = changedColumns(start.values, row).length === 0;
  const onCompare = useCallback((next: Start | null) => compare(modelId, next), [compare, modelId]);
  return (
    <>
      <div className={styles.split}>
        {values}
        <div className={styles.answer}>
          {now.error && <FailureNotice failure={now.error} />}
          {now.data && (
            <WhatIfAnswer
              answer={now.data}
              before={unchanged ? null : (before.data ?? null)}
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
        row={other ? row : start.values}
        answer={other ? now.data : null}
        other={other}
        otherAnswer={theirAnswer}
        spec={theirs}
        scenarios={scenarios}
        onCompare={onCompare}
      />
      <Counterfactuals
        modelRef={modelRef}
        schema={schema}
        prediction={classes.length > 0 ? (now.data?.prediction ?? null) : null}
      />
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
  const { id: modelId } = schema.model;
  const draft = useWhatIfState((state) => state.drafts[modelId]);
  const begin = useWhatIfState((state) => state.begin);
  const answer = useQuery('explainability.scenarios', { model: modelId });
  const scenarios = answer.data?.scenarios ?? noScenarios;
  useEffect(() => {
    if (draft) return;
    const typical = { title: 'typical values', origin: null, values: typicalRow(schema.fields) };
    begin(modelId, typical);
  }, [draft, begin, modelId, schema]);
  const openScenario = useCallback(
    (scenario: Scenario) => begin(modelId, startOf(scenario), scenario.row),
    [begin, modelId],
  );
  if (!draft) return null;
  return (
    <>
      <Live
        modelRef={modelRef}
        schema={schema}
        version={version}
        label={label}
        draft={draft}
        scenarios={scenarios}
        values={
          <WhatIfValues modelRef={modelRef} schema={schema} version={version} start={draft.start} />
        }
      />
      {scenarios.length > 0 && <ScenarioList scenarios={scenarios} onOpen={openScenario} />}
    </>
  );
}
