import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Job } from '../../core/contract/events.ts';
import { client } from '../client/client.ts';
import { jobFeed } from '../client/job-feed.ts';
import { type JobResult, jobResult, viewOfJob } from './job-results.ts';
import styles from './job-toasts.module.css';
import type { Route } from './routes.ts';

function succeeded(job: Job, result: JobResult, open: () => void): void {
  notifications.show({
    id: job.id,
    color: 'teal',
    icon: <CircleCheck size={18} />,
    title: result.title,
    message: (
      <div className={styles.line}>
        <span>{result.detail}</span>
        <Button variant="subtle" size="compact-xs" onClick={open}>
          {result.action}
        </Button>
      </div>
    ),
  });
}

function failed(job: Job): void {
  notifications.show({
    id: job.id,
    color: 'red',
    icon: <CircleAlert size={18} />,
    autoClose: 15_000,
    title: `${job.title}: ${job.state === 'interrupted' ? 'interrupted' : 'failed'}`,
    message: [job.error?.message, job.error?.hint].filter(Boolean).join('. '),
  });
}

/** Jobs of dialogs that open in any view. */
const inDialog: ReadonlySet<string> = new Set(['registry.inspect', 'registry.import']);

/** A toast for each job that ends, leading to what it made. */
export function JobToasts({ current }: { readonly current: Route }) {
  const [, go] = useLocation();
  const view = useRef(current.id);
  /** View that each toast leads to, by the job's id. */
  const leading = useRef(new Map<string, string>());
  view.current = current.id;
  useEffect(
    () =>
      jobFeed.onFinished((job) => {
        const home = viewOfJob(job.operation);
        if (job.state === 'cancelled') return;
        if (job.state !== 'succeeded') {
          // The view or the dialog a job belongs to shows its failure in place.
          if (view.current !== home && !inDialog.has(job.operation)) failed(job);
          return;
        }
        void client.call('jobs.get', { id: job.id }).then(
          ({ output }) => {
            const result = jobResult(job.operation, output);
            if (!result || (view.current === home && result.quiet)) return;
            leading.current.set(job.id, home);
            succeeded(job, result, () => {
              result.select();
              go(result.path);
              notifications.hide(job.id);
            });
          },
          () => {},
        );
      }),
    [go],
  );
  useEffect(() => {
    // Who is where a toast leads needs it no longer, as after a job whose view opens by itself.
    for (const [id, home] of leading.current) {
      if (home !== current.id) continue;
      notifications.hide(id);
      leading.current.delete(id);
    }
  }, [current.id]);
  return null;
}
