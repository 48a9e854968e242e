import { Button, Loader, Popover } from '@mantine/core';
import { ListChecks } from 'lucide-react';
import type { Job } from '../../core/contract/events.ts';
import { client } from '../client/client.ts';
import { useJobs } from '../client/job-feed.ts';
import { isFinished } from '../client/job-state.ts';
import { formatAgo } from '../components/format.ts';
import { JobProgress } from '../components/job-progress.tsx';
import { useDelayed } from '../components/use-delayed.ts';
import { useNow } from '../components/use-now.ts';
import styles from './jobs-button.module.css';

const endings: Partial<Record<Job['state'], string>> = {
  succeeded: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};

/** Running jobs with their progress, and the ones that ended lately. */
export function JobsButton() {
  const jobs = useJobs();
  const now = useNow();
  const running = jobs.filter((job) => !isFinished(job.state));
  const ended = jobs.filter((job) => isFinished(job.state)).slice(0, 6);
  const busy = useDelayed(running.length > 0);
  const label = busy ? `${running.length} running` : 'Jobs';
  return (
    <Popover width={360} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant={busy ? 'light' : 'subtle'}
          color={busy ? 'accent' : 'gray'}
          leftSection={busy ? <Loader size={13} /> : <ListChecks size={15} aria-hidden="true" />}
          className={styles.button ?? ''}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Jobs">
        {jobs.length === 0 && (
          <p className={styles.none}>
            Nothing is running. Imports, trainings and reports show their progress here.
          </p>
        )}
        {running.map((job) => (
          <JobProgress
            key={job.id}
            job={job}
            immediate
            onCancel={() => void client.call('jobs.cancel', { id: job.id }).catch(() => {})}
          />
        ))}
        {ended.length > 0 && (
          <ul className={styles.ended} aria-label="Ended">
            {ended.map((job) => (
              <li key={job.id} className={styles.row}>
                <span className={styles.title} title={job.title}>
                  {job.title}
                </span>
                <span className={styles.state} data-state={job.state}>
                  {endings[job.state]} · {formatAgo(job.finishedAt, now)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
