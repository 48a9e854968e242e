import type { Estimator } from '../estimator.ts';
import { bayesianRidge } from './bayesian-ridge.ts';
import { elasticNet } from './elastic-net.ts';
import { gammaRegression } from './gamma-regression.ts';
import { huberRegression } from './huber-regression.ts';
import { lasso } from './lasso.ts';
import { linearRegression } from './linear-regression.ts';
import { logisticRegression } from './logistic-regression.ts';
import { poissonRegression } from './poisson-regression.ts';
import { quantileRegression } from './quantile-regression.ts';
import { ridge } from './ridge.ts';
import { tweedieRegression } from './tweedie-regression.ts';

/** The estimators of this family, in the order the catalogue shows them. */
export const linearEstimators: readonly Estimator[] = [
  logisticRegression,
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
];
