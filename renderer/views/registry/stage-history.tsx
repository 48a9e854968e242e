import type { OutputOf } from '../../../core/contract/contract.ts';
import { formatDateTime } from '../../components/format.ts';
import styles from './registry.module.css';

const word = (stage: string): string => (stage === 'None' ? 'no stage' : stage);

/** Who stood where and why, newest first. */
export function StageHistory(props: {
  name: string;
  transitions: OutputOf<'registry.show'>['transitions'];
}) {
  if (props.transitions.length === 0)
    return <div className="assay-muted">No version has changed its stage yet.</div>;
  return (
    <ol className={styles.history} aria-label="History of stages">
      {props.transitions
        .toSorted((a, b) => b.at - a.at)
        .map((transition, i) => (
          <li key={i} className={styles.event}>
            <div>
              <strong>
                {props.name}@{transition.number}
              </strong>{' '}
              from {word(transition.from)} to <strong>{word(transition.to)}</strong>
            </div>
            <div className="assay-muted">
              {formatDateTime(transition.at)}
              {transition.reason !== '' && ` · ${transition.reason}`}
            </div>
          </li>
        ))}
    </ol>
  );
}
