import { Button, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { BrainCircuit, Lightbulb } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Explanation } from '../../../core/contract/explainability.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { isImported } from '../../components/imported-run.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { Page } from '../../components/page.tsx';
import { useSelectedVersion, useVersions } from '../../components/use-versions.ts';
import { useChosenModel } from '../predict/use-chosen-model.ts';
import { DependenceTab } from './dependence/dependence-tab.tsx';
import { ExplainSetup } from './setup/explain-setup.tsx';
import { ExplanationList } from './overview/explanation-list.tsx';
import { shapUnit } from './explanation-specs.ts';
import { explainTabs, useExplainState, useExplainTab, type ExplainTab } from './explain-state.ts';
import { ImportanceTab } from './importance-tab.tsx';
import { ExplanationSummary } from './overview/explanation-summary.tsx';
import { loadRow } from './what-if/load-row.ts';
import { OverviewTab } from './overview/overview-tab.tsx';
import { RowsTab } from './rows/rows-tab.tsx';
import {
  looksFirst,
  planOf,
  shapRequest,
  usualOptions,
  useShapOptions,
} from './setup/shap-options.ts';
import { SurrogateTab } from './surrogate/surrogate-tab.tsx';
import { useExplaining, type Explaining } from './setup/use-explaining.ts';
import { useModelNames } from './use-model-names.ts';
import { useWhatIfState } from './what-if/what-if-state.ts';
import { WhatIfTab } from './what-if/what-if-tab.tsx';
import styles from './explain.module.css';

const subtitle = 'Why a model predicts what it predicts, and what would change it';

/** A model looked into: overall, row by row, column by column, and with other values. */
export function ExplainView() {
  const [, go] = useLocation();
  const [tab, show] = useExplainTab();
  const { ref, choose, none } = useChosenModel();
  const { version: selected, select } = useSelectedVersion();
  const { all } = useVersions();
  const explaining = useExplaining();
  const job = explaining.first;
  const schema = useQuery('serving.schema', ref === null ? null : { model: ref });
  const list = useQuery('explainability.list', {});
  const ways = useQuery('explainability.methods', ref === null ? null : { model: ref });
  const { byModel, set: setOptions } = useShapOptions();
  const nameOf = useModelNames();
  const { label, chooseLabel } = useExplainState();
  const begin = useWhatIfState((state) => state.begin);
  const [earlier, setEarlier] = useState<string | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const runs = useQuery('tracking.runs', {}).data?.runs ?? [];
  const run = runs.find((each) => each.modelId === schema.data?.model.id);
  const trained = all.find((each) => each.id === run?.versionId);
  // The data at hand if it is of the model's kind, else what the model was trained on.
  const version =
    all.find((each) => each.id === picked) ??
    (trained && trained.datasetId !== selected?.datasetId ? trained : selected) ??
    undefined;
  const explanations = list.data?.explanations ?? [];
  const newest = explanations.find((entry) => entry.modelId === schema.data?.model.id);
  const made = explaining.newest?.modelId === schema.data?.model.id ? explaining.newest : null;
  const shownId = earlier ?? made?.id ?? newest?.id ?? null;
  const fromJob = made?.id === shownId ? made : null;
  const stored = useQuery(
    'explainability.show',
    shownId !== null && !fromJob ? { id: shownId } : null,
  );
  const explanation = fromJob ?? stored.data ?? null;
  const classes = schema.data?.model.classes ?? [];
  const modelId = schema.data?.model.id ?? null;
  const plan =
    modelId === null ? undefined : planOf(ways.data?.ways ?? [], byModel[modelId] ?? usualOptions);
  const features = schema.data?.model.features ?? [];
  const backgrounds = all.filter(({ columns }) =>
    features.every((feature) => columns.some(({ name }) => name === feature)),
  );
  const chosenLabel = label !== null && classes.includes(label) ? label : (classes.at(-1) ?? null);

  const explain = (wanted: string | null): void => {
    if (ref === null || !version) return;
    setEarlier(null);
    const input = {
      model: ref,
      version: version.id,
      ...(wanted === null ? {} : { label: wanted }),
      ...(plan ? shapRequest(plan) : {}),
    };
    explaining.start(input, plan !== undefined && looksFirst(plan, version.rows));
  };

  const whatIf = async (from: Explanation, row: number): Promise<void> => {
    const of = all.find((each) => each.id === from.versionId);
    if (!of || !schema.data) return;
    try {
      if (schema.data.model.id !== from.modelId) choose(from.modelId);
      const start = await loadRow(schema.data.fields, of, row);
      begin(from.modelId, start);
      if (from.label !== null) chooseLabel(from.label);
      show('what-if');
    } catch (thrown) {
      const { message } = toFailure(thrown);
      notifications.show({ color: 'red', title: 'The row could not be read', message });
    }
  };

  if (none)
    return (
      <Page title="Explain" subtitle={subtitle}>
        <EmptyState
          icon={<BrainCircuit size={22} />}
          title="There is no model to explain yet"
          description="Train one first: each finished run can be explained, registered or not."
          action={<Button onClick={() => go('/train')}>Go to Train</Button>}
        />
      </Page>
    );
  const needsShap = tab !== 'what-if' && tab !== 'importance' && tab !== 'surrogate';
  return (
    <Page
      title="Explain"
      subtitle={subtitle}
      actions={
        <SegmentedControl
          aria-label="Explain views"
          data={explainTabs.map(({ id, title }) => ({ value: id, label: title }))}
          value={tab}
          onChange={(next) => show(next as ExplainTab)}
        />
      }
    >
      <div className={styles.stack}>
        <ExplainSetup
          modelRef={ref}
          version={version}
          classes={classes}
          label={chosenLabel}
          job={job}
          onModel={(next) => {
            choose(next);
            setPicked(null);
            setEarlier(null);
          }}
          onVersion={(next) => {
            setPicked(next);
            select(next);
          }}
          onLabel={(next) => {
            chooseLabel(next);
            if (explanation && needsShap) explain(next);
          }}
          {...(needsShap ? { onExplain: () => explain(chosenLabel) } : {})}
          {...(needsShap && plan && modelId !== null
            ? {
                options: {
                  plan,
                  ways: ways.data?.ways ?? [],
                  backgrounds,
                  onChange: (next) => setOptions(modelId, next),
                },
              }
            : {})}
        />
        {schema.error && <FailureNotice failure={schema.error} />}
        {needsShap && job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
        {needsShap && explaining.exact.error && (
          <FailureNotice failure={explaining.exact.error} onClose={explaining.exact.reset} />
        )}
        {needsShap && stored.error && <FailureNotice failure={stored.error} />}
        {tab === 'importance' && schema.data && version && (
          <ImportanceTab
            modelId={schema.data.model.id}
            versionId={version.id}
            task={schema.data.model.task}
            trainable={run === undefined || !isImported(run)}
          />
        )}
        {tab === 'surrogate' && schema.data && version && (
          <SurrogateTab
            modelId={schema.data.model.id}
            version={version}
            label={chosenLabel}
            target={schema.data.model.target}
          />
        )}
        {tab === 'what-if' && ref !== null && schema.data && (
          <WhatIfTab
            key={schema.data.model.id}
            modelRef={ref}
            schema={schema.data}
            version={version}
            label={chosenLabel}
          />
        )}
        {needsShap && !explanation && job.running && (
          <JobProgress job={job.job} onCancel={job.cancel} />
        )}
        {needsShap && explanation && (
          <ShapPart
            key={explaining.rootOf(explanation.id)}
            tab={tab}
            explanation={explanation}
            explaining={explaining}
            onSave={() => setEarlier(explanation.id)}
            onWhatIf={(row) => void whatIf(explanation, row)}
          />
        )}
        {needsShap && !explanation && shownId === null && !job.running && (
          <EmptyState
            icon={<Lightbulb size={22} />}
            title="See what drives this model"
            description="Choose the data to explain it on and press Explain. SHAP values split each prediction into what every column contributed."
          />
        )}
        {tab === 'overview' && explanations.length > 0 && (
          <ExplanationList
            explanations={explanations}
            modelName={nameOf}
            shown={shownId}
            onShow={setEarlier}
          />
        )}
      </div>
    </Page>
  );
}

/** What is drawn from SHAP values. */
function ShapPart(props: {
  tab: ExplainTab;
  explanation: Explanation;
  explaining: Explaining;
  onSave: () => void;
  onWhatIf: (row: number) => void;
}) {
  const { tab, explanation, explaining, onSave, onWhatIf } = props;
  const { all } = useVersions();
  const nameOf = useModelNames();
  const schema = useQuery('serving.schema', { model: explanation.modelId });
  const target = schema.data?.model.target ?? 'the target';
  const unit = shapUnit(explanation.label, target, explanation.unit);
  const versionName = (id: string): string => {
    const found = all.find((each) => each.id === id);
    return found ? `${found.datasetName}@${found.number}` : id;
  };
  const data = versionName(explanation.versionId);
  const title = `${nameOf(explanation.modelId)} on ${data}${explanation.label === null ? '' : `, class ${explanation.label}`}`;
  return (
    <>
      <ExplanationSummary
        title={title}
        explanation={explanation}
        versionName={versionName}
        explaining={explaining}
        onSave={onSave}
      />
      {tab === 'overview' && <OverviewTab explanation={explanation} unit={unit} />}
      {tab === 'rows' && (
        <RowsTab explanation={explanation} unit={unit} target={target} onWhatIf={onWhatIf} />
      )}
      {tab === 'dependence' && (
        <DependenceTab explanation={explanation} unit={unit} target={target} />
      )}
    </>
  );
}
