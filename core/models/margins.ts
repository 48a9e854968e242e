import { noTick, type Tick } from '../base/tick.ts';
import type { Matrix } from '../table/matrix.ts';
import type { StateBase } from './states/state-kind.ts';
import { kindOf } from './states/state-kinds.ts';

/**
 * The raw output [output][row] of a fitted estimator, as its link says: log-odds of the second class
 * for two classes, one score a class for more, the target's unit for regression unless told otherwise.
 */
export function computeMargins(
  state: StateBase,
  matrix: Matrix,
  tick: Tick = noTick,
): Float64Array[] {
  return kindOf(state).margins(state, matrix, { tick, nested: computeMargins });
}

/** Outputs a row of a fitted estimator. */
export function countOutputs(state: StateBase): number {
  return kindOf(state).outputs(state);
}
