import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { checkCounts } from './check-counts.ts';
import { classPriors, featureSums, linearScores } from './class-scores.ts';
import { countParams, smoothingOf } from './smoothing.ts';

const params = z.strictObject(countParams);
type Params = z.infer<typeof params>;

/**
 * Columns as counts of what a row consists of, drawn from the shares of its class: scikit-learn's
 * MultinomialNB. The log-odds are linear in the counts.
 */
export const multinomialNaiveBayes = defineEstimator<Params>({
  id: 'multinomial_nb',
  title: 'Multinomial naive Bayes',
  summary: 'For counts and shares: compares what rows consist of with what classes consist of',
  tasks: ['classification'],
  tags: ['linear', 'non_negative'],
  params,
  search: {
    alpha: { type: 'float', low: 1e-3, high: 100, log: true },
    fit_prior: { type: 'categorical', choices: [true, false] },
  },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    checkCounts(x, 'multinomial_nb');
    const priors = classPriors(y, options, options.params.fit_prior);
    const alpha = smoothingOf(options.params.alpha);
    const coefficients = featureSums(x.columns, y, options).map((sums) => {
      const total = sums.reduce((sum, value) => sum + value + alpha, 0);
      return sums.map((value) => Math.log(value + alpha) - Math.log(total));
    });
    options.tick(1);
    const scores = { coefficients, intercepts: priors.logPriors };
    return linearScores(x, { scores, priors }, options.weights);
  },
});
