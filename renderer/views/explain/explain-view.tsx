import { Button, Select } from '@mantine/core';
import { BrainCircuit, Lightbulb } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useJob } from '../../client/use-job.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { ModelSelect } from '../../components/model-select.tsx';
import { Page } from '../../components/page.tsx';
import { useSelectedVersion, useVersions } from '../../components/use-versions.ts';
import { VersionSelect } from '../../components/version-select.tsx';
import { useChosenModel } from '../predict/use-chosen-model.ts';
import { ExplanationList } from './explanation-list.tsx';
import { ExplanationPanel } from './explanation-panel.tsx';
import { useModelNames } from './use-model-names.ts';
import styles from './explain.module.css';

/** SHAP values of a model: overall, by row, by class. */
export function ExplainView() {
  const [, go] = useLocation();
  const { ref, choose, none } = useChosenModel();
  const { version: selected, select } = useSelectedVersion();
  const { all } = useVersions();
  const job = useJob('explainability.shap', 'explain-view');
  const schema = useQuery('serving.schema', ref === null ? null : { model: ref });
  const list = useQuery('explainability.list', {});
  const nameOf = useModelNames();
  const [earlier, setEarlier] = useState<string | null>(null);
  const [label, setLabel] = useState<string | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const runs = useQuery('tracking.runs', {}).data?.runs ?? [];
  const trainedOn = runs.find((run) => run.modelId === schema.data?.model.id)?.versionId;
  const trained = all.find((each) => each.id === trainedOn);
  // The data at hand if it is of the model's kind, else what the model was trained on.
  const version =
    all.find((each) => each.id === picked) ??
    (trained && trained.datasetId !== selected?.datasetId ? trained : selected);
  const explanations = list.data?.explanations ?? [];
  const newest = explanations.find((entry) => entry.modelId === schema.data?.model.id);
  const shownId = earlier ?? job.output?.id ?? newest?.id ?? null;
  const fromJob = job.output?.id === shownId ? job.output : null;
  const stored = useQuery(
    'explainability.show',
    shownId !== null && !fromJob ? { id: shownId } : null,
  );
  const explanation = fromJob ?? stored.data ?? null;
  const shownSchema = useQuery(
    'serving.schema',
    explanation ? { model: explanation.modelId } : null,
  );
  const classes = schema.data?.model.classes ?? [];
  const chosenLabel = label !== null && classes.includes(label) ? label : (classes.at(-1) ?? null);

  const explain = (wanted: string | null): void => {
    if (ref === null || !version) return;
    setEarlier(null);
    void job.start({
      model: ref,
      version: version.id,
      ...(wanted === null ? {} : { label: wanted }),
    });
  };

  const versionName = (id: string): string => {
    const found = all.find((each) => each.id === id);
    return found ? `${found.datasetName}@${found.number}` : id;
  };

  if (none)
    return (
      <Page title="Explain" subtitle="Why a model predicts what it predicts">
        <EmptyState
          icon={<BrainCircuit size={22} />}
          title="There is no model to explain yet"
          description="Train one first: each finished run can be explained, registered or not."
          action={<Button onClick={() => go('/train')}>Go to Train</Button>}
        />
      </Page>
    );
  return (
    <Page title="Explain" subtitle="Why a model predicts what it predicts: exact SHAP values">
      <div className={styles.stack}>
        <div className={styles.setup}>
          <div className={styles.model}>
            <ModelSelect
              label="Model"
              value={ref}
              onChange={(next) => {
                choose(next);
                setPicked(null);
                setEarlier(null);
              }}
              disabled={job.running}
            />
          </div>
          <VersionSelect
            label="Dataset version"
            value={version?.id ?? null}
            onChange={(next) => {
              setPicked(next);
              select(next);
            }}
            disabled={job.running}
          />
          {classes.length > 0 && (
            <Select
              label="Class"
              data={classes}
              value={chosenLabel}
              allowDeselect={false}
              disabled={job.running}
              w={150}
              onChange={(next) => {
                setLabel(next);
                if (explanation) explain(next);
              }}
            />
          )}
          <Button
            leftSection={<Lightbulb size={15} aria-hidden />}
            loading={job.running}
            disabled={ref === null || !version}
            onClick={() => explain(chosenLabel)}
          >
            Explain
          </Button>
          {job.running && (
            <div className={styles.progress}>
              <JobProgress job={job.job} onCancel={job.cancel} />
            </div>
          )}
        </div>
        {schema.error && <FailureNotice failure={schema.error} />}
        {job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
        {stored.error && <FailureNotice failure={stored.error} />}
        {explanation && (
          <ExplanationPanel
            key={explanation.id}
            title={`${nameOf(explanation.modelId)} on ${versionName(explanation.versionId)}${explanation.label === null ? '' : `, class ${explanation.label}`}`}
            explanation={explanation}
            target={shownSchema.data?.model.target ?? 'the target'}
          />
        )}
        {!explanation && shownId === null && !job.running && (
          <EmptyState
            icon={<Lightbulb size={22} />}
            title="See what drives this model"
            description="Choose the data to explain it on and press Explain. SHAP values split each prediction into what every column contributed."
          />
        )}
        {explanations.length > 0 && (
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
