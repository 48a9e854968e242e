import { Button, SegmentedControl } from '@mantine/core';
import { BrainCircuit, Database } from 'lucide-react';
import { useCallback } from 'react';
import { useLocation } from 'wouter';
import type { InputOf } from '../../../core/contract/contract.ts';
import type { Version } from '../../../core/contract/data.ts';
import { useJob } from '../../client/use-job.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { Page } from '../../components/page.tsx';
import { Section } from '../../components/section.tsx';
import { useSelectedVersion } from '../../components/use-versions.ts';
import { useSelection } from '../../stores/selection.ts';
import { AutoTab } from './search/auto-tab.tsx';
import { ExperimentsTab } from './experiments/experiments-tab.tsx';
import { RunDetail } from './runs/run-detail.tsx';
import { RunsPanel } from './runs/runs-panel.tsx';
import { draftOf, useTrainDrafts } from './form/train-draft.ts';
import { TrainForm } from './form/train-form.tsx';
import { trainTabs, useTrainTab, type TrainTab } from './train-state.ts';
import { TuneTab } from './search/tune-tab.tsx';
import form from '../../components/side-form.module.css';

function NewRun({ version, onVersion }: { version: Version; onVersion: (id: string) => void }) {
  const job = useJob('models.train', 'train-view');
  const change = useTrainDrafts((state) => state.change);
  const selectRun = useSelection((state) => state.selectRun);
  const runId = job.output?.run.id;
  const { start: startJob } = job;
  const start = useCallback(
    (input: InputOf<'models.train'>) =>
      void startJob(input).then((output) => output && selectRun(output.run.id)),
    [startJob, selectRun],
  );
  const exclude = useCallback(
    (columns: readonly string[]) => {
      const before = draftOf(useTrainDrafts.getState().drafts, version.datasetId).exclude;
      change(version.datasetId, { exclude: [...new Set([...before, ...columns])] });
    },
    [change, version.datasetId],
  );
  return (
    <div className={form.split}>
      <TrainForm version={version} onVersion={onVersion} running={job.running} onStart={start} />
      <div className={form.result} aria-live="polite">
        {job.running && (
          <Section title="Training">
            <JobProgress job={job.job} onCancel={job.cancel} />
          </Section>
        )}
        {!job.running && job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
        {!job.running && !job.error && runId === undefined && (
          <EmptyState
            icon={<BrainCircuit size={22} />}
            title="An honest first model, in seconds"
            description="Choose the column to predict and press Train. Rows are kept aside for the test, preparation is fitted on training rows only, and leakage is looked for."
          />
        )}
        {!job.running && runId !== undefined && <RunDetail runId={runId} onExclude={exclude} />}
      </div>
    </div>
  );
}

/** Train a model, search for a better one, and look at the runs there are. */
export function TrainView() {
  const { version, loading, select } = useSelectedVersion();
  const { data: tracking } = useQuery('tracking.runs', {});
  const [, go] = useLocation();
  const [tab, show] = useTrainTab();
  const count = tracking?.runs.length ?? 0;
  const tabs = trainTabs.map(({ id, title }) => ({
    value: id,
    label: id === 'runs' && count > 0 ? `${title} (${count})` : title,
  }));
  return (
    <Page
      title="Train"
      subtitle="Fit a pipeline, score it on rows it has not seen, keep the run"
      fill
      actions={
        <SegmentedControl
          aria-label="Train views"
          data={tabs}
          value={tab}
          onChange={(next) => show(next as TrainTab)}
        />
      }
    >
      {tab === 'runs' ? (
        <div className={form.result}>
          <RunsPanel onNew={() => show('new')} />
        </div>
      ) : version ? (
        <Panel tab={tab} version={version} onVersion={select} />
      ) : (
        !loading && (
          <EmptyState
            icon={<Database size={22} />}
            title="A model learns from data"
            description="Import a file first, or take one of the samples."
            action={<Button onClick={() => go('/data')}>Go to Data</Button>}
          />
        )
      )}
    </Page>
  );
}

function Panel(props: {
  tab: Exclude<TrainTab, 'runs'>;
  version: Version;
  onVersion: (id: string) => void;
}) {
  const { tab, ...rest } = props;
  switch (tab) {
    case 'new':
      return <NewRun {...rest} />;
    case 'auto':
      return <AutoTab {...rest} />;
    case 'tune':
      return <TuneTab {...rest} />;
    case 'experiments':
      return <ExperimentsTab {...rest} />;
    default:
      return tab satisfies never;
  }
}
