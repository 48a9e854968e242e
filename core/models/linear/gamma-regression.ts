import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { fitGlm, glmAlpha, glmMemory } from './fit-glm.ts';

const params = z.strictObject({
  alpha: glmAlpha,
});

/**
 * Gamma deviance with a log link: scikit-learn's GammaRegressor. Refuses targets that are not above 0
 * with TARGET_INVALID.
 */
export const gammaRegression = defineEstimator<z.infer<typeof params>>({
  id: 'gamma',
  title: 'Gamma regression',
  summary: 'A linear model of the logarithm of a positive amount, with an L2 penalty',
  tasks: ['regression'],
  tags: ['linear', 'needs_scaling', 'positive_target'],
  params,
  search: {
    alpha: { type: 'float', low: 1e-6, high: 10, log: true },
  },
  memory: glmMemory,
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    return fitGlm(x, y, { ...options, power: 2 });
  },
});
