import { createRng, type Rng } from '../../base/rng.ts';
import { AppError } from '../../base/app-error.ts';
import { subTick, type Tick } from '../../base/tick.ts';
import { factorCholesky } from '../../models/kernels/cholesky.ts';
import { chiSquareCdf } from '../../stats/chi-square-distribution.ts';
import { chiSquareQuantile } from './chi-square-quantile.ts';
import type { RowMajor } from '../row-major.ts';

export interface RobustCovariance {
  readonly location: Float64Array;
  /** [column × column] */
  readonly covariance: Float64Array;
  /** Squared Mahalanobis distances of the rows. */
  readonly distances: Float64Array;
  /** Of the covariance of the inner rows, before it is made consistent and reweighted. */
  readonly rawLogDeterminant: number;
}

export interface RobustOptions {
  /** Share of the rows that the estimate rests on; 0: (rows + columns + 1) / 2 of them. */
  readonly supportFraction: number;
  readonly seed: number;
  readonly tick: Tick;
}

interface Estimate {
  readonly location: Float64Array;
  readonly covariance: Float64Array;
  readonly logDeterminant: number;
}

/** Rows that lie within this share of the χ² distribution count after reweighting. */
const reweighting = 0.975;

/**
 * Minimum covariance determinant: the `h` rows whose covariance has the smallest determinant, found by
 * FastMCD (Rousseeuw & Van Driessen 1999), made consistent for normal data (Croux & Haesbroeck 1999) and
 * reweighted, as scikit-learn's `MinCovDet`.
 */
export function robustCovariance(x: RowMajor, options: RobustOptions): RobustCovariance {
  const { rows, width } = x;
  const { supportFraction } = options;
  const support =
    supportFraction === 0
      ? Math.min(Math.ceil(0.5 * (rows + width + 1)), rows)
      : Math.max(1, Math.floor(supportFraction * rows));
  const rng = createRng(options.seed).fork('robust_covariance');
  const raw = search(x, support, { rng, tick: options.tick });
  const factor = consistencyFactor(width, support / rows);
  const rawDistances = mahalanobis(x, raw).map((distance) => distance / factor);
  const limit = chiSquareQuantile(reweighting, width);
  const kept: number[] = [];
  rawDistances.forEach((distance, i) => {
    if (distance < limit) kept.push(i);
  });
  const reweighted = estimate(x, Int32Array.from(kept));
  const scale = consistencyFactor(width, reweighting);
  const covariance = reweighted.covariance.map((value) => value * scale);
  const { location } = reweighted;
  const distances = mahalanobis(x, { ...reweighted, covariance });
  return { location, covariance, distances, rawLogDeterminant: raw.logDeterminant };
}

/** Makes the covariance of the inner share `alpha` that of all rows, were they normal. */
function consistencyFactor(width: number, alpha: number): number {
  if (alpha >= 1) return 1;
  return alpha / chiSquareCdf(chiSquareQuantile(alpha, width), width + 2);
}

function estimate({ width, values }: RowMajor, rows: Int32Array): Estimate {
  const location = new Float64Array(width);
  for (const row of rows) {
    for (let j = 0, at = row * width; j < width; j++, at++) location[j]! += values[at]!;
  }
  for (let j = 0; j < width; j++) location[j]! /= rows.length;
  const covariance = new Float64Array(width * width);
  const centred = new Float64Array(width);
  for (const row of rows) {
    for (let j = 0, at = row * width; j < width; j++, at++) centred[j] = values[at]! - location[j]!;
    for (let a = 0; a < width; a++) {
      for (let b = 0; b <= a; b++) covariance[a * width + b]! += centred[a]! * centred[b]!;
    }
  }
  for (let a = 0; a < width; a++) {
    for (let b = 0; b <= a; b++) {
      covariance[a * width + b]! /= rows.length;
      covariance[b * width + a] = covariance[a * width + b]!;
    }
  }
  const factor = covariance.slice();
  let logDeterminant = -Infinity;
  if (factorCholesky(factor, width, { tolerance: 1e-13 })) {
    logDeterminant = 0;
    for (let j = 0; j < width; j++) logDeterminant += 2 * Math.log(factor[j * width + j]!);
  }
  return { location, covariance, logDeterminant };
}

/** Squared distances (x − m)ᵀ C⁻¹ (x − m). Throws NOT_ENOUGH_DATA when C is singular. */
function mahalanobis(
  { rows, width, values }: RowMajor,
  { location, covariance }: Estimate,
): Float64Array {
  const factor = covariance.slice();
  if (!factorCholesky(factor, width, { tolerance: 1e-13 })) throw singular(width);
  const z = new Float64Array(width);
  return Float64Array.from({ length: rows }, (_, i) => {
    let distance = 0;
    for (let a = 0; a < width; a++) {
      let sum = values[i * width + a]! - location[a]!;
      for (let b = 0; b < a; b++) sum -= factor[a * width + b]! * z[b]!;
      z[a] = sum / factor[a * width + a]!;
      distance += z[a]! * z[a]!;
    }
    return distance;
  });
}

function singular(width: number): AppError {
  return new AppError(
    'NOT_ENOUGH_DATA',
    `Half of the rows lie in a plane of the ${width} encoded columns: their covariance is singular`,
    {
      hint: 'Leave out columns that follow from others or hardly vary, raise support_fraction, or choose isolation_forest',
      path: 'columns',
    },
  );
}

/** The `count` rows nearest to an estimate. */
function nearest(x: RowMajor, at: Estimate, count: number): Int32Array {
  const distances = mahalanobis(x, at);
  const order = Int32Array.from(distances.keys()).sort(
    (a, b) => distances[a]! - distances[b]! || a - b,
  );
  return order.subarray(0, count);
}

/** Concentration steps: the nearest rows to their own mean and covariance, until nothing gets smaller. */
function concentrate(
  x: RowMajor,
  count: number,
  { from, steps }: { readonly from: Estimate; readonly steps: number },
): Estimate {
  let at = from;
  for (let step = 0; step < steps && at.logDeterminant > -Infinity; step++) {
    const next = estimate(x, nearest(x, at, count));
    if (!(next.logDeterminant < at.logDeterminant)) break;
    at = next;
  }
  return at;
}

interface Search {
  readonly rng: Rng;
  readonly tick: Tick;
}

function takeRows({ width, values }: RowMajor, rows: Int32Array): RowMajor {
  const taken = new Float64Array(rows.length * width);
  rows.forEach((row, i) => taken.set(values.subarray(row * width, (row + 1) * width), i * width));
  return { rows: rows.length, width, values: taken };
}

/** The best of the candidates, smallest determinant first. */
function best(candidates: readonly Estimate[], count: number): Estimate[] {
  return candidates.toSorted((a, b) => a.logDeterminant - b.logDeterminant).slice(0, count);
}

function drawnStarts(
  x: RowMajor,
  count: number,
  { trials, keep, rng, tick }: Search & { readonly trials: number; readonly keep: number },
): Estimate[] {
  const rows = Int32Array.from({ length: x.rows }, (_, i) => i);
  const made: Estimate[] = [];
  for (let trial = 0; trial < trials; trial++) {
    tick(trial / trials);
    made.push(concentrate(x, count, { from: drawnStart(x, count, rng.shuffle(rows)), steps: 2 }));
  }
  return best(made, keep);
}

/**
 * The nearest rows to as few of the shuffled rows as have a covariance: one more than columns, or more where
 * they lie in a plane.
 */
function drawnStart(x: RowMajor, count: number, shuffled: Int32Array): Estimate {
  for (let size = x.width + 1; size < count; size = 2 * size) {
    const few = estimate(x, shuffled.slice(0, size));
    if (few.logDeterminant > -Infinity) return estimate(x, nearest(x, few, count));
  }
  return estimate(x, shuffled.slice(0, count));
}

function search(x: RowMajor, support: number, { rng, tick }: Search): Estimate {
  if (support >= x.rows)
    return estimate(
      x,
      Int32Array.from({ length: x.rows }, (_, i) => i),
    );
  const finish = (data: RowMajor, count: number, from: readonly Estimate[]) =>
    from.map((start) => concentrate(data, count, { from: start, steps: 30 }));
  if (x.rows <= 500) {
    const starts = drawnStarts(x, support, { trials: 500, keep: 10, rng, tick });
    return best(finish(x, support, starts), 1)[0]!;
  }
  const share = support / x.rows;
  const order = rng.shuffle(Int32Array.from({ length: x.rows }, (_, i) => i));
  const parts = Math.min(Math.floor(x.rows / 300), 5);
  const size = Math.floor(Math.min(x.rows, 1500) / parts);
  const candidates: Estimate[] = [];
  for (let part = 0; part < parts; part++) {
    const subset = takeRows(x, order.subarray(part * size, (part + 1) * size));
    const options = {
      trials: Math.max(10, Math.floor(500 / parts)),
      keep: 10,
      rng,
      tick: subTick(tick, (0.6 * part) / parts, (0.6 * (part + 1)) / parts),
    };
    candidates.push(...drawnStarts(subset, Math.ceil(size * share), options));
  }
  const merged = takeRows(x, order.subarray(0, parts * size));
  tick(0.6);
  const pooled = best(finish(merged, Math.ceil(merged.rows * share), candidates), 10);
  tick(0.8);
  return best(finish(x, support, pooled), 1)[0]!;
}
