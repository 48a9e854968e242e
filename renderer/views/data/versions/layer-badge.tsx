import type { Version } from '../../../../core/contract/data.ts';
import styles from './layer-badge.module.css';

export interface LayerBadgeProps {
  readonly layer: Version['layer'];
  /** The sign alone, its name for those who do not see it. Default false. */
  readonly compact?: boolean;
}

/** Bronze, silver or gold: how far the data has come. */
export function LayerBadge({ layer, compact = false }: LayerBadgeProps) {
  if (compact)
    return (
      <span className={styles.badge} role="img" aria-label={layer} title={layer}>
        <span className={styles.medal} data-layer={layer} />
      </span>
    );
  return (
    <span className={styles.badge}>
      <span className={styles.medal} data-layer={layer} aria-hidden="true" />
      {layer}
    </span>
  );
}
