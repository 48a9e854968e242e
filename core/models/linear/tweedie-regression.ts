import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { fitGlm, glmAlpha, glmMemory } from './fit-glm.ts';

const params = z.strictObject({
  power: z.number().min(1).max(3).default(1.5).meta({
    title: 'Power',
    description: '1: Poisson, between 1 and 2: amounts with zeros, 2: gamma, 3: inverse Gaussian',
  }),
  alpha: glmAlpha,
});

/**
 * Tweedie deviance with a log link: scikit-learn's TweedieRegressor(link="log"). Refuses negative targets,
 * from power 2 on also zeros, with TARGET_INVALID.
 */
export const tweedieRegression = defineEstimator<z.infer<typeof params>>({
  id: 'tweedie',
  title: 'Tweedie regression',
  summary: 'A linear model of the logarithm of an amount that is often 0, with an L2 penalty',
  tasks: ['regression'],
  tags: ['linear', 'needs_scaling', 'positive_target'],
  params,
  search: {
    alpha: { type: 'float', low: 1e-6, high: 10, log: true },
    power: { type: 'float', low: 1, high: 2 },
  },
  memory: glmMemory,
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    return fitGlm(x, y, { ...options, power: options.params.power });
  },
});
