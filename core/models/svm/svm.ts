import { z } from 'zod';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator, type FitOptions } from '../estimator.ts';
import { toPointRows, type PointRows } from '../neighbours/point-rows.ts';
import type { LinearState } from '../states/linear.ts';
import { columnMeans } from '../weighted-moments.ts';
import { cacheBytes } from './kernel-cache.ts';
import type { KernelMachinesState, StoredMachine } from './kernel-machines-state.ts';
import { kernelParams, resolveKernel } from './kernel-params.ts';
import { learnedRows } from './learned-rows.ts';
import {
  decide,
  fitClassMachine,
  fitValueMachine,
  takePoints,
  type Machine,
  type MachineOptions,
} from './machine.ts';
import { fitPlatt, unscaled } from './platt.ts';
import type { SvmKernel } from './svm-kernel.ts';

const params = z.strictObject({
  C: z.number().min(1e-6).max(1e9).default(1).meta({
    title: 'Cost of errors',
    description: 'Larger values fit the training rows more closely',
  }),
  ...kernelParams,
  epsilon: z.number().min(0).max(1e9).default(0.1).meta({
    title: 'Width of the tube',
    description: 'Regression: errors up to this size cost nothing',
  }),
  probability: z.boolean().default(true).meta({
    title: 'Fit probabilities',
    description:
      'Classes: fits five more machines (of each pair) to turn distances into probabilities',
  }),
  class_weight: z.enum(['balanced']).nullable().default(null).meta({
    title: 'Class weights',
    description: 'balanced: rows count in inverse proportion to the frequency of their class',
  }),
  tol: z.number().min(1e-9).max(1).default(1e-3).meta({
    title: 'Tolerance',
    description: 'Largest violation of the optimality conditions that is left',
  }),
});
type Params = z.infer<typeof params>;

interface Problem {
  readonly points: PointRows;
  readonly y: Float64Array;
  /** C of each row. */
  readonly bounds: Float64Array;
  readonly weights: Float64Array | null;
  readonly kernel: SvmKernel;
}

/** Rows that have a weight, row by row; C of each is C × weight. */
function prepare(x: Matrix, y: Float64Array, options: FitOptions<Params>): Problem {
  const { params: chosen } = options;
  const rows = learnedRows(x, y, options);
  const points = toPointRows(rows.columns);
  return {
    points,
    y: rows.y,
    weights: rows.weights,
    bounds: new Float64Array(points.count)
      .fill(chosen.C)
      .map((c, i) => c * (rows.weights?.[i] ?? 1)),
    kernel: resolveKernel(chosen, points),
  };
}

interface Pair {
  readonly positive: number;
  readonly negative: number;
  /** Rows of the two classes. */
  readonly rows: Int32Array;
}

/** Every two classes that occur; of two classes the second is positive. */
function listPairs(y: Float64Array): Pair[] {
  const present = [...new Set(y)].toSorted((a, b) => a - b);
  return present.flatMap((a, i) =>
    present.slice(i + 1).map((b) => ({
      positive: present.length === 2 ? b : a,
      negative: present.length === 2 ? a : b,
      rows: Int32Array.from(y.keys()).filter((row) => y[row] === a || y[row] === b),
    })),
  );
}

const pick = (values: Float64Array, rows: Int32Array) => Float64Array.from(rows, (i) => values[i]!);

/** The machine of one pair, its support vectors as rows of the whole problem. */
function fitPair(problem: Problem, pair: Pair, options: FitOptions<Params>): StoredMachine {
  const { kernel } = problem;
  const { positive, negative, rows } = pair;
  const points = takePoints(problem.points, rows);
  const labels = Int8Array.from(rows, (row) => (problem.y[row] === positive ? 1 : -1));
  const bounds = pick(problem.bounds, rows);
  const shared = (tick: Tick): MachineOptions => ({
    kernel,
    tolerance: options.params.tol,
    tick,
    stopEarly: options.stopEarly,
  });
  const part = options.params.probability ? 0.3 : 1;
  const whole = fitClassMachine(points, { labels, bounds }, shared(subTick(options.tick, 0, part)));
  const weights = problem.weights && pick(problem.weights, rows);
  const scale = options.params.probability
    ? fitPlatt(labels, { weights, seed: options.seed }, (train, test, done) => {
        const from = part + done * (1 - part);
        const own = takePoints(points, train);
        const given = { labels: labels.filter(at(train)), bounds: pick(bounds, train) };
        const middle = from + (1 - part) / 6;
        const machine = fitClassMachine(own, given, shared(subTick(options.tick, from, middle)));
        const tick = subTick(options.tick, middle, from + (1 - part) / 5);
        return decide(machine, { points: own, kernel, tick }, takePoints(points, test));
      })
    : unscaled;
  return { positive, negative, ...scale, ...inWhole(whole, rows) };
}

/** Tells the given indices, which rise, from the others. */
function at(indices: Int32Array): (_: number, i: number) => boolean {
  const chosen = new Set(indices);
  return (_, i) => chosen.has(i);
}

function inWhole({ indices, coefficients, intercept }: Machine, rows: Int32Array) {
  return { indices: indices.map((i) => rows[i]!), coefficients, intercept };
}

function fitRegression(problem: Problem, options: FitOptions<Params>): StoredMachine {
  const { points, y, bounds, kernel } = problem;
  const { epsilon, tol } = options.params;
  const { indices, coefficients, intercept } = fitValueMachine(
    points,
    { y, bounds, epsilon },
    { kernel, tolerance: tol, tick: options.tick, stopEarly: options.stopEarly },
  );
  return { positive: 0, negative: 0, indices, coefficients, intercept, ...unscaled };
}

/** A linear kernel needs no support vectors: they sum up to coefficients. */
function toLinear(
  { points }: Problem,
  { indices, coefficients, intercept, slope, offset }: StoredMachine,
  means: Float64Array,
): LinearState {
  const { size, values } = points;
  const sums = new Float64Array(size);
  indices.forEach((row, i) => {
    for (let j = 0; j < size; j++) {
      sums[j]! += slope * coefficients[i]! * values[row * size + j]!;
    }
  });
  const intercepts = Float64Array.of(slope * intercept + offset);
  return { kind: 'linear', coefficients: [sums], intercepts, means };
}

/** Keeps the rows that some machine needs, once each. */
function toKernelMachines(
  { points, kernel }: Problem,
  machines: readonly StoredMachine[],
  { classes, params: chosen }: FitOptions<Params>,
): KernelMachinesState {
  const rows = [...new Set(machines.flatMap(({ indices }) => [...indices]))].toSorted(
    (a, b) => a - b,
  );
  const place = new Map(rows.map((row, i) => [row, i]));
  const { size, values } = points;
  const coupled = classes > 2 && chosen.probability;
  return {
    kind: 'kernel_machines',
    ...(coupled ? { link: 'probability' as const } : {}),
    kernel,
    vectors: Array.from({ length: size }, (_, j) =>
      Float64Array.from(rows, (row) => values[row * size + j]!),
    ),
    classes,
    machines: machines.map((machine) => ({
      ...machine,
      indices: machine.indices.map((row) => place.get(row)!),
    })),
    coupled,
  };
}

/**
 * Support vector machines as LIBSVM solves them: C-SVC with one machine for each pair of classes and
 * Platt probabilities, coupled over the pairs; ε-SVR for numbers. scikit-learn's SVC and SVR.
 */
export const svm = defineEstimator<Params>({
  id: 'svm',
  title: 'Support vector machine',
  summary: 'The widest margin between classes, or a tube around numbers, bent by a kernel',
  tasks: ['classification', 'regression'],
  tags: ['slow', 'needs_scaling'],
  params,
  search: {
    C: { type: 'float', low: 0.01, high: 1000, log: true },
    gamma: { type: 'float', low: 1e-4, high: 10, log: true },
    kernel: { type: 'categorical', choices: ['rbf', 'polynomial', 'sigmoid'] },
  },
  memory: ({ rows, columns }) =>
    Math.min(cacheBytes, 4 * rows * rows) + 8 * rows * (3 * columns + 12),
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const problem = prepare(x, y, options);
    const pairs = options.classes > 0 ? listPairs(problem.y) : [];
    const machines =
      options.classes > 0
        ? pairs.map((pair, i) => {
            const tick = subTick(options.tick, i / pairs.length, (i + 1) / pairs.length);
            return fitPair(problem, pair, { ...options, tick });
          })
        : [fitRegression(problem, options)];
    options.tick(1);
    const [only] = machines;
    return options.params.kernel === 'linear' && options.classes <= 2
      ? toLinear(problem, only!, columnMeans(x, options.weights))
      : toKernelMachines(problem, machines, options);
  },
});
