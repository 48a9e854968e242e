import type { Rng } from '../../base/rng.ts';

/** A binary tree in arrays; a leaf has feature −1. Left: value ≤ threshold. */
export interface RegressionTree {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Mean of the rows at the node. */
  readonly value: Float64Array;
}

interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly gain: number;
}

/** The split of the rows with the largest fall of the sum of squares, or null. */
function bestSplit(
  columns: readonly Float64Array[],
  y: Float64Array,
  rows: Int32Array,
): Split | null {
  const n = rows.length;
  let total = 0;
  for (const row of rows) total += y[row]!;
  let best: Split | null = null;
  for (let feature = 0; feature < columns.length; feature++) {
    const values = columns[feature]!;
    const order = rows.slice().sort((a, b) => values[a]! - values[b]!);
    let left = 0;
    for (let i = 0; i + 1 < n; i++) {
      left += y[order[i]!]!;
      const [here, next] = [values[order[i]!]!, values[order[i + 1]!]!];
      if (!(next > here)) continue;
      const right = total - left;
      const gain = (left * left) / (i + 1) + (right * right) / (n - i - 1) - (total * total) / n;
      if (best && !(gain > best.gain)) continue;
      const middle = here + (next - here) / 2;
      best = { feature, threshold: middle < next ? middle : here, gain };
    }
  }
  return best;
}

/**
 * Grows a tree on a bootstrap sample of the rows down to pure leaves, or `depth` levels. Columns and
 * y are finite. O(columns × rows × log rows × levels).
 */
export function growTree(
  columns: readonly Float64Array[],
  y: Float64Array,
  options: { readonly depth: number; readonly rng: Rng },
): RegressionTree {
  const n = y.length;
  const nodes: {
    feature: number;
    threshold: number;
    left: number;
    right: number;
    value: number;
  }[] = [];
  const grow = (rows: Int32Array, level: number): number => {
    let sum = 0;
    for (const row of rows) sum += y[row]!;
    const node = { feature: -1, threshold: 0, left: -1, right: -1, value: sum / rows.length };
    const id = nodes.push(node) - 1;
    const pure = rows.every((row) => y[row] === y[rows[0]!]);
    const split = pure || level >= options.depth ? null : bestSplit(columns, y, rows);
    if (!split) return id;
    const values = columns[split.feature]!;
    node.feature = split.feature;
    node.threshold = split.threshold;
    node.left = grow(
      rows.filter((row) => values[row]! <= split.threshold),
      level + 1,
    );
    node.right = grow(
      rows.filter((row) => values[row]! > split.threshold),
      level + 1,
    );
    return id;
  };
  const sample = new Int32Array(n);
  for (let i = 0; i < n; i++) sample[i] = options.rng.integer(n);
  grow(sample, 0);
  return {
    feature: Int32Array.from(nodes, (node) => node.feature),
    threshold: Float64Array.from(nodes, (node) => node.threshold),
    left: Int32Array.from(nodes, (node) => node.left),
    right: Int32Array.from(nodes, (node) => node.right),
    value: Float64Array.from(nodes, (node) => node.value),
  };
}
