import { noTick, type Tick } from '../../base/tick.ts';
import { toPointRows } from '../neighbours/point-rows.ts';
import { resolveKernel, type KernelParams } from './kernel-params.ts';
import { decide, fitOutlineMachine } from './machine.ts';

export interface OneClassParams extends KernelParams {
  /** At most this share of the rows lie outside; at least this share are support vectors. 0 < ν ≤ 1. */
  readonly nu: number;
  /** Default 1e-3. */
  readonly tol?: number;
}

export interface OneClassMachine {
  /** Rows of the training columns that hold the outline up. */
  readonly support: Int32Array;
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly objective: number;
  /** Above 0 inside the outline, below 0 outside, for every row of the columns. */
  decision(columns: readonly Float64Array[], tick?: Tick): Float64Array;
}

/**
 * An outline around most rows (no missing values), by a kernel: scikit-learn's OneClassSVM. Needs
 * columns of like scale.
 */
export function fitOneClass(
  columns: readonly Float64Array[],
  params: OneClassParams,
  tick: Tick = noTick,
): OneClassMachine {
  const points = toPointRows(columns);
  const kernel = resolveKernel(params, points);
  const bounds = new Float64Array(points.count).fill(1);
  const machine = fitOutlineMachine(
    points,
    { bounds, nu: params.nu },
    { kernel, tolerance: params.tol ?? 1e-3, tick },
  );
  return {
    support: machine.indices,
    coefficients: machine.coefficients,
    intercept: machine.intercept,
    objective: machine.objective,
    decision: (asked, inner = noTick) =>
      decide(machine, { points, kernel, tick: inner }, toPointRows(asked)),
  };
}
