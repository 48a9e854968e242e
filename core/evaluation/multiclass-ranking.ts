import type { Confusion } from './confusion.ts';
import type { Metrics, Scorer } from './metrics.ts';
import { orderDescending, rankedPlaces, rankingScores, scorePlaces } from './ranking.ts';
import type { RankedPlaces, RankedScores, RankingScores } from './ranking.ts';

/** Null as soon as one part has no value. */
function weightedOrNull(
  values: readonly (number | null)[],
  weights: readonly number[],
): number | null {
  let sum = 0;
  let total = 0;
  for (const [i, value] of values.entries()) {
    if (value === null) return null;
    sum += value * weights[i]!;
    total += weights[i]!;
  }
  return total > 0 ? sum / total : null;
}

function classWeights(y: Int32Array, classes: number, weights: Float64Array | null): Float64Array {
  const sums = new Float64Array(classes);
  for (let i = 0; i < y.length; i++) sums[y[i]!]! += weights === null ? 1 : weights[i]!;
  return sums;
}

/** Mean over classes by their rows of one against the rest, as scikit-learn's `average='weighted'`. */
export function weightedRankings(
  rankings: readonly RankingScores[],
  { classes, matrix }: Confusion,
): Metrics {
  const shares = rankings.map((_, k) =>
    matrix.subarray(k * classes, (k + 1) * classes).reduce((a, b) => a + b, 0),
  );
  return {
    roc_auc_weighted: weightedOrNull(
      rankings.map(({ rocAuc }) => rocAuc),
      shares,
    ),
    pr_auc_weighted: weightedOrNull(
      rankings.map(({ prAuc }) => prAuc),
      shares,
    ),
  };
}

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly places: readonly RankedPlaces[];
}

/** Rows of the two classes only, in the order of each one's probability. */
function makePairs(y: Int32Array, ranked: readonly RankedScores[]): Pair[] {
  const pairs: Pair[] = [];
  for (let a = 0; a < ranked.length; a++) {
    for (let b = a + 1; b < ranked.length; b++) {
      const places = [a, b].map((k): RankedPlaces => {
        const one = ranked[k]!;
        const order = one.order.filter((row) => y[row] === a || y[row] === b);
        return rankedPlaces({ ...one, order });
      });
      pairs.push({ a, b, places });
    }
  }
  return pairs;
}

/**
 * ROC AUC of every pair of classes, either way round, and their mean (Hand & Till 2001); `_weighted` by
 * the rows of the pairs. As scikit-learn's `multi_class='ovo'`. Null when a class is absent.
 */
export function pairScorer(y: Int32Array, ranked: readonly RankedScores[]): Scorer {
  const pairs = makePairs(y, ranked);
  return (weights): Metrics => {
    const sums = classWeights(y, ranked.length, weights);
    const areas = pairs.map(({ places: [one, other] }) => {
      const first = scorePlaces(one!, weights).rocAuc;
      const second = scorePlaces(other!, weights).rocAuc;
      return first === null || second === null ? null : (first + second) / 2;
    });
    return {
      roc_auc_ovo: weightedOrNull(
        areas,
        pairs.map(() => 1),
      ),
      roc_auc_ovo_weighted: weightedOrNull(
        areas,
        pairs.map(({ a, b }) => sums[a]! + sums[b]!),
      ),
    };
  };
}

/** Every row and class as one question: is the row of the class? As scikit-learn's `average='micro'`. */
export function microRanking(
  y: Int32Array,
  probabilities: readonly Float64Array[],
  weights: Float64Array | null,
): Metrics {
  const n = y.length;
  const scores = new Float64Array(n * probabilities.length);
  const truth = new Int32Array(scores.length);
  const each = weights === null ? null : new Float64Array(scores.length);
  for (const [k, column] of probabilities.entries()) {
    scores.set(column, k * n);
    for (let i = 0; i < n; i++) truth[k * n + i] = y[i] === k ? 1 : 0;
    each?.set(weights!, k * n);
  }
  const ranked = { y: truth, positive: 1, scores, order: orderDescending(scores) };
  const { rocAuc, prAuc } = rankingScores(ranked, each);
  return { roc_auc_micro: rocAuc, pr_auc_micro: prAuc };
}
