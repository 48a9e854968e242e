import { orderNumbers } from '../stats/order-numbers.ts';

/** What lies at or above each distinct score, highest first: weights of negatives and positives. */
export interface ThresholdCounts {
  readonly falsePositives: Float64Array;
  readonly truePositives: Float64Array;
  /** Distinct scores, descending. */
  readonly threshold: Float64Array;
}

/** Row numbers by ascending value, those without a value (NaN) last; ties keep row order. O(n). */
export function orderAscending(values: Float64Array): Int32Array {
  const known = orderNumbers(values);
  if (known.length === values.length) return known;
  const order = new Int32Array(values.length);
  order.set(known);
  let place = known.length;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) order[place++] = i;
  return order;
}

/** Row numbers by descending score, those without one last; ties keep row order. O(n). */
export function orderDescending(scores: Float64Array): Int32Array {
  return orderAscending(scores.map((score) => -score));
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

/** The ranking of the second of two classes, else of each class. O(rows × classes). */
export function rankClasses(y: Int32Array, probabilities: readonly Float64Array[]): RankedScores[] {
  const asked = probabilities.length === 2 ? [1] : [...probabilities.keys()];
  return asked.map((positive) => {
    const scores = probabilities[positive]!;
    return { y, positive, scores, order: orderDescending(scores) };
  });
}

/** Cumulative counts at each distinct score, as scikit-learn's confusion_matrix_at_thresholds. O(n). */
export function thresholdCounts(
  ranked: RankedScores,
  weights: Float64Array | null,
): ThresholdCounts {
  const { y, positive, scores, order } = ranked;
  const falsePositives = new Float64Array(order.length);
  const truePositives = new Float64Array(order.length);
  const threshold = new Float64Array(order.length);
  let fps = 0;
  let tps = 0;
  let at = -1;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const weight = weights === null ? 1 : weights[row]!;
    if (weight === 0) continue;
    const score = scores[row]!;
    if (at < 0 || score !== threshold[at]!) at++;
    if (y[row] === positive) tps += weight;
    else fps += weight;
    falsePositives[at] = fps;
    truePositives[at] = tps;
    threshold[at] = score;
  }
  return {
    falsePositives: falsePositives.slice(0, at + 1),
    truePositives: truePositives.slice(0, at + 1),
    threshold: threshold.slice(0, at + 1),
  };
}

export interface RankingScores {
  readonly rocAuc: number | null;
  readonly prAuc: number | null;
}

/** A ranking for many weightings of its rows: what only its order tells, by place. */
export interface RankedPlaces {
  /** The row at each place, highest score first. */
  readonly order: Int32Array;
  /** 1 where the row is of the class that counts as positive. */
  readonly positives: Uint8Array;
  /** 1 at the last place of a block of equal scores. */
  readonly ends: Uint8Array;
}

/** O(n). */
export function rankedPlaces({ y, positive, scores, order }: RankedScores): RankedPlaces {
  const positives = new Uint8Array(order.length);
  const ends = new Uint8Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    if (y[row] === positive) positives[i] = 1;
    if (i + 1 === order.length || scores[order[i + 1]!] !== scores[row]) ends[i] = 1;
  }
  return { order, positives, ends };
}

/**
 * Area under the ROC curve (trapezoids) and average precision (steps, not interpolated), as
 * scikit-learn's roc_auc_score and average_precision_score. The first is null with one class only,
 * the second without a positive. One pass, nothing allocated, O(n).
 */
export function scorePlaces(
  { order, positives, ends }: RankedPlaces,
  weights: Float64Array | null,
): RankingScores {
  let fps = 0;
  let tps = 0;
  let blockTotal = 0;
  let blockTps = 0;
  let area = 0;
  let precisionSum = 0;
  for (let i = 0; i < order.length; i++) {
    const weight = weights === null ? 1 : weights[order[i]!]!;
    blockTotal += weight;
    blockTps += positives[i]! * weight;
    if (ends[i] === 0) continue;
    const blockFps = blockTotal - blockTps;
    area += blockFps * (tps + blockTps / 2);
    fps += blockFps;
    tps += blockTps;
    // without a branch, which would be a coin's toss; nothing over nothing is 0
    precisionSum += (blockTps * tps) / Math.max(tps + fps, Number.MIN_VALUE);
    blockTotal = 0;
    blockTps = 0;
  }
  return {
    rocAuc: fps > 0 && tps > 0 ? area / (fps * tps) : null,
    prAuc: tps > 0 ? precisionSum / tps : null,
  };
}

/** `scorePlaces` of one weighting. */
export function rankingScores(ranked: RankedScores, weights: Float64Array | null): RankingScores {
  return scorePlaces(rankedPlaces(ranked), weights);
}
