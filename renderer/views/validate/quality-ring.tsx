import styles from './quality-tab.module.css';
import { type Gate, qualityTone, scoreText } from './quality-words.ts';

const radius = 54;
const round = 2 * Math.PI * radius;

/** A score of 0 to 100 as a ring with its number. */
export function QualityRing({
  score,
  gates,
}: {
  readonly score: number;
  readonly gates: readonly Gate[];
}) {
  const text = scoreText(score, gates);
  return (
    <svg
      className={styles.ring}
      viewBox="0 0 128 128"
      role="img"
      aria-label={`Quality ${text} of 100`}
      data-tone={qualityTone(gates)}
    >
      <circle className={styles.ringTrack} cx={64} cy={64} r={radius} />
      <circle
        className={styles.ringFill}
        cx={64}
        cy={64}
        r={radius}
        strokeDasharray={`${(round * Math.min(100, Math.max(0, score))) / 100} ${round}`}
        transform="rotate(-90 64 64)"
      />
      <text className={styles.ringNumber} x={64} y={69} textAnchor="middle">
        {text}
      </text>
      <text className={styles.ringUnit} x={64} y={86} textAnchor="middle">
        of 100
      </text>
    </svg>
  );
}
