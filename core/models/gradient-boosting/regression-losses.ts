import { AppError } from '../../base/app-error.ts';
import { weightedMean } from '../weighted-moments.ts';
import { applyWeights, meanOver, type Loss, type LossData } from './losses.ts';
import type { GradientBoostingParams } from './params.ts';
import { weightedQuantile } from './quantiles.ts';

/** A loss of one value, and its derivatives by the margin. */
interface Pointwise {
  readonly base: number;
  loss(y: number, margin: number): number;
  gradient(y: number, margin: number): number;
  /** Absent where it is 1 throughout. */
  hessian?(y: number, margin: number): number;
  readonly more?: Pick<Loss, 'link' | 'leafQuantile'>;
}

type Name = Exclude<GradientBoostingParams['loss'], 'auto'>;

/** Keeps the Poisson hessian from vanishing where margins are far below 0; LightGBM's poisson_max_delta_step. */
const poissonStep = 0.7;

const logLink = { link: 'log' } as const;

function quantileLoss({ y, weights }: LossData, share: number): Pointwise {
  return {
    base: weightedQuantile(y, weights, share),
    loss: (y, margin) => (y > margin ? share * (y - margin) : (1 - share) * (margin - y)),
    gradient: (y, margin) => (margin > y ? 1 - share : margin < y ? -share : 0),
    more: { leafQuantile: share },
  };
}

function squaredError({ y, weights }: LossData): Pointwise {
  return {
    base: weightedMean(y, weights),
    loss: (y, margin) => (margin - y) ** 2 / 2,
    gradient: (y, margin) => margin - y,
  };
}

function huber({ y, weights }: LossData, delta: number): Pointwise {
  return {
    base: weightedMean(y, weights),
    loss(y, margin) {
      const error = Math.abs(margin - y);
      return error <= delta ? error ** 2 / 2 : delta * (error - delta / 2);
    },
    gradient: (y, margin) => Math.max(-delta, Math.min(delta, margin - y)),
  };
}

function poisson({ y, weights }: LossData): Pointwise {
  return {
    base: Math.log(weightedMean(y, weights)),
    loss: (y, margin) => Math.exp(margin) - y * margin,
    gradient: (y, margin) => Math.exp(margin) - y,
    hessian: (_y, margin) => Math.exp(margin + poissonStep),
    more: logLink,
  };
}

function gamma({ y, weights }: LossData): Pointwise {
  return {
    base: Math.log(weightedMean(y, weights)),
    loss: (y, margin) => y * Math.exp(-margin) + margin,
    gradient: (y, margin) => 1 - y * Math.exp(-margin),
    hessian: (y, margin) => y * Math.exp(-margin),
    more: logLink,
  };
}

/** Deviance of variance ∝ mean^power, 1 < power < 2, up to what the margin does not change. */
function tweedie({ y, weights }: LossData, power: number): Pointwise {
  const [a, b] = [1 - power, 2 - power];
  return {
    base: Math.log(weightedMean(y, weights)),
    loss: (y, margin) => (-y * Math.exp(a * margin)) / a + Math.exp(b * margin) / b,
    gradient: (y, margin) => -y * Math.exp(a * margin) + Math.exp(b * margin),
    hessian: (y, margin) => -a * y * Math.exp(a * margin) + b * Math.exp(b * margin),
    more: logLink,
  };
}

/** Targets that the logarithm of the mean can be fitted to. */
function checkTarget(name: Name, y: Float64Array): void {
  const positive = name === 'gamma';
  if (!positive && name !== 'poisson' && name !== 'tweedie') return;
  const row = y.findIndex((value) => (positive ? value <= 0 : value < 0));
  if (row < 0 && y.some((value) => value > 0)) return;
  const seen = row < 0 ? 'is 0 on every training row' : `is ${y[row]} on row ${row}`;
  const needed = positive ? 'values above 0' : 'values of 0 or more';
  throw new AppError('TARGET_INVALID', `The target ${seen}; the loss ${name} needs ${needed}.`, {
    hint: 'Choose another loss.',
    path: 'params.loss',
  });
}

function pointwise(name: Name, data: LossData, params: GradientBoostingParams): Pointwise {
  switch (name) {
    case 'squared_error':
      return squaredError(data);
    case 'absolute_error':
      return quantileLoss(data, 0.5);
    case 'huber':
      return huber(data, params.huber_delta);
    case 'quantile':
      return quantileLoss(data, params.quantile);
    case 'poisson':
      return poisson(data);
    case 'gamma':
      return gamma(data);
    case 'tweedie':
      return tweedie(data, params.tweedie_power);
    default:
      return name satisfies never;
  }
}

/**
 * The loss of a regression, derivatives as LightGBM's: absolute error and quantile with leaves renewed to
 * the quantile of their residuals, Poisson, gamma and Tweedie by the logarithm of the mean. TARGET_INVALID
 * for values a loss cannot take.
 */
export function regressionLoss(data: LossData, params: GradientBoostingParams): Loss {
  const { y, weights } = data;
  const name = params.loss === 'auto' ? 'squared_error' : params.loss;
  checkTarget(name, y);
  const { base, loss, gradient, hessian, more } = pointwise(name, data, params);
  return {
    base: Float64Array.of(base),
    constantHessian: weights === null && hessian === undefined,
    ...more,
    prepare() {},
    derive(_output, margins, into) {
      const margin = margins[0]!;
      for (let row = 0; row < y.length; row++)
        into.gradients[row] = gradient(y[row]!, margin[row]!);
      if (!hessian) into.hessians.fill(1);
      else {
        for (let row = 0; row < y.length; row++)
          into.hessians[row] = hessian(y[row]!, margin[row]!);
      }
      applyWeights(weights, into);
    },
    mean: (margins, rows) => meanOver(rows, weights, (row) => loss(y[row]!, margins[0]![row]!)),
  };
}
