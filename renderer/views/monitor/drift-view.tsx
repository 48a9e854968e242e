import { Button } from '@mantine/core';
import { Activity, Database } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useJob } from '../../client/use-job.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import { Section } from '../../components/section.tsx';
import { useVersions } from '../../components/use-versions.ts';
import { DriftList } from './drift-list.tsx';
import { DriftPanel } from './drift-panel.tsx';
import { DriftSetup } from './drift-setup.tsx';
import styles from './monitor.module.css';

/** Has the data moved since the model was trained? */
export function DriftView() {
  const [, go] = useLocation();
  const { all, loading } = useVersions();
  const job = useJob('monitoring.drift', 'monitor-view');
  const list = useQuery('monitoring.list', {});
  const [earlier, setEarlier] = useState<string | null>(null);
  const reports = list.data?.reports ?? [];
  const shownId = earlier ?? job.output?.id ?? reports[0]?.id ?? null;
  const fromJob = job.output?.id === shownId ? job.output : null;
  const stored = useQuery('monitoring.show', shownId !== null && !fromJob ? { id: shownId } : null);
  const report = fromJob ?? stored.data ?? null;

  if (!loading && all.length === 0)
    return (
      <EmptyState
        icon={<Database size={22} />}
        title="There is no data to compare yet"
        description="Import the data a model was trained on, and newer data of the same kind."
        action={<Button onClick={() => go('/data')}>Go to Data</Button>}
      />
    );
  return (
    <div className={styles.stack}>
      <Section title="Compare">
        <DriftSetup
          running={job.running}
          onRun={(input) => {
            setEarlier(null);
            void job.start(input);
          }}
        />
        {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
      </Section>
      {job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
      {stored.error && <FailureNotice failure={stored.error} />}
      {report && !job.running && <DriftPanel key={report.id} report={report} />}
      {list.data && shownId === null && !job.running && (
        <EmptyState
          icon={<Activity size={22} />}
          title="Compare newer data with what the model knows"
          description={
            all.length < 2
              ? 'There is one version only. Import newer data of the same kind, then compare the two.'
              : 'Choose the data the model was trained on as reference and newer data as current.'
          }
          action={
            all.length < 2 ? <Button onClick={() => go('/data')}>Go to Data</Button> : undefined
          }
        />
      )}
      {reports.length > 0 && <DriftList reports={reports} shown={shownId} onShow={setEarlier} />}
    </div>
  );
}
