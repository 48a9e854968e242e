import { CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { Profile } from '../../../core/contract/eda.ts';
import { formatInteger } from '../../components/format.ts';
import styles from './alert-list.module.css';
import { useExploreTab } from './explore-state.ts';

type Alert = Profile['alerts'][number];

const kinds: Readonly<Record<Alert['kind'], { title: string; grave: boolean }>> = {
  empty: { title: 'Empty', grave: true },
  constant: { title: 'Constant', grave: true },
  duplicates: { title: 'Duplicates', grave: true },
  missing: { title: 'Missing', grave: true },
  infinite: { title: 'Infinite', grave: true },
  high_correlation: { title: 'Correlated', grave: true },
  imbalance: { title: 'Imbalanced', grave: false },
  high_cardinality: { title: 'Many values', grave: false },
  unique: { title: 'Unique', grave: false },
  skewed: { title: 'Skewed', grave: false },
  zeros: { title: 'Zeros', grave: false },
  uniform: { title: 'Uniform', grave: false },
  mixed_dates: { title: 'Mixed dates', grave: true },
  type_date: { title: 'Dates as text', grave: false },
  constant_length: { title: 'Fixed length', grave: false },
  non_stationary: { title: 'Drifting', grave: false },
  seasonal: { title: 'Seasonal', grave: false },
};

const order = Object.keys(kinds);

/** Alerts, grave ones first; each leads to what it is about. */
export function AlertList({ alerts }: { readonly alerts: Profile['alerts'] }) {
  const [, show] = useExploreTab();
  if (alerts.length === 0)
    return (
      <p className={styles.none}>
        <CircleCheck size={16} aria-hidden="true" /> Nothing stands out in this version.
      </p>
    );
  const open = (alert: Alert): void => {
    if (alert.kind === 'high_correlation') show('correlations');
    else if (
      (alert.kind === 'non_stationary' || alert.kind === 'seasonal') &&
      alert.column !== null
    )
      show('time', { value: alert.column });
    else if (alert.column !== null) show('columns', { column: alert.column });
    else if (alert.kind === 'missing') show('missing');
  };
  const sorted = alerts.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return (
    <ul className={styles.list} aria-label={`${formatInteger(alerts.length)} alerts`}>
      {sorted.map((alert, i) => {
        const { title, grave } = kinds[alert.kind];
        return (
          <li key={i}>
            <button type="button" className={styles.alert} onClick={() => open(alert)}>
              {grave ? (
                <TriangleAlert size={14} className={styles.grave} aria-hidden="true" />
              ) : (
                <Info size={14} className={styles.light} aria-hidden="true" />
              )}
              <span className={styles.kind}>{title}</span>
              <span className={styles.message}>{alert.message}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
