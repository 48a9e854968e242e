import { Tooltip } from '@mantine/core';
import { boundsText, methodText, valueText, type Interval } from './metric-words.ts';
import styles from './evaluation.module.css';

/** A value over its 95 % interval; pointing at it tells how the interval was found. */
export function MetricCell({ id, interval }: { id: string; interval: Interval | undefined }) {
  if (!interval) return <span className="assay-muted">–</span>;
  const method = methodText(interval);
  const bounds = boundsText(id, interval);
  return (
    <Tooltip label={method} disabled={method === '' || bounds === ''}>
      <span className={styles.metric}>
        <span className={styles.metricValue}>{valueText(id, interval.value)}</span>
        {bounds !== '' && <span className={styles.bounds}>{bounds}</span>}
      </span>
    </Tooltip>
  );
}
