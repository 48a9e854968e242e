import type { Evaluation } from '../contract/evaluation.ts';
import { evenly } from './curves.ts';
import { thresholdCounts } from './ranking.ts';
import type { RankedScores } from './ranking.ts';

const gainPoints = 1000;
const bins = 20;

/** How many positives the first share of rows holds, by falling score. Undefined without a positive. */
export function gainCurve(ranked: RankedScores, weights: Float64Array | null): Evaluation['gain'] {
  const { truePositives, falsePositives } = thresholdCounts(ranked, weights);
  const positives = truePositives.at(-1) ?? 0;
  if (positives === 0) return undefined;
  const total = positives + falsePositives.at(-1)!;
  const shown = evenly(truePositives.length, gainPoints - 1);
  const share = shown.map((i) => (truePositives[i]! + falsePositives[i]!) / total);
  const captured = shown.map((i) => truePositives[i]! / positives);
  return {
    share: [0, ...share],
    captured: [0, ...captured],
    lift: [null, ...captured.map((found, i) => found / share[i]!)],
  };
}

/** Where the scores of the two classes are farthest apart. Undefined with one class only. */
export function ksPoint(ranked: RankedScores, weights: Float64Array | null): Evaluation['ks'] {
  const { truePositives, falsePositives, threshold } = thresholdCounts(ranked, weights);
  const positives = truePositives.at(-1) ?? 0;
  const negatives = falsePositives.at(-1) ?? 0;
  if (positives === 0 || negatives === 0) return undefined;
  let best = { statistic: 0, threshold: threshold[0]! };
  for (let i = 0; i < threshold.length; i++) {
    const statistic = Math.abs(truePositives[i]! / positives - falsePositives[i]! / negatives);
    if (statistic > best.statistic) best = { statistic, threshold: threshold[i]! };
  }
  return best;
}

function histogram(scores: Float64Array, belongs: (row: number) => boolean): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (let i = 0; i < scores.length; i++) {
    if (!belongs(i)) continue;
    const bin = Math.floor(scores[i]! * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))]!++;
  }
  return counts;
}

/** Rows by probability, by actual class. */
export function scoreHistograms(
  y: Int32Array,
  probabilities: readonly Float64Array[],
  classes: readonly string[],
): NonNullable<Evaluation['scores']> {
  const edges = Array.from({ length: bins + 1 }, (_, i) => i / bins);
  if (classes.length === 2) {
    const [first, second] = classes;
    const series = [first!, second!].map((actual, k) => ({
      probabilityOf: second!,
      actual,
      counts: histogram(probabilities[1]!, (row) => y[row] === k),
    }));
    return { edges, series };
  }
  const series = classes.flatMap((label, k) => [
    {
      probabilityOf: label,
      actual: label,
      counts: histogram(probabilities[k]!, (row) => y[row] === k),
    },
    {
      probabilityOf: label,
      actual: null,
      counts: histogram(probabilities[k]!, (row) => y[row] !== k),
    },
  ]);
  return { edges, series };
}
