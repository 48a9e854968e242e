import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { createRng } from '../../base/rng.ts';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator, type FitOptions } from '../estimator.ts';
import { toPointRows, type PointRows } from '../neighbours/point-rows.ts';
import { columnMeans } from '../weighted-moments.ts';
import { fitTube, separate, type DescentOptions } from './dual-coordinate-descent.ts';
import { learnedRows } from './learned-rows.ts';
import { minimiseSquaredErrors, suitsNewton } from './primal-newton.ts';
import { takePoints } from './machine.ts';
import { fitPlatt, unscaled } from './platt.ts';

const classLosses = ['hinge', 'squared_hinge'] as const;
const valueLosses = ['epsilon_insensitive', 'squared_epsilon_insensitive'] as const;

const params = z.strictObject({
  C: z.number().min(1e-6).max(1e9).default(1).meta({
    title: 'Cost of errors',
    description: 'Larger values fit the training rows more closely',
  }),
  loss: z
    .enum([...classLosses, ...valueLosses])
    .nullable()
    .default(null)
    .meta({
      title: 'Loss',
      description: 'Empty: squared_hinge for classes, epsilon_insensitive for numbers',
    }),
  epsilon: z.number().min(0).max(1e9).default(0).meta({
    title: 'Width of the tube',
    description: 'Regression: errors up to this size cost nothing',
  }),
  probability: z.boolean().default(true).meta({
    title: 'Fit probabilities',
    description: 'Classes: fits five more machines to turn distances into probabilities',
  }),
  class_weight: z.enum(['balanced']).nullable().default(null).meta({
    title: 'Class weights',
    description: 'balanced: rows count in inverse proportion to the frequency of their class',
  }),
  tol: z.number().min(1e-12).max(1).default(1e-4).meta({
    title: 'Tolerance',
    description: 'Largest violation of the optimality conditions that is left',
  }),
  max_iter: z.int().min(1).max(1_000_000).default(1000).meta({
    title: 'Most iterations',
    description: 'Passes over the rows at most, where it is solved in the dual',
  }),
});
type Params = z.infer<typeof params>;

function isSquared({ loss }: Params, task: FitOptions<Params>['task']): boolean {
  const known: readonly string[] = task === 'regression' ? valueLosses : classLosses;
  if (loss === null) return task === 'classification';
  if (known.includes(loss)) return loss.startsWith('squared');
  throw new AppError('INVALID_INPUT', `The loss ${loss} is not for ${task}.`, {
    hint: `Losses for ${task}: ${known.join(', ')}`,
    path: 'params.loss',
  });
}

interface Problem {
  /** The last column is 1 throughout: its coefficient is the intercept. */
  readonly points: PointRows;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  /** C of each row. */
  readonly costs: Float64Array;
}

function prepare(x: Matrix, y: Float64Array, options: FitOptions<Params>): Problem {
  const { columns, y: kept, weights } = learnedRows(x, y, options);
  const ones = new Float64Array(kept.length).fill(1);
  return {
    points: toPointRows([...columns, ones]),
    y: kept,
    weights,
    costs: ones.map((_, i) => options.params.C * (weights?.[i] ?? 1)),
  };
}

interface Output {
  /** The last is the intercept. */
  readonly coefficients: Float64Array;
  readonly converged: boolean;
}

function descentOptions(
  { params: chosen, task, seed, stopEarly }: FitOptions<Params>,
  tick: Tick,
): DescentOptions {
  return {
    squared: isSquared(chosen, task),
    tolerance: chosen.tol,
    maxIterations: chosen.max_iter,
    rng: createRng(seed).fork('linear_svm'),
    tick,
    stopEarly,
  };
}

/** A plane between labels, by the faster of two ways to the same optimum. */
function fitPlane(
  points: PointRows,
  { labels, costs }: { labels: Int8Array; costs: Float64Array },
  options: DescentOptions,
): Output {
  if (!suitsNewton(points, options.squared)) return separate(points, { labels, costs }, options);
  const error = (decision: number, i: number) =>
    -labels[i]! * Math.max(0, 1 - labels[i]! * decision);
  return minimiseSquaredErrors(points, { costs, error }, options);
}

/** A tube around numbers, likewise. */
function fitValues(
  points: PointRows,
  { y, costs, epsilon }: { y: Float64Array; costs: Float64Array; epsilon: number },
  options: DescentOptions,
): Output {
  if (!suitsNewton(points, options.squared)) return fitTube(points, { y, costs, epsilon }, options);
  const error = (decision: number, i: number) => {
    const gap = decision - y[i]!;
    return gap > epsilon ? gap - epsilon : gap < -epsilon ? gap + epsilon : 0;
  };
  return minimiseSquaredErrors(points, { costs, error }, options);
}

function decisions(coefficients: Float64Array, { count, size, values }: PointRows): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += coefficients[j]! * values[i * size + j]!;
    return sum;
  });
}

const pick = (values: Float64Array, rows: Int32Array) => Float64Array.from(rows, (i) => values[i]!);

/** One class against the others: log-odds, or distances where probabilities are not asked for. */
function fitClass(problem: Problem, label: number, options: FitOptions<Params>): Output {
  const { points, costs, weights } = problem;
  const labels = Int8Array.from(problem.y, (own) => (own === label ? 1 : -1));
  const part = options.params.probability ? 0.2 : 1;
  const whole = fitPlane(
    points,
    { labels, costs },
    descentOptions(options, subTick(options.tick, 0, part)),
  );
  const { slope, offset } = options.params.probability
    ? fitPlatt(labels, { weights, seed: options.seed }, (train, test, done) => {
        const from = part + done * (1 - part);
        const tick = subTick(options.tick, from, from + (1 - part) / 5);
        const given = {
          labels: Int8Array.from(train, (i) => labels[i]!),
          costs: pick(costs, train),
        };
        const own = fitPlane(takePoints(points, train), given, descentOptions(options, tick));
        return decisions(own.coefficients, takePoints(points, test));
      })
    : unscaled;
  const coefficients = whole.coefficients.map((value) => slope * value);
  coefficients[coefficients.length - 1]! += offset;
  return { coefficients, converged: whole.converged };
}

/** Score of a class that training did not see; e^−700 is still above 0. */
const absent = -700;

function fitClasses(problem: Problem, options: FitOptions<Params>): Output[] {
  const { classes } = options;
  if (classes === 2) return [fitClass(problem, 1, options)];
  const present = new Set(problem.y);
  return Array.from({ length: classes }, (_, label) => {
    if (!present.has(label)) {
      const coefficients = new Float64Array(problem.points.size);
      coefficients[coefficients.length - 1] = absent;
      return { coefficients, converged: true };
    }
    const tick = subTick(options.tick, label / classes, (label + 1) / classes);
    return fitClass(problem, label, { ...options, tick });
  });
}

/**
 * A linear support vector machine as LIBLINEAR poses it, its intercept penalised like a coefficient:
 * scikit-learn's LinearSVC and LinearSVR. Solved in the dual, or with squared losses on many rows by
 * Newton's method. With more than two classes each is set against
 * the others; Platt's sigmoid on cross-validated distances makes the margins log-odds.
 */
export const linearSvm = defineEstimator<Params>({
  id: 'linear_svm',
  title: 'Linear support vector machine',
  summary: 'The widest straight margin between classes, or a straight tube around numbers',
  tasks: ['classification', 'regression'],
  tags: ['needs_scaling'],
  params,
  search: { C: { type: 'float', low: 1e-3, high: 1000, log: true } },
  memory: ({ rows, columns }) => 8 * rows * (2 * columns + 10),
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const problem = prepare(x, y, options);
    const { points, costs } = problem;
    const { epsilon, max_iter: most } = options.params;
    const outputs =
      options.classes > 0
        ? fitClasses(problem, options)
        : [
            fitValues(
              points,
              { y: problem.y, costs, epsilon },
              descentOptions(options, options.tick),
            ),
          ];
    options.tick(1);
    const warning = `The coefficients are not yet at their optimum after ${most} passes. Scaled columns, a smaller C or more iterations help.`;
    return {
      kind: 'linear',
      coefficients: outputs.map(({ coefficients }) => coefficients.slice(0, -1)),
      intercepts: Float64Array.from(outputs, ({ coefficients }) => coefficients.at(-1)!),
      means: columnMeans(x, options.weights),
      ...(outputs.every(({ converged }) => converged) ? {} : { warnings: [warning] }),
    };
  },
});
