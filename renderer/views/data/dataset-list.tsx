import type { Version } from '../../../core/contract/data.ts';
import { useQuery } from '../../client/use-query.ts';
import { formatCompact, formatDateTime, formatInteger } from '../../components/format.ts';
import { BinButton } from './bin-button.tsx';
import styles from './dataset-list.module.css';
import { deleteWithToast } from './delete-with-toast.tsx';
import { LayerBadge } from './versions/layer-badge.tsx';

export interface DatasetListProps {
  readonly selected: Version;
  readonly onSelect: (versionId: string) => void;
}

/** The datasets of the workspace, the newest on top. */
export function DatasetList({ selected, onSelect }: DatasetListProps) {
  const datasets = (useQuery('data.list', {}).data?.datasets ?? []).toSorted(
    (a, b) => b.latest.createdAt - a.latest.createdAt,
  );
  return (
    <nav className={styles.panel} aria-label="Datasets">
      <div className={styles.heading}>
        Datasets <span className={styles.count}>{formatInteger(datasets.length)}</span>
      </div>
      <ul className={styles.list}>
        {datasets.map(({ id, name, latest, versions }) => (
          <li key={id}>
            <button
              type="button"
              className={styles.item}
              aria-current={selected.datasetId === id ? 'true' : undefined}
              title={`${name}\n${formatDateTime(latest.createdAt)}`}
              aria-keyshortcuts="Delete"
              onClick={() => onSelect(latest.id)}
              onKeyDown={(event) => {
                if (event.key === 'Delete')
                  void deleteWithToast(id, name, selected.datasetId === id ? selected.id : null);
              }}
            >
              <span className={styles.line}>
                <span className={styles.name}>{name}</span>
                {latest.layer !== 'silver' && <LayerBadge layer={latest.layer} compact />}
              </span>
              <span className={styles.detail}>
                {formatCompact(latest.rows)} × {formatCompact(latest.columns.length)}
                {versions > 1 && <span> · {versions} versions</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.footer}>
        <BinButton label="Bin" />
      </div>
    </nav>
  );
}
