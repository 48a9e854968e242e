import type { Rng } from '../../base/rng.ts';
import { gainOfSides, type AbsoluteErrors } from './absolute-error.ts';
import type { Bench } from './bench.ts';
import { midpoint } from './coded-columns.ts';
import { proxyGain, weightOf } from './criteria.ts';
import { gatherCodes, type NodeRows } from './gather-codes.ts';
import { keepsOrder, type Bounds } from './scan-groups.ts';

/** Codes that a node has of one feature. */
export interface CodeRange {
  readonly lowest: number;
  readonly highest: number;
  readonly missing: number;
}

/** Also leaves the codes of the node's rows in `bench.keys`. O(rows). */
export function codeRange(bench: Bench, feature: number, node: NodeRows): CodeRange {
  const { keys, x } = bench;
  const none = x.counts[feature]!;
  const count = node.to - node.from;
  gatherCodes(bench, feature, node);
  let lowest = none;
  let highest = -1;
  let missing = 0;
  for (let i = 0; i < count; i++) {
    const code = keys[i]!;
    if (code < lowest) lowest = code;
    if (code === none) missing++;
    else if (code > highest) highest = code;
  }
  return { lowest, highest, missing };
}

/** The last code whose values begin at or below a threshold, but not the highest. */
function codeBelow(low: Float64Array, threshold: number, { lowest, highest }: CodeRange): number {
  let from = lowest;
  let to = highest - 1;
  while (from < to) {
    const middle = (from + to + 1) >> 1;
    if (low[middle]! <= threshold) from = middle;
    else to = middle - 1;
  }
  return from;
}

/** A cut by codes: those up to `code` go left, and so does `also`. */
export interface Cut {
  readonly code: number;
  /** The code of missing values, or −1. */
  readonly also: number;
}

/** Sums up those of the node's `count` rows that a cut sends left; returns how many they are. */
function sumClassesLeft(bench: Bench, count: number, { code, also }: Cut): number {
  const { left, keys, nodeClass, nodeWeight } = bench;
  left.fill(0);
  let rowsLeft = 0;
  for (let i = 0; i < count; i++) {
    const own = keys[i]!;
    if (own > code && own !== also) continue;
    rowsLeft++;
    left[nodeClass[i]!]! += nodeWeight[i]!;
  }
  return rowsLeft;
}

function sumNumbersLeft(bench: Bench, count: number, { code, also }: Cut): number {
  const { left, keys, nodeWeight, nodeWeighted } = bench;
  let weight = 0;
  let sum = 0;
  let rowsLeft = 0;
  for (let i = 0; i < count; i++) {
    const own = keys[i]!;
    if (own > code && own !== also) continue;
    rowsLeft++;
    weight += nodeWeight[i]!;
    sum += nodeWeighted[i]!;
  }
  left[0] = weight;
  left[1] = sum;
  return rowsLeft;
}

/**
 * Tries one threshold drawn evenly between the lowest and the highest value of the node, missing values
 * sent to a side by chance, as extremely randomised trees do (Geurts 2006). O(rows).
 */
export function tryRandomSplit(
  bench: Bench,
  { feature, node, bounds }: { feature: number; node: NodeRows; bounds: Bounds },
  { range, rng, errors }: { range: CodeRange; rng: Rng; errors: AbsoluteErrors | null },
): void {
  const { left, right, total, width, rules, target, best, x } = bench;
  const low = x.low[feature]!;
  const high = x.high[feature]!;
  const least = low[range.lowest]!;
  const drawn = least + rng.next() * (high[range.highest]! - least);
  const missingLeft = range.missing > 0 && rng.next() < 0.5;
  const code = codeBelow(low, drawn, range);
  const inGap = drawn >= high[code]! && drawn < low[code + 1]!;
  const threshold = inGap ? drawn : midpoint(high[code]!, low[code + 1]!);
  const cut = { code, also: missingLeft ? x.counts[feature]! : -1 };
  const count = node.to - node.from;
  const rowsLeft =
    target.classes > 0 ? sumClassesLeft(bench, count, cut) : sumNumbersLeft(bench, count, cut);
  const rowsRight = count - rowsLeft;
  if (rowsLeft < rules.minSamplesLeaf || rowsRight < rules.minSamplesLeaf) return;
  for (let k = 0; k < width; k++) right[k] = total[k]! - left[k]!;
  const direction = rules.monotonic?.[feature] ?? 0;
  if (direction !== 0) {
    const { classes } = target;
    const sides = [
      left[1]! / weightOf(classes, left),
      right[1]! / weightOf(classes, right),
    ] as const;
    if (!keepsOrder(direction, sides, bounds)) return;
  }
  const gain = errors ? gainOfSides(bench, errors, { count, cut }) : proxyGain(target, left, right);
  if (gain <= best.gain) return;
  best.feature = feature;
  best.code = code;
  best.threshold = threshold;
  best.missingLeft = missingLeft;
  best.sawMissing = range.missing > 0;
  best.gain = gain;
  best.set = null;
}
