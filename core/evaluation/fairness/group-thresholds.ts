import type { Metrics } from '../metrics.ts';
import { classMeasures } from './class-measures.ts';
import { countCells, groupCells, overallRates, type GroupCounts } from './group-counts.ts';

export type Constraint = 'demographic_parity' | 'equal_opportunity' | 'equalized_odds';

/** What a group can reach with one threshold, from few selected to all. */
interface OperatingPoints {
  readonly threshold: Float64Array;
  /** Weight of the selected that are, and that are not, of the favourable class. */
  readonly hits: Float64Array;
  readonly misses: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

export interface ThresholdInput {
  /** Group of each row. */
  readonly of: Int32Array;
  readonly groups: number;
  readonly actual: Uint8Array;
  readonly selected: Uint8Array;
  /** Probability of the favourable class. */
  readonly scores: Float64Array;
  readonly weights: Float64Array | null;
  readonly reference: number;
  /** Groups with enough rows for a threshold of their own; they come first. The rest shares one. */
  readonly large: number;
}

export interface GroupThresholds {
  readonly thresholds: readonly number[];
  readonly before: Metrics;
  readonly after: Metrics;
}

/** Halfway between two scores, such that the higher is selected and the lower is not. */
function between(higher: number, lower: number): number {
  const middle = (higher + lower) / 2;
  return middle > lower ? middle : higher;
}

function pointsOf(input: ThresholdInput, rows: Int32Array): OperatingPoints {
  const { actual, scores, weights } = input;
  const order = rows.toSorted((a, b) => scores[b]! - scores[a]!);
  const threshold: number[] = [];
  const hits: number[] = [];
  const misses: number[] = [];
  let hit = 0;
  let miss = 0;
  const top = scores[order[0]!]!;
  if (top < 1) {
    threshold.push(between(1, top));
    hits.push(0);
    misses.push(0);
  }
  order.forEach((row, i) => {
    const weight = weights === null ? 1 : weights[row]!;
    if (actual[row] === 1) hit += weight;
    else miss += weight;
    const next = i + 1 < order.length ? scores[order[i + 1]!]! : null;
    if (next === scores[row]) return;
    threshold.push(next === null ? 0 : between(scores[row]!, next));
    hits.push(hit);
    misses.push(miss);
  });
  return {
    threshold: Float64Array.from(threshold),
    hits: Float64Array.from(hits),
    misses: Float64Array.from(misses),
    positives: hit,
    negatives: miss,
  };
}

const selectionAt = (p: OperatingPoints, i: number): number =>
  (p.hits[i]! + p.misses[i]!) / (p.positives + p.negatives);
const hitRateAt = (p: OperatingPoints, i: number): number => p.hits[i]! / p.positives;
const missRateAt = (p: OperatingPoints, i: number): number => p.misses[i]! / p.negatives;

/** The point with the least distance; of equals the one that selects fewer. */
function nearest(points: OperatingPoints, distance: (i: number) => number): number {
  let best = 0;
  let least = Infinity;
  for (let i = 0; i < points.threshold.length; i++) {
    const apart = distance(i);
    if (apart < least) {
      least = apart;
      best = i;
    }
  }
  return best;
}

/** Highest true positive rate of a group at no more than that false positive rate. */
function reachable(points: OperatingPoints, falsePositive: number): number {
  let best = 0;
  for (let i = 0; i < points.threshold.length; i++) {
    if (missRateAt(points, i) <= falsePositive) best = Math.max(best, hitRateAt(points, i));
  }
  return best;
}

const targets = 100;

/** One point a group for each target that all groups come as near to as they can. */
function choices(all: readonly OperatingPoints[], constraint: Constraint): number[][] {
  return Array.from({ length: targets + 1 }, (_, step) => {
    const target = step / targets;
    if (constraint === 'demographic_parity') {
      return all.map((p) => nearest(p, (i) => Math.abs(selectionAt(p, i) - target)));
    }
    if (constraint === 'equal_opportunity') {
      return all.map((p) =>
        p.positives > 0
          ? nearest(p, (i) => Math.abs(hitRateAt(p, i) - target))
          : nearest(p, (i) => Math.abs(selectionAt(p, i) - target)),
      );
    }
    const whole = all.filter(({ positives, negatives }) => positives > 0 && negatives > 0);
    const hitRate = Math.min(1, ...whole.map((p) => reachable(p, target)));
    return all.map((p) =>
      nearest(p, (i) =>
        Math.max(
          p.negatives > 0 ? Math.abs(missRateAt(p, i) - target) : 0,
          p.positives > 0 ? Math.abs(hitRateAt(p, i) - hitRate) : 0,
        ),
      ),
    );
  });
}

function countsAt(all: readonly OperatingPoints[], chosen: readonly number[]): GroupCounts {
  const counts = new Float64Array(4 * all.length);
  all.forEach(({ hits, misses, positives, negatives }, g) => {
    const at = chosen[g]!;
    counts.set([negatives - misses[at]!, misses[at]!, positives - hits[at]!, hits[at]!], 4 * g);
  });
  return counts;
}

function describe(counts: GroupCounts, reference: number): Metrics {
  const { accuracy, truePositive, falsePositive, precision, selection } = overallRates(counts);
  const balanced =
    truePositive === null || falsePositive === null ? null : (truePositive + 1 - falsePositive) / 2;
  return {
    accuracy,
    balanced_accuracy: balanced,
    precision,
    true_positive_rate: truePositive,
    false_positive_rate: falsePositive,
    selection_rate: selection,
    ...classMeasures(counts, reference),
  };
}

/** The rows that get a threshold together: a large group, or all small ones. */
function partsOf(rowsOf: readonly Int32Array[], large: number): Int32Array[] {
  const small = rowsOf.slice(large);
  if (small.length === 0) return [...rowsOf];
  return [...rowsOf.slice(0, large), Int32Array.from(small.flatMap((rows) => [...rows]))];
}

/** The gap that the thresholds leave: between the large groups, where there are two of them. */
function gapOf(counts: GroupCounts, constraint: Constraint, large: number): number {
  const judged = large >= 2 ? counts.subarray(0, 4 * large) : counts;
  return classMeasures(judged, 0)[`${constraint}_difference`] ?? 0;
}

/**
 * A threshold a group that brings selection rates, true positive rates, or these and the false positive
 * rates together: of 101 targets the one with the highest accuracy less the gap that remains between
 * large groups, a point of the one for a point of the other; never all or none. Small groups share a
 * threshold: a few rows would choose by chance. Like Fairlearn's ThresholdOptimizer (Hardt, Price &
 * Srebro 2016) but without chance in it: who is alike is treated alike, so a gap may remain. Null when
 * none does better than the calls as they are. O(targets × rows).
 */
export function chooseGroupThresholds(
  input: ThresholdInput,
  rowsOf: readonly Int32Array[],
  constraint: Constraint,
): GroupThresholds | null {
  const { of, actual, selected, scores, groups, weights, reference, large } = input;
  const all = partsOf(rowsOf, large).map((rows) => pointsOf(input, rows));
  const scoreOf = (counts: GroupCounts): number =>
    overallRates(counts).accuracy! - gapOf(counts, constraint, large);
  const counted = (calls: Uint8Array): GroupCounts =>
    countCells(groupCells(of, actual, calls), groups, weights);
  // Thresholds that do no better than the calls as they are would be a cost for nothing.
  const least = scoreOf(counted(selected));
  let best: { chosen: number[]; score: number } | null = null;
  for (const chosen of choices(all, constraint)) {
    const counts = countsAt(all, chosen);
    const { selection } = overallRates(counts);
    if (selection === null || !(selection > 0 && selection < 1)) continue;
    const score = scoreOf(counts);
    if (score > (best?.score ?? least)) best = { chosen, score };
  }
  if (best === null) return null;
  const { chosen } = best;
  const thresholds = rowsOf.map((_, g) => {
    const part = Math.min(g, all.length - 1);
    return all[part]!.threshold[chosen[part]!]!;
  });
  const called = Uint8Array.from(of, (g, i) => (scores[i]! >= thresholds[g]! ? 1 : 0));
  return {
    thresholds,
    before: describe(counted(selected), reference),
    after: describe(counted(called), reference),
  };
}
