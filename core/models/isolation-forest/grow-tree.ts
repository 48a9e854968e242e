import type { Rng } from '../../base/rng.ts';
import { expectedPathLength } from './path-length.ts';

/** A tree in arrays, root first. Rows with a value ≤ threshold go left. */
export interface IsolationTree {
  /** Column that splits the node, −1 in a leaf. */
  readonly feature: Int16Array;
  readonly threshold: Float64Array;
  /** Of the left child; the right one is next to it. */
  readonly left: Int16Array;
  /** How much further a row is expected to go below a node of so many training rows: c(n). */
  readonly expected: Float64Array;
}

/**
 * Splits the rows at random (a column that varies among them, a value between its extremes) until each is
 * alone or the depth is ⌈log₂ rows⌉. `rows` is used up. No missing values.
 */
export function growTree(
  columns: readonly Float64Array[],
  rows: Int32Array,
  rng: Rng,
): IsolationTree {
  const most = 2 * rows.length;
  const tree = {
    feature: new Int16Array(most).fill(-1),
    threshold: new Float64Array(most),
    left: new Int16Array(most),
    expected: new Float64Array(most),
  };
  const deepest = Math.ceil(Math.log2(Math.max(2, rows.length)));
  let nodes = 1;
  const open = [{ node: 0, from: 0, to: rows.length, depth: 0 }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { node, from, to, depth } = at;
    tree.expected[node] = expectedPathLength(to - from);
    if (depth >= deepest || to - from <= 1) continue;
    const part = rows.subarray(from, to);
    const split = chooseSplit(columns, part, rng);
    if (split === null) continue;
    const middle = from + partition(columns[split.feature]!, part, split.threshold);
    tree.feature[node] = split.feature;
    tree.threshold[node] = split.threshold;
    tree.left[node] = nodes;
    open.push(
      { node: nodes, from, to: middle, depth: depth + 1 },
      { node: nodes + 1, from: middle, to, depth: depth + 1 },
    );
    nodes += 2;
  }
  return {
    feature: tree.feature.slice(0, nodes),
    threshold: tree.threshold.slice(0, nodes),
    left: tree.left.slice(0, nodes),
    expected: tree.expected.slice(0, nodes),
  };
}

/** Columns are drawn without putting back until one varies; null when none does. */
function chooseSplit(
  columns: readonly Float64Array[],
  rows: Int32Array,
  rng: Rng,
): { readonly feature: number; readonly threshold: number } | null {
  const candidates = Int32Array.from(columns, (_, i) => i);
  for (let left = candidates.length; left > 0; left--) {
    const drawn = rng.integer(left);
    const feature = candidates[drawn]!;
    candidates[drawn] = candidates[left - 1]!;
    const values = columns[feature]!;
    let low = Infinity;
    let high = -Infinity;
    for (const row of rows) {
      const value = values[row]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (!(high > low)) continue;
    // halves first: a range may be wider than the largest double
    const threshold = low + 2 * (rng.next() * (high / 2 - low / 2));
    return { feature, threshold: threshold >= high ? low : threshold };
  }
  return null;
}

/** Moves the rows that go left to the front and tells how many they are. */
function partition(values: Float64Array, rows: Int32Array, threshold: number): number {
  let left = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (!(values[row]! <= threshold)) continue;
    rows[i] = rows[left]!;
    rows[left++] = row;
  }
  return left;
}
