import type { Rng } from '../../base/rng.ts';
import type { Bench } from './bench.ts';
import { midpoint } from './coded-columns.ts';
import { proxyGain } from './criteria.ts';
import type { NodeRows } from './group-rows.ts';
import { keepsOrder, type Bounds } from './scan-groups.ts';
import { weightOf } from './criteria.ts';

/** Codes that a node has of one feature. */
export interface CodeRange {
  readonly lowest: number;
  readonly highest: number;
  readonly missing: number;
}

/** O(rows). */
export function codeRange(bench: Bench, feature: number, { from, to }: NodeRows): CodeRange {
  const codes = bench.x.columns[feature]!;
  const none = bench.x.counts[feature]!;
  let lowest = none;
  let highest = -1;
  let missing = 0;
  for (let i = from; i < to; i++) {
    const code = codes[bench.rows[i]!]!;
    if (code === none) missing++;
    else {
      if (code < lowest) lowest = code;
      if (code > highest) highest = code;
    }
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

function sumLeft(
  bench: Bench,
  { feature, node }: { feature: number; node: NodeRows },
  { code, missingLeft }: { code: number; missingLeft: boolean },
): number {
  const { left, rows, nodeClass, nodeWeight, nodeWeighted, target, x } = bench;
  const codes = x.columns[feature]!;
  const none = x.counts[feature]!;
  const ofClasses = target.classes > 0;
  left.fill(0);
  let rowsLeft = 0;
  for (let i = node.from; i < node.to; i++) {
    const own = codes[rows[i]!]!;
    if (own === none ? !missingLeft : own > code) continue;
    const place = i - node.from;
    rowsLeft++;
    if (ofClasses) left[nodeClass[place]!]! += nodeWeight[place]!;
    else {
      left[0]! += nodeWeight[place]!;
      left[1]! += nodeWeighted[place]!;
    }
  }
  return rowsLeft;
}

/**
 * Tries one threshold drawn evenly between the lowest and the highest value of the node, missing values
 * sent to a side by chance, as extremely randomised trees do (Geurts 2006). O(rows).
 */
export function tryRandomSplit(
  bench: Bench,
  { feature, node, bounds }: { feature: number; node: NodeRows; bounds: Bounds },
  { range, rng }: { range: CodeRange; rng: Rng },
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
  const rowsLeft = sumLeft(bench, { feature, node }, { code, missingLeft });
  const rowsRight = node.to - node.from - rowsLeft;
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
  const gain = proxyGain(target, left, right);
  if (gain <= best.gain) return;
  Object.assign(best, {
    feature,
    code,
    threshold,
    missingLeft,
    gain,
    sawMissing: range.missing > 0,
  });
}
