/** What lies at or above each distinct score, highest first: weights of negatives and positives. */
export interface ThresholdCounts {
  readonly falsePositives: Float64Array;
  readonly truePositives: Float64Array;
  /** Distinct scores, descending. */
  readonly threshold: Float64Array;
}

/** Row numbers by descending score; ties keep row order. O(n log n). */
export function orderDescending(scores: Float64Array): Int32Array {
  const order = new Int32Array(scores.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => scores[b]! - scores[a]! || a - b);
}

/** A binary question to a ranking: are rows of class `positive` ranked above the others? */
export interface RankedScores {
  readonly y: Int32Array;
  /** Class index that counts as positive; every other class is negative. */
  readonly positive: number;
  readonly scores: Float64Array;
  /** orderDescending(scores). */
  readonly order: Int32Array;
}

/** Cumulative counts at each distinct score, as scikit-learn's confusion_matrix_at_thresholds. O(n). */
export function thresholdCounts(
  ranked: RankedScores,
  weights: Float64Array | null,
): ThresholdCounts {
  const falsePositives: number[] = [];
  const truePositives: number[] = [];
  const threshold: number[] = [];
  let fps = 0;
  let tps = 0;
  let seen = false;
  let last = 0;
  for (const row of ranked.order) {
    const weight = weights === null ? 1 : weights[row]!;
    if (weight === 0) continue;
    const score = ranked.scores[row]!;
    if (seen && score !== last) {
      falsePositives.push(fps);
      truePositives.push(tps);
      threshold.push(last);
    }
    if (ranked.y[row] === ranked.positive) tps += weight;
    else fps += weight;
    last = score;
    seen = true;
  }
  if (seen) {
    falsePositives.push(fps);
    truePositives.push(tps);
    threshold.push(last);
  }
  return {
    falsePositives: Float64Array.from(falsePositives),
    truePositives: Float64Array.from(truePositives),
    threshold: Float64Array.from(threshold),
  };
}

export interface RankingScores {
  readonly rocAuc: number | null;
  readonly prAuc: number | null;
}

/**
 * Area under the ROC curve (trapezoids) and average precision (steps, not interpolated), as
 * scikit-learn's roc_auc_score and average_precision_score. The first is null with one class only,
 * the second without a positive. One pass, nothing allocated, O(n).
 */
export function rankingScores(ranked: RankedScores, weights: Float64Array | null): RankingScores {
  const { y, positive, scores, order } = ranked;
  let fps = 0;
  let tps = 0;
  let blockFps = 0;
  let blockTps = 0;
  let area = 0;
  let precisionSum = 0;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const weight = weights === null ? 1 : weights[row]!;
    if (y[row] === positive) blockTps += weight;
    else blockFps += weight;
    const next = i + 1 < order.length ? scores[order[i + 1]!]! : Number.NaN;
    // The block of equal scores goes on; NaN ends the last one.
    if (next === scores[row]!) continue;
    area += blockFps * (tps + blockTps / 2);
    fps += blockFps;
    tps += blockTps;
    if (blockTps > 0) precisionSum += blockTps * (tps / (tps + fps));
    blockFps = 0;
    blockTps = 0;
  }
  return {
    rocAuc: fps > 0 && tps > 0 ? area / (fps * tps) : null,
    prAuc: tps > 0 ? precisionSum / tps : null,
  };
}
