import type { Bench } from './bench.ts';
import { midpoint } from './coded-columns.ts';
import { proxyGain, weightOf } from './criteria.ts';

/** Values that the outputs of a node's children may take, as monotone constraints above it demand. */
export interface Bounds {
  readonly lower: number;
  readonly upper: number;
}

/** What the search needs to know of the feature at hand. */
export interface FeatureGroups {
  readonly feature: number;
  /** Groups of values, without that of missing ones. */
  readonly groups: number;
  readonly missing: boolean;
  /** Rows of the node. */
  readonly rows: number;
  readonly bounds: Bounds;
}

/** Keeps a split that beats the best one so far; `group` is the last on the left. */
export function keepSplit(
  bench: Bench,
  { feature, groups, missing }: FeatureGroups,
  { group, gain, missingLeft }: { group: number; gain: number; missingLeft: boolean },
): void {
  const { best, groupCode, x } = bench;
  const code = groupCode[group]!;
  best.feature = feature;
  best.code = code;
  best.gain = gain;
  best.missingLeft = missingLeft;
  best.sawMissing = missing;
  const categories = x.categories[feature]!;
  if (categories > 0) {
    best.set = new Uint8Array(categories);
    for (let member = 0; member <= group; member++) best.set[groupCode[member]!] = 1;
    best.threshold = 0;
    return;
  }
  best.set = null;
  best.threshold =
    group + 1 < groups
      ? midpoint(x.high[feature]![code]!, x.low[feature]![groupCode[group + 1]!]!)
      : Infinity;
}

/** What a side would predict: the share of the second class, or the mean. */
function valueOf(classes: number, sums: Float64Array): number {
  return sums[1]! / weightOf(classes, sums);
}

function breaksOrder(bench: Bench, { feature, bounds }: FeatureGroups): boolean {
  const direction = bench.rules.monotonic?.[feature] ?? 0;
  if (direction === 0) return false;
  const a = valueOf(bench.target.classes, bench.left);
  const b = valueOf(bench.target.classes, bench.right);
  return !keepsOrder(direction, [a, b], bounds);
}

/** Whether the outputs of two children fit a constraint and the bounds of their parent. */
export function keepsOrder(
  direction: number,
  [left, right]: readonly [number, number],
  { lower, upper }: Bounds,
): boolean {
  const inside = left >= lower && right >= lower && left <= upper && right <= upper;
  return inside && (left - right) * direction <= 0;
}

/** All splits of one feature with missing values on one side, by any criterion that is made of sums. */
function scanAny(bench: Bench, at: FeatureGroups, missingLeft: boolean): void {
  const { width, left, right, total, groupSums, groupRows, rules, target, best } = bench;
  const { groups } = at;
  const last = at.missing && !missingLeft ? groups : groups - 1;
  for (let k = 0; k < width; k++) left[k] = missingLeft ? groupSums[groups * width + k]! : 0;
  let rowsLeft = missingLeft ? groupRows[groups]! : 0;
  for (let group = 0; group < last; group++) {
    rowsLeft += groupRows[group]!;
    for (let k = 0; k < width; k++) {
      left[k]! += groupSums[group * width + k]!;
      right[k] = total[k]! - left[k]!;
    }
    if (rules.minSamplesLeaf > 1) {
      if (rowsLeft < rules.minSamplesLeaf || at.rows - rowsLeft < rules.minSamplesLeaf) continue;
    }
    if (rules.monotonic && breaksOrder(bench, at)) continue;
    const gain = proxyGain(target, left, right);
    if (gain > best.gain) keepSplit(bench, at, { group, gain, missingLeft });
  }
}

/**
 * Gini of two classes and squared error as `scanAny` has them, without calls: the loop that forests
 * spend their time in beside the histograms.
 */
function scanPairs(bench: Bench, at: FeatureGroups, missingLeft: boolean): void {
  const { total, groupSums, groupRows, best } = bench;
  const { groups, rows } = at;
  const least = bench.rules.minSamplesLeaf;
  const gini = bench.target.classes === 2;
  const last = at.missing && !missingLeft ? groups : groups - 1;
  const totalA = total[0]!;
  const totalB = total[1]!;
  let a = missingLeft ? groupSums[2 * groups]! : 0;
  let b = missingLeft ? groupSums[2 * groups + 1]! : 0;
  let rowsLeft = missingLeft ? groupRows[groups]! : 0;
  let bestGain = best.gain;
  let bestGroup = -1;
  for (let group = 0; group < last; group++) {
    a += groupSums[2 * group]!;
    b += groupSums[2 * group + 1]!;
    if (least > 1) {
      rowsLeft += groupRows[group]!;
      if (rowsLeft < least || rows - rowsLeft < least) continue;
    }
    const restA = totalA - a;
    const restB = totalB - b;
    const gain = gini
      ? (a * a + b * b) / (a + b) + (restA * restA + restB * restB) / (restA + restB)
      : (b * b) / a + (restB * restB) / restA;
    if (gain > bestGain) {
      bestGain = gain;
      bestGroup = group;
    }
  }
  if (bestGroup >= 0) keepSplit(bench, at, { group: bestGroup, gain: bestGain, missingLeft });
}

/** Tries every split between the groups, missing values first on the right, then on the left. */
export function scanGroups(bench: Bench, at: FeatureGroups): void {
  const { criterion, classes } = bench.target;
  const simple = (criterion === 'gini' && classes === 2) || criterion === 'squared_error';
  const scan = simple && !bench.rules.monotonic ? scanPairs : scanAny;
  scan(bench, at, false);
  if (at.missing) scan(bench, at, true);
}
