import { useEffect, useState } from 'react';
import { useQuery } from '../client/use-query.ts';
import { formatAgo, formatDateTime, formatInteger } from '../components/format.ts';
import { useSelectedVersion } from '../components/use-versions.ts';
import styles from './status-bar.module.css';

const refreshMs = 30_000;

/** Rows × columns of the selected version, its name, the last save. */
export function StatusBar() {
  const { version } = useSelectedVersion();
  const { data: workspace } = useQuery('workspace.info', {});
  const [now, setNow] = useState(() => Date.now());
  const saved = workspace?.lastSavedAt ?? null;
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), refreshMs);
    return () => clearInterval(timer);
  }, [saved]);
  return (
    <footer className={styles.bar} aria-label="Status">
      {version ? (
        <>
          <span>
            {formatInteger(version.rows)} rows × {formatInteger(version.columns.length)} columns
          </span>
          <span className={styles.version}>
            {version.datasetName}@{version.number} · {version.layer}
          </span>
        </>
      ) : (
        <span>No dataset yet</span>
      )}
      <span className={styles.saved} title={formatDateTime(saved)}>
        {saved === null ? 'Nothing saved yet' : `Saved ${formatAgo(saved, Math.max(now, saved))}`}
      </span>
    </footer>
  );
}
