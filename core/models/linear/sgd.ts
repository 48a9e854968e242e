import { AppError } from '../../base/app-error.ts';
import { createRng } from '../../base/rng.ts';
import { subTick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator, type FitOptions } from '../estimator.ts';
import { columnMeans, weightedMean } from '../weighted-moments.ts';
import { presentClasses } from './class-balance.ts';
import { absentMargin } from './class-scores.ts';
import { descendStochastic, type SgdFit } from './sgd-descent.ts';
import { classLosses, numberLosses, type RowLoss } from './sgd-losses.ts';
import { sgdParams, type SgdParams } from './sgd-params.ts';
import { standardBlocks, unscale, type StandardBlocks } from './standard-blocks.ts';

function lossOf({ loss, epsilon }: SgdParams, task: FitOptions<SgdParams>['task']): RowLoss {
  const classification = task === 'classification';
  const name = loss === 'auto' ? (classification ? 'log_loss' : 'squared_error') : loss;
  if (classification && Object.hasOwn(classLosses, name)) {
    return classLosses[name as keyof typeof classLosses];
  }
  if (!classification && Object.hasOwn(numberLosses, name)) {
    return numberLosses[name as keyof typeof numberLosses](epsilon);
  }
  const known = Object.keys(classification ? classLosses : numberLosses).join(', ');
  throw new AppError('INVALID_INPUT', `The loss ${name} is not for a ${task}.`, {
    hint: `Choose auto or one of ${known}.`,
    path: 'params.loss',
  });
}

/** The scaled columns row after row: a step reads one row. */
function rowMajor(blocks: StandardBlocks): Float64Array {
  const { rows, size } = blocks;
  const result = new Float64Array(rows * size);
  blocks.forEach((block, from, to) => {
    block.forEach((column, j) => {
      for (let i = from; i < to; i++) result[i * size + j] = column[i - from]!;
    });
  });
  return result;
}

/** Each divergence is answered by a first step ten times smaller. */
const mostRetries = 6;

type Goal = Pick<Parameters<typeof descendStochastic>[0], 'y' | 'tick'>;

function makeFitter(x: Matrix, options: FitOptions<SgdParams>) {
  const { params, task, weights, seed, stopEarly } = options;
  const loss = lossOf(params, task);
  const blocks = standardBlocks(x, weights);
  const rows = rowMajor(blocks);
  const byDefault = task === 'classification' ? 'optimal' : 'invscaling';
  const learning_rate = params.learning_rate === 'auto' ? byDefault : params.learning_rate;
  return (goal: Goal, offset: number) => {
    let fit: SgdFit;
    let eta0 = params.eta0;
    let done = 0;
    // Progress does not fall back where a divergence makes it start again.
    const tick = (fraction: number) => goal.tick((done = Math.max(done, fraction)));
    for (let retry = 0; ; retry++, eta0 /= 10) {
      fit = descendStochastic({
        y: goal.y,
        tick,
        rows,
        size: blocks.size,
        weights,
        loss,
        params: { ...params, eta0, learning_rate },
        rng: createRng(seed),
        stopEarly,
      });
      if (fit.finite || retry === mostRetries) break;
    }
    if (!fit.finite) {
      throw new AppError('INVALID_INPUT', 'The coefficients grew without end.', {
        hint: 'Choose a smaller first step eta0, or another loss.',
        path: 'params.eta0',
      });
    }
    return {
      ...unscale(blocks, fit.coefficients, fit.intercept + offset),
      converged: fit.converged,
    };
  };
}

/**
 * A linear model by stochastic gradient descent: scikit-learn's SGDClassifier and SGDRegressor, one class
 * against the rest. Columns are scaled inside, so that one step size suits all, and the penalty is on scaled
 * coefficients. Only log_loss gives probabilities; other losses rank and choose classes.
 */
export const sgd = defineEstimator<SgdParams>({
  id: 'sgd',
  title: 'Stochastic gradient descent',
  summary: 'A linear model under a choice of losses and penalties, learned row by row',
  tasks: ['classification', 'regression'],
  tags: ['linear', 'needs_scaling'],
  params: sgdParams,
  search: {
    alpha: { type: 'float', low: 1e-6, high: 1e-1, log: true },
    penalty: { type: 'categorical', choices: ['l2', 'l1', 'elastic_net'] },
  },
  memory: ({ rows, columns }) => 8 * (rows * (columns + 3) + 1024 * columns),
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { task, classes, tick, weights } = options;
    const fit = makeFitter(x, options);
    const present = task === 'classification' ? presentClasses(y, options) : [];
    const goals = classes === 2 ? [1] : present;
    const centre = task === 'regression' ? weightedMean(y, weights) : 0;
    const fitted =
      task === 'regression'
        ? [fit({ y: y.map((value) => value - centre), tick }, centre)]
        : goals.map((label, g) =>
            fit(
              {
                y: y.map((value) => (value === label ? 1 : -1)),
                tick: subTick(tick, g / goals.length, (g + 1) / goals.length),
              },
              0,
            ),
          );
    tick(1);
    const outputs = classes > 2 ? classes : 1;
    const coefficients: Float64Array[] = Array.from(
      { length: outputs },
      () => new Float64Array(x.columns.length),
    );
    const intercepts = new Float64Array(outputs).fill(absentMargin);
    fitted.forEach((line, g) => {
      const at = classes > 2 ? goals[g]! : 0;
      coefficients[at] = line.coefficients;
      intercepts[at] = line.intercept;
    });
    const warning = `The loss was still falling after ${options.params.max_iter} epochs; more epochs would help.`;
    return {
      kind: 'linear',
      coefficients,
      intercepts,
      means: columnMeans(x, weights),
      ...(fitted.every(({ converged }) => converged) ? {} : { warnings: [warning] }),
    };
  },
});
