import styles from '../search/search.module.css';

/** Ends of a common scale for scores with their spread. */
export function scoreScale(
  scores: readonly { readonly value: number | null; readonly std: number | null }[],
): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const { value, std } of scores) {
    if (value === null) continue;
    low = Math.min(low, value - (std ?? 0));
    high = Math.max(high, value + (std ?? 0));
  }
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

const width = 112;
const air = 5;

/** A score and its spread over the folds on a scale shared with its rivals. Decorative. */
export function ScoreRange(props: {
  value: number | null;
  std: number | null;
  scale: readonly [number, number];
  best: boolean;
}) {
  const { value, scale } = props;
  if (value === null) return null;
  const std = props.std ?? 0;
  const at = (score: number): number =>
    air + ((score - scale[0]) / (scale[1] - scale[0])) * (width - 2 * air);
  return (
    <svg className={styles.range} viewBox={`0 0 ${width} 16`} aria-hidden data-best={props.best}>
      <line x1={at(value - std)} x2={at(value + std)} y1={8} y2={8} />
      <circle cx={at(value)} cy={8} r={4} />
    </svg>
  );
}
