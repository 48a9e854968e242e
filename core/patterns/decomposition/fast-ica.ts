import { z } from 'zod';
import { Matrix as Dense } from 'ml-matrix';
import { AppError } from '../../base/app-error.ts';
import { createRng } from '../../base/rng.ts';
import type { Tick } from '../../base/tick.ts';
import { defineDecomposition } from '../pattern-algorithm.ts';
import {
  columnMeans,
  dot,
  project,
  rightSingular,
  shifted,
  symmetricEigen,
} from './cross-products.ts';

const params = z.strictObject({
  n_components: z.int().min(1).max(500).default(5).meta({
    title: 'Components',
    description: 'At most as many as rows or columns',
  }),
  fun: z.enum(['logcosh', 'exp', 'cube']).default('logcosh').meta({
    title: 'Contrast',
    description: 'How far from normal a component is; exp for heavy tails, cube for light ones',
  }),
  max_iter: z.int().min(1).max(100_000).default(200).meta({ title: 'Most iterations' }),
  tol: z.number().min(0).max(1).default(1e-4).meta({ title: 'Tolerance' }),
});

type Contrast = z.infer<typeof params>['fun'];
/** [component][entry] */
type Rows = readonly Float64Array[];

/** Independent components: FastICA of Hyvärinen & Oja 2000, parallel, unit variance, as scikit-learn. */
export const fastIca = defineDecomposition<z.infer<typeof params>>({
  id: 'fast_ica',
  kind: 'components',
  title: 'Independent components',
  summary: 'Sources that were mixed into the columns, as independent of each other as can be',
  params,
  mostRows: null,
  run(x, { params: chosen, seed, tick, stopEarly }) {
    const rng = createRng(seed).fork('fast_ica');
    const whitened = whiten(x.columns, Math.min(chosen.n_components, x.rows, x.columns.length));
    const count = whitened.white.length;
    if (count === 0) {
      throw new AppError('NOT_ENOUGH_DATA', 'The rows do not differ in any direction', {
        hint: 'Use rows and columns that vary',
      });
    }
    const start = Array.from({ length: count }, () =>
      Float64Array.from({ length: count }, () => rng.normal()),
    );
    const { unmixing, iterations, settled } = unmix(whitened.white, start, {
      ...chosen,
      tick,
      stopEarly,
    });
    const { scores, loadings } = sources(whitened, unmixing);
    const message = `The components did not settle in ${iterations} iterations; allow more with max_iter.`;
    return {
      names: scores.map((_, i) => `IC${i + 1}`),
      scores,
      explainedVariance: null,
      explainedVarianceRatio: null,
      loadings,
      metrics: { iterations },
      warnings: settled ? [] : [{ kind: 'not_converged', message }],
    };
  },
});

export interface Whitened {
  /** [component][row]: uncorrelated, of variance 1. */
  readonly white: Rows;
  /** [component][column] */
  readonly whitening: Rows;
}

/** Principal components of variance 1; directions without variance are left out. */
export function whiten(columns: readonly Float64Array[], count: number): Whitened {
  const centred = shifted(columns, columnMeans(columns));
  const rows = columns[0]!.length;
  const { singular, right } = rightSingular(centred, count);
  const kept = right.filter((_, c) => singular[c]! > 1e-10 * singular[0]! && singular[c]! > 0);
  const whitening = kept.map((direction, c) => {
    const sign = direction[0]! < 0 ? -1 : 1;
    return direction.map((value) => (sign * value) / singular[c]!);
  });
  const root = Math.sqrt(rows);
  const white = project(centred, whitening).map((values) => values.map((value) => value * root));
  return { white, whitening };
}

export function unmix(
  white: Rows,
  start: Rows,
  options: {
    readonly fun: Contrast;
    readonly max_iter: number;
    readonly tol: number;
    readonly tick: Tick;
    readonly stopEarly?: () => boolean;
  },
): { readonly unmixing: Rows; readonly iterations: number; readonly settled: boolean } {
  const rows = white[0]!.length;
  let w = decorrelate(start);
  for (let iteration = 1; iteration <= options.max_iter; iteration++) {
    options.tick((iteration - 1) / options.max_iter);
    const next = w.map((direction) => {
      const projected = project(white, [direction])[0]!;
      const slope = contrast(projected, options.fun);
      const moved = Float64Array.from(white, (values) => dot(projected, values) / rows);
      return moved.map((value, j) => value - slope * direction[j]!);
    });
    const made = decorrelate(next);
    let change = 0;
    made.forEach((direction, c) => {
      change = Math.max(change, Math.abs(Math.abs(dot(direction, w[c]!)) - 1));
    });
    w = made;
    if (change < options.tol) return { unmixing: w, iterations: iteration, settled: true };
    if (options.stopEarly?.()) return { unmixing: w, iterations: iteration, settled: true };
  }
  return { unmixing: w, iterations: options.max_iter, settled: false };
}

/** Replaces the values by the contrast's derivative; the mean of the second derivative. */
function contrast(values: Float64Array, fun: Contrast): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (fun === 'logcosh') {
      const tanh = Math.tanh(x);
      values[i] = tanh;
      sum += 1 - tanh * tanh;
    } else if (fun === 'exp') {
      const bell = Math.exp((-x * x) / 2);
      values[i] = x * bell;
      sum += (1 - x * x) * bell;
    } else {
      values[i] = x ** 3;
      sum += 3 * x * x;
    }
  }
  return sum / values.length;
}

/** (W Wᵀ)^(−1/2) W: the nearest rows that are orthonormal. */
function decorrelate(w: Rows): Rows {
  const { values, vectors } = symmetricEigen(new Dense(w.map((a) => w.map((b) => dot(a, b)))));
  const roots = values.map((value) => 1 / Math.sqrt(Math.max(value, Number.MIN_VALUE)));
  const parts = vectors.map((vector, e) => {
    const along = new Float64Array(w[0]!.length);
    w.forEach((row, c) => {
      for (let j = 0; j < row.length; j++) along[j]! += vector[c]! * row[j]!;
    });
    return along.map((value) => value * roots[e]!);
  });
  return w.map((row, c) => {
    const made = new Float64Array(row.length);
    parts.forEach((part, e) => {
      for (let j = 0; j < made.length; j++) made[j]! += vectors[e]![c]! * part[j]!;
    });
    return made;
  });
}

/** Sources of variance 1 (ddof 0), and their weights of the columns. */
export function sources(
  { white, whitening }: Whitened,
  unmixing: Rows,
): { readonly scores: Float64Array[]; readonly loadings: Float64Array[] } {
  const rows = white[0]!.length;
  const root = Math.sqrt(rows);
  const raw = project(white, unmixing);
  const spreads = raw.map((values) => Math.sqrt(dot(values, values) / rows));
  const loadings = unmixing.map((direction, c) => {
    const made = new Float64Array(whitening[0]!.length);
    whitening.forEach((weights, k) => {
      const share = (direction[k]! * root) / spreads[c]!;
      for (let j = 0; j < made.length; j++) made[j]! += share * weights[j]!;
    });
    return made;
  });
  const scores = raw.map((values, c) => values.map((value) => value / spreads[c]!));
  return { scores, loadings };
}
