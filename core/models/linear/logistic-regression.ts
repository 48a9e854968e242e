import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator, type FitOptions } from '../estimator.ts';
import type { LinearState } from '../states/linear.ts';
import { balancedWeights, presentClasses } from './class-balance.ts';
import { binaryLoss, softmaxLoss } from './logistic-loss.ts';
import { minimiseComposite } from './minimise-composite.ts';
import { minimiseSmooth } from './minimise-smooth.ts';
import type { Minimised } from './newton.ts';
import type { Loss, SmoothProblem } from './smooth-objective.ts';
import { standardBlocks, unscale } from './standard-blocks.ts';
import { classWeights, columnMeans } from '../weighted-moments.ts';

const params = z.strictObject({
  penalty: z.enum(['l2', 'l1', 'elastic_net', 'none']).default('l2').meta({
    title: 'Penalty',
    description: 'l1 sets coefficients to 0; elastic_net mixes l1 and l2; none can diverge',
  }),
  C: z.number().min(1e-10).max(1e10).default(1).meta({
    title: 'Inverse regularisation',
    description: 'Smaller values shrink the coefficients more: the penalty is 1 / C',
  }),
  l1_ratio: z.number().min(0).max(1).default(0.5).meta({
    title: 'L1 share',
    description: 'Of the elastic net penalty: 0 is l2, 1 is l1',
  }),
  class_weight: z.enum(['balanced']).nullable().default(null).meta({
    title: 'Class weights',
    description: 'balanced: rows count in inverse proportion to the frequency of their class',
  }),
});
type Params = z.infer<typeof params>;

/** Shares of L1 and L2 in the penalty ‖·‖ / C. */
function penaltyShares({ penalty, l1_ratio }: Params): { l1: number; l2: number } {
  if (penalty === 'none') return { l1: 0, l2: 0 };
  const l1 = penalty === 'l1' ? 1 : penalty === 'l2' ? 0 : l1_ratio;
  return { l1, l2: 1 - l1 };
}

/** Margin of a class that training did not see: e^-700 is still above 0. */
const absentMargin = -700;

function assemble(
  fitted: readonly { coefficients: Float64Array; intercept: number }[],
  present: readonly number[],
  size: { classes: number; features: number },
): Pick<LinearState, 'coefficients' | 'intercepts'> {
  if (size.classes === 2) {
    const { coefficients, intercept } = fitted[0]!;
    return { coefficients: [coefficients], intercepts: Float64Array.of(intercept) };
  }
  const coefficients = Array.from({ length: size.classes }, () => new Float64Array(size.features));
  const intercepts = new Float64Array(size.classes).fill(absentMargin);
  // Two classes of several: one set of coefficients, shared out evenly as softmax would.
  const pair = present.length === 2;
  present.forEach((label, k) => {
    const source = fitted[pair ? 0 : k]!;
    const share = pair ? (k === 1 ? 0.5 : -0.5) : 1;
    coefficients[label] = source.coefficients.map((value) => share * value);
    intercepts[label] = share * source.intercept;
  });
  return { coefficients, intercepts };
}

/** Intercepts alone at their optimum: log prior probabilities, summing to 0; log-odds for one output. */
function startAt(weightOf: readonly number[], features: number): Float64Array {
  const outputs = weightOf.length === 2 ? 1 : weightOf.length;
  const theta = new Float64Array(outputs * (features + 1));
  const logs = weightOf.map(Math.log);
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  for (let k = 0; k < outputs; k++) {
    theta[k * (features + 1) + features] = outputs === 1 ? logs[1]! - logs[0]! : logs[k]! - mean;
  }
  return theta;
}

/** Scores that differ only by what all classes share predict the same; the shared part is taken out. */
function centreClasses(theta: Float64Array, outputs: number, from: number): void {
  if (outputs === 1) return;
  const stride = theta.length / outputs;
  for (let j = from; j < stride; j++) {
    let mean = 0;
    for (let k = 0; k < outputs; k++) mean += theta[k * stride + j]! / outputs;
    for (let k = 0; k < outputs; k++) theta[k * stride + j]! -= mean;
  }
}

/** Without a penalty margins this far apart come of classes that columns tell apart without fail. */
const certainMargin = 15;

function warningsOf(
  { theta, converged }: Minimised,
  { blocks, loss }: SmoothProblem,
  chosen: Params,
): string[] {
  const warnings: string[] = [];
  if (!converged) {
    warnings.push(
      'The solver ended before it converged; the coefficients are approximate. A smaller C makes the problem easier.',
    );
  }
  const size = blocks.size + 1;
  let squares = 0;
  theta.forEach((value, i) => {
    if (i % size < blocks.size) squares += value * value;
  });
  const spread = Math.sqrt(squares / loss.outputs);
  if (chosen.penalty === 'none' && spread > certainMargin) {
    warnings.push(
      'Columns tell the classes apart (almost) without fail: without a penalty the coefficients would grow without end. Choose the penalty l2.',
    );
  }
  return warnings;
}

interface Prepared {
  readonly problem: SmoothProblem;
  readonly takeLoss: (rows: Int32Array) => Loss;
  readonly present: readonly number[];
  readonly start: Float64Array;
}

function prepare(
  x: Parameters<typeof standardBlocks>[0],
  y: Float64Array,
  options: FitOptions<Params>,
): Prepared {
  const { params: chosen, classes } = options;
  const weights =
    chosen.class_weight === 'balanced' ? balancedWeights(y, options) : options.weights;
  const blocks = standardBlocks(x, weights);
  const present = presentClasses(y, options);
  const position = new Float64Array(classes);
  present.forEach((label, k) => {
    position[label] = k;
  });
  const labels = y.map((label) => position[label]!);
  const { l2 } = penaltyShares(chosen);
  const penalties = blocks.scales.map((scale) => l2 / (chosen.C * scale * scale));
  const lossOf = (rows: { y: Float64Array; weights: Float64Array | null }): Loss =>
    present.length === 2 ? binaryLoss(rows) : softmaxLoss(rows, present.length);
  const takeLoss = (rows: Int32Array) =>
    lossOf({
      y: Float64Array.from(rows, (row) => labels[row]!),
      weights: weights && Float64Array.from(rows, (row) => weights[row]!),
    });
  const totals = classWeights(labels, present.length, weights);
  const problem = { blocks, loss: lossOf({ y: labels, weights }), penalties };
  return { problem, takeLoss, present, start: startAt([...totals], blocks.size) };
}

/**
 * Minimises Σ weight × log-loss + (l1 ‖w‖₁ + l2 ‖w‖² / 2) / C, the intercept free: scikit-learn's
 * LogisticRegression. Two classes have one set of coefficients, more have one a class (softmax).
 */
export const logisticRegression = defineEstimator<Params>({
  id: 'logistic_regression',
  title: 'Logistic regression',
  summary: 'A linear model of the log-odds of each class, with an L2, L1 or elastic net penalty',
  tasks: ['classification'],
  tags: ['linear', 'needs_scaling'],
  params,
  search: {
    C: { type: 'float', low: 1e-4, high: 1e3, log: true },
    penalty: { type: 'categorical', choices: ['l2', 'l1'] },
    class_weight: { type: 'categorical', choices: [null, 'balanced'] },
  },
  memory({ rows, columns, classes }) {
    const outputs = classes === 2 ? 1 : classes;
    const size = outputs * (columns + 1);
    const sample = Math.min(2 * rows, 20_000) * columns;
    const hessians = 4 * Math.min(size, 520) ** 2 + Math.min(columns, 1500) ** 2 * (outputs + 1);
    return 8 * (3 * rows + sample + hessians + 45 * size + 2048 * outputs);
  },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { params: chosen, classes, tick, stopEarly } = options;
    const { problem, takeLoss, present, start } = prepare(x, y, options);
    const { blocks, loss } = problem;
    const { l1 } = penaltyShares(chosen);
    const found =
      l1 === 0
        ? minimiseSmooth(problem, { start, tick, stopEarly, takeLoss })
        : minimiseComposite(problem, {
            start,
            tick,
            stopEarly,
            takeLoss,
            thresholds: blocks.scales.map((scale) => l1 / (chosen.C * scale)),
          });
    centreClasses(found.theta, loss.outputs, l1 === 0 ? 0 : blocks.size);
    const stride = blocks.size + 1;
    const fitted = Array.from({ length: loss.outputs }, (_, k) => {
      const own = found.theta.subarray(k * stride, (k + 1) * stride);
      return unscale(blocks, own.slice(0, blocks.size), own[blocks.size]!);
    });
    tick(1);
    const warnings = warningsOf(found, problem, chosen);
    return {
      kind: 'linear',
      ...assemble(fitted, present, { classes, features: blocks.size }),
      means: chosen.class_weight ? columnMeans(x, options.weights) : blocks.means,
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  },
});
