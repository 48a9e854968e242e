import { Button, Group, Progress } from '@mantine/core';
import { useState } from 'react';
import { operationsByName } from '../../core/contract/contract.ts';
import type { Job } from '../../core/contract/events.ts';
import { client } from '../client/client.ts';
import { formatDuration, formatPercent } from './format.ts';
import styles from './job-progress.module.css';
import { useDelayed } from './use-delayed.ts';

export interface JobProgressProps {
  /** Null between the request and the first event. */
  readonly job: Job | null;
  readonly onCancel?: () => void;
  /** Shown at once, as in the list of jobs. Default false: after a short delay. */
  readonly immediate?: boolean;
}

function detailOf(job: Job | null): string {
  if (job === null || job.state === 'queued') return 'Waiting for its turn';
  return job.message || job.stage || 'Working';
}

/** Ends a training or search early and keeps the best it has so far. */
function FinishButton({ id }: { id: string }) {
  const [asked, setAsked] = useState(false);
  const finish = (): void => {
    setAsked(true);
    client.call('jobs.finish', { id }).catch(() => setAsked(false));
  };
  return (
    <Button variant="light" size="compact-xs" loading={asked} onClick={finish}>
      Finish now
    </Button>
  );
}

/** Percent, stage, time left and Cancel of a running job; Finish now where something can be kept. */
export function JobProgress({ job, onCancel, immediate = false }: JobProgressProps) {
  const visible = useDelayed(true) || immediate;
  if (!visible) return <div className={styles.space} aria-hidden="true" />;
  const title = job?.title ?? 'Starting';
  const fraction = job?.fraction ?? null;
  const remainingMs = job?.remainingMs ?? 0;
  return (
    <div className={styles.job}>
      <div className={styles.row}>
        <span className={styles.title} title={title}>
          {title}
        </span>
        <span className={styles.share}>
          {fraction !== null && formatPercent(fraction, 0)}
          {remainingMs > 1000 && (
            <span className={styles.left}>{formatDuration(remainingMs)} left</span>
          )}
        </span>
      </div>
      <Progress
        size={5}
        value={fraction === null ? 100 : fraction * 100}
        animated={fraction === null}
        striped={fraction === null}
        aria-label={`Progress of ${title}`}
      />
      <div className={styles.row}>
        <span className={styles.detail} aria-live="polite">
          {detailOf(job)}
        </span>
        <Group gap={6} wrap="nowrap">
          {job?.state === 'running' && operationsByName.get(job.operation)?.finishable && (
            <FinishButton key={job.id} id={job.id} />
          )}
          {onCancel && (
            <Button variant="default" size="compact-xs" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </Group>
      </div>
    </div>
  );
}
