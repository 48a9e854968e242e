import type { Comparison } from '../../contract/evaluation-comparison.ts';
import { metricFacts } from '../metric-catalogue.ts';
import type { Metric } from './tasks.ts';

const share = 0.01;

/**
 * The region of practical equivalence: as asked, else 0.01 of a metric that ends at 1, else 1 % of the
 * better value, because a difference of 0.01 says nothing of an error in the units of the target.
 */
export function ropeOf(
  { name, better }: Metric,
  asked: number | undefined,
  values: readonly (number | null)[],
): Comparison['rope'] {
  if (asked !== undefined) return { value: asked, by: 'asked' };
  if (metricFacts(name).most === 1) return { value: share, by: 'score' };
  const known = values.filter((value) => value !== null);
  const best = known.reduce(
    (a, b) => (better === 'higher' ? Math.max(a, b) : Math.min(a, b)),
    known[0] ?? 0,
  );
  return { value: share * Math.abs(best), by: 'better' };
}
