import type { Version } from '../../../../core/contract/data.ts';
import { formatDateTime, formatInteger } from '../../../components/format.ts';
import { LayerBadge } from './layer-badge.tsx';
import { madeBy } from './made-by.ts';
import styles from './versions-tab.module.css';

export interface VersionHistoryProps {
  /** Newest first. */
  readonly versions: readonly Version[];
  readonly selected: string;
  readonly onSelect: (versionId: string) => void;
}

/** The versions of a dataset, one of which is looked at. */
export function VersionHistory({ versions, selected, onSelect }: VersionHistoryProps) {
  return (
    <nav className={styles.history} aria-label="Versions">
      <ul className={styles.list}>
        {versions.map((version, i) => (
          <li key={version.id}>
            <button
              type="button"
              className={styles.version}
              aria-current={version.id === selected ? 'true' : undefined}
              onClick={() => onSelect(version.id)}
            >
              <span className={styles.line}>
                <strong>@{version.number}</strong>
                {i === 0 && <span className={styles.latest}>latest</span>}
                <span className={styles.space} />
                <LayerBadge layer={version.layer} />
              </span>
              <span className={styles.detail}>
                {formatInteger(version.rows)} × {formatInteger(version.columns.length)}
              </span>
              <span className={styles.detail}>
                {formatDateTime(version.createdAt)} · {madeBy(version.createdBy)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
