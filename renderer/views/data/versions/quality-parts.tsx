import type { Quality } from '../../../../core/contract/validation.ts';
import { formatNumber } from '../../../components/format.ts';
import styles from './promote-dialog.module.css';
import { qualityParts, weakestPart } from './quality-weakest.ts';

/** The parts of a quality score as bars against the threshold of a gate. */
export function QualityParts(props: { readonly quality: Quality; readonly threshold: number }) {
  const { quality, threshold } = props;
  const weakest = weakestPart(quality);
  return (
    <ul className={styles.parts} aria-label="Parts of the quality score">
      {qualityParts(quality).map(({ id, title, value }) => (
        <li
          key={id}
          className={styles.part}
          data-weak={weakest?.id === id}
          title={quality.detail
            .filter((line) => line.dimension === id)
            .map((line) => line.message)
            .join('\n')}
        >
          <span>{title}</span>
          <span className={styles.track} aria-hidden="true">
            {value !== null && (
              <div className={styles.fill} style={{ width: `${Math.max(0.5, value)}%` }} />
            )}
            <span className={styles.mark} style={{ left: `${threshold}%` }} />
          </span>
          <span className={styles.value}>{value === null ? 'n/a' : formatNumber(value, 3)}</span>
        </li>
      ))}
    </ul>
  );
}
