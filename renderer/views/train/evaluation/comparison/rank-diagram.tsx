import { formatNumber } from '../../../../components/format.ts';
import { rankCliques } from './rank-cliques.ts';
import styles from '../evaluation.module.css';

const width = 760;
const left = 20;
const labels = 260;
const lineHeight = 22;

/** Mean ranks with bars over runs whose ranks are not shown to differ (Demšar 2006). */
export function RankDiagram(props: {
  runs: readonly { readonly name: string; readonly rank: number | null }[];
  critical: number;
}) {
  const ranked = props.runs
    .flatMap(({ name, rank }) => (rank === null ? [] : [{ name, rank }]))
    .toSorted((a, b) => a.rank - b.rank);
  const cliques = rankCliques(
    ranked.map(({ rank }) => rank),
    props.critical,
  );
  const most = props.runs.length;
  const at = (rank: number): number =>
    left + ((rank - 1) / Math.max(1, most - 1)) * (width - labels - 2 * left);
  const top = 26 + cliques.length * 12;
  const height = top + ranked.length * lineHeight + 8;
  const said = cliques
    .map(([from, to]) =>
      ranked
        .slice(from, to + 1)
        .map(({ name }) => name)
        .join(', '),
    )
    .join('; ');
  return (
    <section aria-label="Ranks">
      <h3 className={styles.title}>Mean ranks over the folds</h3>
      <p className={styles.lead}>
        1 is the best. Ranks that differ by less than {formatNumber(props.critical, 3)} are not
        shown to differ (Nemenyi at 0.05); a bar joins them.
      </p>
      <svg
        className={styles.ranks}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={`Mean ranks: ${ranked.map(({ name, rank }) => `${name} ${formatNumber(rank, 3)}`).join(', ')}. Not shown to differ: ${said === '' ? 'none' : said}.`}
      >
        <line x1={at(1)} x2={at(most)} y1={20} y2={20} />
        {props.runs.map((_, i) => (
          <g key={i}>
            <line x1={at(i + 1)} x2={at(i + 1)} y1={16} y2={20} />
            <text x={at(i + 1)} y={11} textAnchor="middle">
              {i + 1}
            </text>
          </g>
        ))}
        {cliques.map(([from, to], i) => (
          <line
            key={i}
            className={styles.tie}
            x1={at(ranked[from]!.rank) - 3}
            x2={at(ranked[to]!.rank) + 3}
            y1={30 + i * 12}
            y2={30 + i * 12}
          />
        ))}
        {ranked.map(({ name, rank }, i) => {
          const y = top + (i + 0.5) * lineHeight;
          return (
            <g key={name}>
              <polyline
                points={`${at(rank)},20 ${at(rank)},${y} ${width - labels},${y}`}
                fill="none"
                stroke="var(--assay-text-muted)"
              />
              <text x={width - labels + 6} y={y + 4}>
                {name} ({formatNumber(rank, 3)})
              </text>
            </g>
          );
        })}
      </svg>
    </section>
  );
}
