import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator, type FitOptions } from '../estimator.ts';
import type { LinearState } from '../states/linear.ts';
import { minimiseLbfgs } from './lbfgs.ts';
import {
  evaluateLogistic,
  hessianDiagonal,
  parameterCount,
  type LogisticProblem,
} from './logistic-objective.ts';
import { minimiseNewton } from './newton.ts';
import { standardBlocks, unscale } from './standard-blocks.ts';
import { classWeights, columnMeans } from '../weighted-moments.ts';

const params = z.strictObject({
  C: z.number().min(1e-10).max(1e10).default(1).meta({
    title: 'Inverse regularisation',
    description: 'Smaller values shrink the coefficients more: the L2 penalty is 1 / C',
  }),
  class_weight: z.enum(['balanced']).nullable().default(null).meta({
    title: 'Class weights',
    description: 'balanced: rows count in inverse proportion to the frequency of their class',
  }),
});
type Params = z.infer<typeof params>;

/** Row weights times total / (classes × weight of the row's class). */
function balance(y: Float64Array, { classes, weights }: FitOptions<Params>): Float64Array {
  const ofClass = classWeights(y, classes, weights);
  const total = ofClass.reduce((sum, weight) => sum + weight, 0);
  const present = ofClass.filter((weight) => weight > 0).length;
  return Float64Array.from(y, (label, i) => {
    const factor = total / (present * ofClass[label]!);
    return ofClass[label]! > 0 ? factor * (weights ? weights[i]! : 1) : 0;
  });
}

/** Newton where its Hessian is small enough to build, else L-BFGS; both to the same optimum. */
function minimise(problem: LogisticProblem, tick: FitOptions<Params>['tick']): Float64Array {
  const size = parameterCount(problem);
  const hessianWork = problem.blocks.rows * size * size;
  if (size <= 500 && hessianWork <= 2e10) return minimiseNewton(problem, tick);
  return minimiseLbfgs(
    (theta, inner) => evaluateLogistic(problem, theta, { tick: inner }),
    hessianDiagonal(problem),
    tick,
  );
}

/** Labels as 0..n-1 over the classes that occur with weight: an absent one would have no optimum. */
function presentClasses(y: Float64Array, { classes, weights }: FitOptions<Params>): number[] {
  const ofClass = classWeights(y, classes, weights);
  return Array.from(ofClass.keys()).filter((label) => ofClass[label]! > 0);
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

/**
 * Minimises Σ weight × log-loss + ‖w‖² / (2 C), the intercept free: scikit-learn's
 * LogisticRegression. Two classes have one set of coefficients, more have one a class (softmax).
 */
export const logisticRegression = defineEstimator<Params>({
  id: 'logistic_regression',
  title: 'Logistic regression',
  summary: 'A linear model of the log-odds of each class, with an L2 penalty',
  tasks: ['classification'],
  tags: ['linear', 'needs_scaling'],
  params,
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { params: chosen, classes, tick } = options;
    const weights = chosen.class_weight === 'balanced' ? balance(y, options) : options.weights;
    const blocks = standardBlocks(x, weights);
    const present = presentClasses(y, options);
    const outputs = present.length === 2 ? 1 : present.length;
    const labels = y.map((label) => Math.max(present.indexOf(label), 0));
    const penalties = blocks.scales.map((scale) => 1 / (chosen.C * scale * scale));
    const problem = { blocks, y: labels, weights, outputs, penalties };
    const theta = minimise(problem, tick);
    const stride = blocks.size + 1;
    const fitted = Array.from({ length: outputs }, (_, k) => {
      const own = theta.subarray(k * stride, (k + 1) * stride);
      return unscale(blocks, own.slice(0, blocks.size), own[blocks.size]!);
    });
    tick(1);
    const means = columnMeans(x, options.weights);
    return {
      kind: 'linear',
      ...assemble(fitted, present, { classes, features: blocks.size }),
      means,
    };
  },
});
