import type { Interval } from '../metric-words.ts';
import styles from './segments.module.css';

export interface Scale {
  readonly from: number;
  readonly to: number;
}

/** A scale that holds every value with its bounds, and a reference. */
export function scaleOf(intervals: readonly Interval[]): Scale | null {
  const ends = intervals.flatMap(({ value, low, high }) =>
    [value, low, high].filter((end) => end !== null),
  );
  if (ends.length === 0) return null;
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const pad = to > from ? (to - from) * 0.04 : Math.max(1e-9, Math.abs(to) * 0.1);
  return { from: from - pad, to: to + pad };
}

/** A value with its interval on a common scale, and a line for what it is measured against. */
export function IntervalBar(props: {
  interval: Interval;
  reference: number | null;
  scale: Scale;
  tone: 'better' | 'worse' | null;
}) {
  const { interval, reference, scale, tone } = props;
  const { value, low, high } = interval;
  const at = (end: number): string => `${(100 * (end - scale.from)) / (scale.to - scale.from)}%`;
  if (value === null) return null;
  return (
    <span className={styles.interval} data-tone={tone ?? 'none'} aria-hidden>
      {reference !== null && (
        <span className={styles.intervalReference} style={{ left: at(reference) }} />
      )}
      {low !== null && high !== null && (
        <span
          className={styles.intervalRange}
          style={{ left: at(low), right: `calc(100% - ${at(high)})` }}
        />
      )}
      <span className={styles.intervalValue} style={{ left: at(value) }} />
    </span>
  );
}
