import type { Evaluation } from '../contract/evaluation.ts';
import type { RankedScores, ThresholdCounts } from './ranking.ts';
import { thresholdCounts } from './ranking.ts';

type Roc = NonNullable<Evaluation['roc']>;
type Pr = NonNullable<Evaluation['pr']>;
type Calibration = NonNullable<Evaluation['calibration']>;
type Thresholds = NonNullable<Evaluation['thresholds']>;

/** At most this many points a trace. */
export const maxPoints = 5000;

/** Evenly drawn positions of 0..n−1, the first and the last always among them. */
export function evenly(n: number, most: number): number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (n - 1)) / (most - 1)));
}

/** Positions that are a corner of the curve: second differences tell, as scikit-learn does. */
function corners({ falsePositives: f, truePositives: t }: ThresholdCounts): number[] {
  const n = f.length;
  const kept: number[] = [];
  for (let i = 0; i < n; i++) {
    const inner = n > 2 && i > 0 && i < n - 1;
    const straight =
      inner &&
      f[i + 1]! - f[i]! - (f[i]! - f[i - 1]!) === 0 &&
      t[i + 1]! - t[i]! - (t[i]! - t[i - 1]!) === 0;
    if (!straight) kept.push(i);
  }
  return kept;
}

/**
 * ROC curve from (0, 0), whose threshold is null (scikit-learn's +inf), collinear points dropped, at
 * most `most` points. Rates over nothing are null.
 */
export function rocCurve(
  ranked: RankedScores,
  weights: Float64Array | null,
  most = maxPoints,
): Roc {
  const counts = thresholdCounts(ranked, weights);
  const kept = corners(counts);
  const { falsePositives, truePositives } = counts;
  const negatives = falsePositives.at(-1) ?? 0;
  const positives = truePositives.at(-1) ?? 0;
  const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
  const shown = evenly(kept.length, most - 1).map((i) => kept[i]!);
  return {
    fpr: [share(0, negatives), ...shown.map((i) => share(falsePositives[i]!, negatives))],
    tpr: [share(0, positives), ...shown.map((i) => share(truePositives[i]!, positives))],
    threshold: [null, ...shown.map((i) => counts.threshold[i]!)],
  };
}

/**
 * Precision and recall by ascending threshold, closed by (recall 0, precision 1) whose threshold is
 * null, as scikit-learn's precision_recall_curve. Recall is null without a positive.
 */
export function prCurve(ranked: RankedScores, weights: Float64Array | null, most = maxPoints): Pr {
  const { falsePositives, truePositives, threshold } = thresholdCounts(ranked, weights);
  const positives = truePositives.at(-1) ?? 0;
  const shown = evenly(threshold.length, most - 1).toReversed();
  return {
    precision: [
      ...shown.map((i) => truePositives[i]! / (truePositives[i]! + falsePositives[i]!)),
      1,
    ],
    recall: [...shown.map((i) => (positives > 0 ? truePositives[i]! / positives : null)), 0],
    threshold: [...shown.map((i) => threshold[i]!), null],
  };
}

/** Reliability of the positive class in ten uniform bins (0.1 falls below); empty bins are left out. */
export function calibrationCurve(
  { y, positive, scores }: Omit<RankedScores, 'order'>,
  weights: Float64Array | null,
): Calibration {
  const bins = 10;
  const weight = new Float64Array(bins);
  const predicted = new Float64Array(bins);
  const observed = new Float64Array(bins);
  const count = new Float64Array(bins);
  for (let i = 0; i < y.length; i++) {
    let bin = 0;
    while (bin < bins - 1 && scores[i]! > (bin + 1) * 0.1) bin++;
    const w = weights === null ? 1 : weights[i]!;
    weight[bin]! += w;
    predicted[bin]! += w * scores[i]!;
    observed[bin]! += y[i] === positive ? w : 0;
    count[bin]!++;
  }
  const filled = Array.from(weight.keys()).filter((bin) => weight[bin]! > 0);
  return {
    predicted: filled.map((bin) => predicted[bin]! / weight[bin]!),
    observed: filled.map((bin) => observed[bin]! / weight[bin]!),
    count: filled.map((bin) => count[bin]!),
  };
}

/** What each of 101 thresholds (0, 0.01 … 1) would give; positive when probability ≥ threshold. */
export function thresholdTable(ranked: RankedScores, weights: Float64Array | null): Thresholds {
  const counts = thresholdCounts(ranked, weights);
  const positives = counts.truePositives.at(-1) ?? 0;
  const total = positives + (counts.falsePositives.at(-1) ?? 0);
  if (!(total > 0)) return [];
  const table: Thresholds = [];
  let at = counts.threshold.length;
  for (let step = 0; step <= 100; step++) {
    const threshold = step / 100;
    while (at > 0 && counts.threshold[at - 1]! < threshold) at--;
    const tp = at > 0 ? counts.truePositives[at - 1]! : 0;
    const fp = at > 0 ? counts.falsePositives[at - 1]! : 0;
    table.push({
      threshold,
      precision: tp + fp > 0 ? tp / (tp + fp) : null,
      recall: positives > 0 ? tp / positives : null,
      f1: tp + fp + positives > 0 ? (2 * tp) / (tp + fp + positives) : null,
      accuracy: (total - positives - fp + tp) / total,
      predictedPositive: tp + fp,
    });
  }
  return table;
}
