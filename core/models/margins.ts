import { assertNever } from '../base/assert-never.ts';
import { noTick, type Tick } from '../base/tick.ts';
import type { Matrix } from '../table/matrix.ts';
import type { FittedState, LinearState, Tree, TreeEnsembleState } from './estimator.ts';

/** Rows that are scored together, so that their cells stay in the processor's cache. */
const blockRows = 2048;

/** The leaf a row falls into. */
export function findLeaf(tree: Tree, columns: readonly Float64Array[], row: number): number {
  let node = 0;
  for (let feature = tree.feature[0]!; feature >= 0; feature = tree.feature[node]!) {
    const value = columns[feature]![row]!;
    const left = Number.isNaN(value)
      ? tree.missingLeft[node] === 1
      : value <= tree.threshold[node]!;
    node = left ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}

function treeMargins(state: TreeEnsembleState, matrix: Matrix, tick: Tick): Float64Array[] {
  const outputs = state.base.length;
  const margins = Array.from(state.base, (base) => new Float64Array(matrix.rows).fill(base));
  for (let from = 0; from < matrix.rows; from += blockRows) {
    tick(from / matrix.rows);
    const to = Math.min(from + blockRows, matrix.rows);
    state.trees.forEach((tree, k) => {
      const margin = margins[k % outputs]!;
      for (let row = from; row < to; row++) {
        margin[row]! += tree.value[findLeaf(tree, matrix.columns, row)]!;
      }
    });
  }
  return margins;
}

function linearMargins(state: LinearState, matrix: Matrix, tick: Tick): Float64Array[] {
  const outputs = state.coefficients.length;
  return state.coefficients.map((coefficients, k) => {
    const margin = new Float64Array(matrix.rows).fill(state.intercepts[k]!);
    matrix.columns.forEach((column, j) => {
      tick((k + j / matrix.columns.length) / outputs);
      const coefficient = coefficients[j]!;
      if (coefficient === 0) return;
      for (let row = 0; row < margin.length; row++) margin[row]! += coefficient * column[row]!;
    });
    return margin;
  });
}

/**
 * The raw output [output][row] of a fitted estimator: log-odds of the second class for two classes,
 * one score a class for more, the target's unit for regression.
 */
export function computeMargins(
  state: FittedState,
  matrix: Matrix,
  tick: Tick = noTick,
): Float64Array[] {
  switch (state.kind) {
    case 'trees':
      return treeMargins(state, matrix, tick);
    case 'linear':
      return linearMargins(state, matrix, tick);
    default:
      return assertNever(state);
  }
}
