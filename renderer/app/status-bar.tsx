import { useConnected } from '../client/connection.ts';
import { useQuery } from '../client/use-query.ts';
import { formatAgo, formatDateTime, formatInteger } from '../components/format.ts';
import { useDelayed } from '../components/use-delayed.ts';
import { useNow } from '../components/use-now.ts';
import { useSelectedVersion } from '../components/use-versions.ts';
import styles from './status-bar.module.css';

/** Rows × columns of the selected version, its name, the last save. */
export function StatusBar() {
  const { version } = useSelectedVersion();
  const { data: workspace } = useQuery('workspace.info', {});
  const now = useNow();
  const lost = useDelayed(!useConnected(), 1500);
  const saved = workspace?.lastSavedAt ?? null;
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
      {lost && (
        <span className={styles.lost} role="alert">
          The Assay host does not answer. Trying again; if it was started anew, open its new
          address.
        </span>
      )}
      <span className={styles.saved} title={formatDateTime(saved)}>
        {saved === null ? 'Nothing saved yet' : `Saved ${formatAgo(saved, Math.max(now, saved))}`}
      </span>
    </footer>
  );
}
