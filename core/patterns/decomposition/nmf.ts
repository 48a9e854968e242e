import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import type { Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { defineDecomposition } from '../pattern-algorithm.ts';
import { dot, project, rightSingular } from './cross-products.ts';

const params = z.strictObject({
  n_components: z.int().min(1).max(1000).default(5).meta({
    title: 'Components',
    description: 'Parts that every row is a sum of; at most as many as rows or columns',
  }),
  max_iter: z.int().min(1).max(100_000).default(200).meta({ title: 'Most iterations' }),
  tol: z.number().min(0).max(1).default(1e-4).meta({
    title: 'Tolerance',
    description: 'Iterations end once the projected gradient is this share of its first',
  }),
});

interface Factors {
  /** [component][row] */
  readonly w: readonly Float64Array[];
  /** [component][column] */
  readonly h: readonly Float64Array[];
}

/** Values below this are 0 in the beginning. */
const leastStart = 1e-6;

/** X ≈ W H with nothing negative: coordinate descent from NNDSVDa, as scikit-learn. Cichocki & Phan 2009. */
export const nmf = defineDecomposition<z.infer<typeof params>>({
  id: 'nmf',
  kind: 'components',
  title: 'Non-negative factors',
  summary: 'Every row as a sum of parts with positive weights only; for counts and shares',
  params,
  mostRows: null,
  nonNegative: true,
  run(x, { params: { n_components: asked, max_iter, tol }, tick, stopEarly }) {
    checkSigns(x);
    const count = Math.min(asked, x.rows, x.columns.length);
    const made = begin(x, count);
    const iterations = descend(x, made, { maxIterations: max_iter, tol, tick, stopEarly });
    const error = reconstructionError(x, made);
    const norm = Math.sqrt(x.columns.reduce((sum, values) => sum + dot(values, values), 0));
    const settled = iterations < max_iter || stopEarly();
    const message = `The factors did not settle in ${iterations} iterations; allow more with max_iter.`;
    return {
      names: made.w.map((_, i) => `NMF${i + 1}`),
      scores: made.w,
      explainedVariance: null,
      explainedVarianceRatio: null,
      loadings: made.h,
      metrics: {
        reconstruction_error: error,
        relative_error: norm > 0 ? error / norm : 0,
        iterations,
      },
      warnings: settled ? [] : [{ kind: 'not_converged', message }],
    };
  },
});

function checkSigns(x: Matrix): void {
  x.columns.forEach((values, j) => {
    const at = values.findIndex((value) => value < 0);
    if (at < 0) return;
    throw new AppError(
      'INVALID_INPUT',
      `Column '${x.names[j]}' has the negative value ${values[at]}`,
      {
        hint: 'Scale to 0..1 with the scaler min_max, or leave the column out',
        path: 'scaler',
      },
    );
  });
}

/** Non-negative double SVD with zeros at the mean (Boutsidis & Gallopoulos 2008). */
function begin(x: Matrix, count: number): Factors {
  const { singular, right } = rightSingular(x.columns, count);
  const left = project(x.columns, right).map((values, c) =>
    values.map((value) => (singular[c]! > 0 ? value / singular[c]! : 0)),
  );
  let sum = 0;
  for (const values of x.columns) for (const value of values) sum += value;
  const mean = sum / (x.rows * x.columns.length);
  const w: Float64Array[] = [];
  const h: Float64Array[] = [];
  const filled = (values: Float64Array, scale: number) =>
    values.map((value) => (value * scale < leastStart ? mean : value * scale));
  for (let c = 0; c < count; c++) {
    const u = left[c]!;
    const v = right[c]!;
    if (c === 0) {
      const scale = Math.sqrt(singular[0]!);
      w.push(filled(u.map(Math.abs), scale));
      h.push(filled(v.map(Math.abs), scale));
      continue;
    }
    const sides = [1, -1].map((sign) => {
      const a = u.map((value) => Math.max(0, sign * value));
      const b = v.map((value) => Math.max(0, sign * value));
      const [aNorm, bNorm] = [Math.sqrt(dot(a, a)), Math.sqrt(dot(b, b))];
      return { a, b, aNorm, bNorm, product: aNorm * bNorm };
    });
    const { a, b, aNorm, bNorm, product } =
      sides[0]!.product > sides[1]!.product ? sides[0]! : sides[1]!;
    const scale = Math.sqrt(singular[c]! * product);
    w.push(filled(a, aNorm > 0 ? scale / aNorm : 0));
    h.push(filled(b, bNorm > 0 ? scale / bNorm : 0));
  }
  return { w, h };
}

function descend(
  x: Matrix,
  { w, h }: Factors,
  options: { maxIterations: number; tol: number; tick: Tick; stopEarly: () => boolean },
): number {
  let first = 0;
  for (let iteration = 1; iteration <= options.maxIterations; iteration++) {
    options.tick((iteration - 1) / options.maxIterations);
    const byRow = h.map((weights) => weightedColumns(x, weights));
    let violation = update(w, h, byRow);
    const byColumn = w.map((weights) =>
      Float64Array.from(x.columns, (values) => dot(values, weights)),
    );
    violation += update(h, w, byColumn);
    if (iteration === 1) first = violation;
    if (first === 0 || violation / first <= options.tol || options.stopEarly()) return iteration;
  }
  return options.maxIterations;
}

function weightedColumns(x: Matrix, weights: Float64Array): Float64Array {
  const sum = new Float64Array(x.rows);
  x.columns.forEach((values, j) => {
    const weight = weights[j]!;
    if (weight !== 0) for (let i = 0; i < sum.length; i++) sum[i]! += weight * values[i]!;
  });
  return sum;
}

/** One pass over all entries of a factor; Σ of the projected gradient. */
function update(
  factor: readonly Float64Array[],
  other: readonly Float64Array[],
  products: readonly Float64Array[],
): number {
  let violation = 0;
  for (let t = 0; t < factor.length; t++) {
    const cross = other.map((values) => dot(other[t]!, values));
    const hessian = cross[t]!;
    const own = factor[t]!;
    const gradient = products[t]!.map((value) => -value);
    for (let r = 0; r < factor.length; r++) {
      const values = factor[r]!;
      for (let i = 0; i < own.length; i++) gradient[i]! += cross[r]! * values[i]!;
    }
    for (let i = 0; i < own.length; i++) {
      const slope = gradient[i]!;
      violation += Math.abs(own[i] === 0 ? Math.min(0, slope) : slope);
      if (hessian !== 0) own[i] = Math.max(0, own[i]! - slope / hessian);
    }
  }
  return violation;
}

/** Frobenius norm of X − W H. */
function reconstructionError(x: Matrix, { w, h }: Factors): number {
  let sum = 0;
  x.columns.forEach((values, j) => {
    for (let i = 0; i < x.rows; i++) {
      let made = 0;
      for (let c = 0; c < w.length; c++) made += w[c]![i]! * h[c]![j]!;
      sum += (values[i]! - made) ** 2;
    }
  });
  return Math.sqrt(sum);
}
