import { Button, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { client } from '../../client/client.ts';
import { useJob } from '../../client/use-job.ts';
import { useQuery } from '../../client/use-query.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatAgo, formatBytes, formatCount, formatDateTime } from '../../components/format.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { useNow } from '../../components/use-now.ts';
import { useUndo } from '../../stores/undo.ts';
import styles from './bin-dialog.module.css';
import { deletedToast, tellFailure } from './dataset-steps.ts';

/** Deleted datasets: bring one back, or free the storage of those nothing needs. */
export function BinDialog({ onClose }: { readonly onClose: () => void }) {
  const { data, error } = useQuery('data.bin', {});
  const job = useJob('data.reclaim');
  const now = useNow();
  const [sure, setSure] = useState(false);
  const datasets = (data?.datasets ?? []).toSorted((a, b) => b.deletedAt - a.deletedAt);
  const free = data?.reclaimableBytes ?? 0;
  const bringBack = (id: string, name: string): void => {
    client
      .call('data.undelete', { dataset: id })
      .catch((thrown: unknown) => tellFailure(`${name} could not be brought back`, thrown));
  };
  const reclaim = async (): Promise<void> => {
    setSure(false);
    const gone = datasets.filter((dataset) => dataset.usedBy === 0);
    if (!(await job.start({}))) return;
    // What they would bring back is no more.
    for (const { id } of gone) notifications.hide(deletedToast(id));
    useUndo.getState().clear();
  };
  return (
    <Modal opened onClose={onClose} title="Bin" size={560} centered>
      {error && <FailureNotice failure={error} />}
      {data && datasets.length === 0 && (
        <EmptyState
          icon={<Trash2 size={22} />}
          title="The bin is empty"
          description="Datasets that are deleted wait here and can be brought back until their storage is reclaimed."
        />
      )}
      <ul className={styles.list} aria-label="Deleted datasets">
        {datasets.map(({ id, name, versions, deletedAt, usedBy }) => (
          <li key={id} className={styles.item}>
            <div className={styles.text}>
              <div className={styles.name} title={name}>
                {name}
              </div>
              <div className={styles.detail}>
                {formatCount(versions, 'version')} ·{' '}
                <span title={formatDateTime(deletedAt)}>
                  deleted {formatAgo(deletedAt, Math.max(now, deletedAt))}
                </span>
                {usedBy > 0 &&
                  ` · kept, as ${formatCount(usedBy, 'thing needs', 'things need')} it`}
              </div>
            </div>
            <Button variant="default" onClick={() => bringBack(id, name)}>
              Bring back
            </Button>
          </li>
        ))}
      </ul>
      {job.error && <FailureNotice failure={job.error} />}
      {job.running && <JobProgress job={job.job} onCancel={job.cancel} />}
      {data && (datasets.length > 0 || free > 0 || job.output) && (
        <div className={styles.footer}>
          <span className={styles.detail} role="status">
            {sure
              ? 'What is reclaimed cannot be brought back.'
              : job.output
                ? `${formatBytes(job.output.bytes)} reclaimed. ${formatBytes(free)} more can be.`
                : `${formatBytes(free)} can be reclaimed.`}
          </span>
          {sure ? (
            <>
              <Button variant="default" onClick={() => setSure(false)}>
                Keep it
              </Button>
              <Button color="red" onClick={() => void reclaim()}>
                Reclaim {formatBytes(free)}
              </Button>
            </>
          ) : (
            <Button
              variant="default"
              disabled={job.running || (free === 0 && datasets.every((each) => each.usedBy > 0))}
              onClick={() => setSure(true)}
            >
              Reclaim storage
            </Button>
          )}
        </div>
      )}
    </Modal>
  );
}
