import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useJob } from '../../client/use-job.ts';
import { useQuery } from '../../client/use-query.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { formatInteger } from '../../components/format.ts';
import { useSelection } from '../../stores/selection.ts';
import styles from './home-list.module.css';

/** The bundled datasets; one click imports one. */
export function SampleList() {
  const { data, error } = useQuery('data.samples', {});
  const job = useJob('data.import');
  const [busy, setBusy] = useState<string | null>(null);
  const [, go] = useLocation();
  if (error) return <FailureNotice failure={error} />;
  const importSample = async (id: string, path: string): Promise<void> => {
    setBusy(id);
    const imported = await job.start({ files: [path] });
    setBusy(null);
    if (!imported) return;
    useSelection.getState().selectVersion(imported.version.id);
    go('/data');
  };
  return (
    <>
      {job.error && <FailureNotice failure={job.error} onClose={job.reset} />}
      <ul className={styles.list} aria-label="Bundled samples">
        {(data?.samples ?? []).map((sample) => (
          <li key={sample.id} className={styles.row}>
            <div className={styles.text}>
              <div className={styles.name}>{sample.title}</div>
              <div className={styles.detail} title={`${sample.origin}. Licence: ${sample.licence}`}>
                {formatInteger(sample.rows)} × {formatInteger(sample.columns)} · {sample.task}
                {sample.target !== null && ` of ${sample.target}`} · {sample.licence}
              </div>
            </div>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`Import ${sample.title}`}
              loading={busy === sample.id}
              disabled={busy !== null}
              onClick={() => void importSample(sample.id, sample.path)}
            >
              Import
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
