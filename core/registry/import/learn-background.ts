import type { Tick } from '../../base/tick.ts';
import type { LinearState } from '../../models/states/linear.ts';
import { goesLeft, type Tree, type TreeEnsembleState } from '../../models/states/trees.ts';
import { type Matrix, takeMatrixRows } from '../../table/matrix.ts';

/** Rows that are counted in the nodes of trees. */
const mostRows = 20_000;

/** The matrix, or rows drawn evenly from it. */
function spread(x: Matrix): Matrix {
  if (x.rows <= mostRows) return x;
  const step = x.rows / mostRows;
  return takeMatrixRows(
    x,
    Int32Array.from({ length: mostRows }, (_, i) => Math.floor(i * step)),
  );
}

function countRows(tree: Tree, { columns, rows }: Matrix): Float64Array {
  const cover = new Float64Array(tree.feature.length);
  for (let row = 0; row < rows; row++) {
    let node = 0;
    cover[0]!++;
    for (let feature = tree.feature[0]!; feature >= 0; feature = tree.feature[node]!) {
      const left = goesLeft(tree, node, columns[feature]![row]!);
      node = left ? tree.left[node]! : tree.right[node]!;
      cover[node]!++;
    }
  }
  return cover;
}

/** How many of the rows reach each node, for trees whose file does not say. O(rows × trees × depth). */
export function coverTrees(
  state: TreeEnsembleState,
  matrix: Matrix,
  tick: Tick,
): TreeEnsembleState {
  const x = spread(matrix);
  // Trees of one leaf for each class share their arrays.
  const counted = new Map<Int32Array, Float64Array>();
  const trees = state.trees.map((tree, k) => {
    tick(k / state.trees.length);
    const cover = counted.get(tree.feature) ?? countRows(tree, x);
    counted.set(tree.feature, cover);
    return { ...tree, cover };
  });
  return { ...state, trees };
}

function mean(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/** The means of the columns as the background of a linear model. */
export function centreLinear(state: LinearState, { columns }: Matrix): LinearState {
  return { ...state, means: Float64Array.from(columns, mean) };
}
