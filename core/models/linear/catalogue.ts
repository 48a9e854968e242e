import type { Estimator } from '../estimator.ts';
import { bayesianRidge } from './bayesian-ridge.ts';
import { elasticNet } from './elastic-net.ts';
import { gammaRegression } from './gamma-regression.ts';
import { huberRegression } from './huber-regression.ts';
import { lasso } from './lasso.ts';
import { linearDiscriminantAnalysis } from './linear-discriminant-analysis.ts';
import { linearRegression } from './linear-regression.ts';
import { logisticRegression } from './logistic-regression.ts';
import { poissonRegression } from './poisson-regression.ts';
import { quadraticDiscriminantAnalysis } from './quadratic-discriminant-analysis.ts';
import { quantileRegression } from './quantile-regression.ts';
import { ridge } from './ridge.ts';
import { sgd } from './sgd.ts';
import { tweedieRegression } from './tweedie-regression.ts';

/** The estimators of this family, in the order the catalogue shows them. */
export const linearEstimators: readonly Estimator[] = [
  logisticRegression,
  linearDiscriminantAnalysis,
  quadraticDiscriminantAnalysis,
  linearRegression,
  ridge,
  lasso,
  elasticNet,
  bayesianRidge,
  huberRegression,
  quantileRegression,
  poissonRegression,
  gammaRegression,
  tweedieRegression,
  sgd,
];
