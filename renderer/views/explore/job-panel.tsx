import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { NameOfKind, OutputOf } from '../../../core/contract/contract.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { JobProgress } from '../../components/job-progress.tsx';
import styles from './explore-view.module.css';
import type { AutoJob } from './use-auto-job.ts';

export interface JobPanelProps<N extends NameOfKind<'job'>> {
  readonly job: AutoJob<N>;
  readonly children: (output: OutputOf<N>) => ReactNode;
}

/** What a job made; until then its progress, or why it failed and a way to try again. */
export function JobPanel<N extends NameOfKind<'job'>>({ job, children }: JobPanelProps<N>) {
  if (job.output) return children(job.output);
  return (
    <div className={styles.waiting}>
      {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {job.error && <FailureNotice failure={job.error} />}
      {!job.running && (job.error || job.job) && (
        <Button variant="default" onClick={job.again}>
          Try again
        </Button>
      )}
    </div>
  );
}
