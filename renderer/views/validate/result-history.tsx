import type { OutputOf } from '../../../core/contract/contract.ts';
import { formatAgo, formatDateTime } from '../../components/format.ts';
import { Section } from '../../components/section.tsx';
import { ToneBadge } from '../../components/tone-badge.tsx';
import { useNow } from '../../components/use-now.ts';
import { scoreText } from './quality-words.ts';
import styles from './results-tab.module.css';

/** Runs on the version, newest first. */
export function ResultHistory(props: {
  readonly results: OutputOf<'validation.results'>['results'];
  readonly shown: string | null;
  readonly onShow: (id: string) => void;
}) {
  const now = useNow();
  return (
    <Section title="Runs" description="On this version, newest first" flush>
      <ul className={styles.history}>
        {props.results.map((result) => (
          <li key={result.id}>
            <button
              type="button"
              className={styles.run}
              aria-current={result.id === props.shown ? 'true' : undefined}
              onClick={() => props.onShow(result.id)}
            >
              <span className={styles.runSuite}>{result.suite}</span>
              <ToneBadge tone={result.success ? 'good' : 'bad'}>
                {result.success ? 'holds' : 'broken'}
              </ToneBadge>
              <span className={styles.runTime} title={formatDateTime(result.at)}>
                {formatAgo(result.at, Math.max(now, result.at))}
              </span>
              <span className={styles.runScore}>quality {scoreText(result.qualityScore)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
