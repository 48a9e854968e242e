import { memo } from 'react';
import styles from './spark-bars.module.css';

export interface SparkBarsProps {
  readonly counts: readonly number[];
  /** The bars are the most frequent values, not bins: drawn apart. */
  readonly apart?: boolean;
  readonly label: string;
}

/** A histogram the size of a word. */
export const SparkBars = memo(function SparkBars({ counts, apart = false, label }: SparkBarsProps) {
  const top = Math.max(1, ...counts);
  const gap = apart ? 0.22 : 0.06;
  const width = apart ? Math.max(counts.length, 8) : Math.max(counts.length, 1);
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${width} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {counts.map((count, i) => {
        const height = count === 0 ? 0 : Math.max(0.05, count / top);
        return <rect key={i} x={i + gap / 2} y={1 - height} width={1 - gap} height={height} />;
      })}
    </svg>
  );
});
