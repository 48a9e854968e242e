import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { checkCounts } from './check-counts.ts';
import { classPriors, featureSums, linearScores } from './class-scores.ts';
import { countParams, smoothingOf } from './smoothing.ts';

const params = z.strictObject({
  alpha: countParams.alpha,
  norm: z.boolean().default(false).meta({
    title: 'Normalise weights',
    description: 'Divides the weights of each class by their sum',
  }),
});
type Params = z.infer<typeof params>;

/**
 * As multinomial, but a class is described by what all others consist of, which is steadier where
 * classes differ in size (Rennie et al. 2003): scikit-learn's ComplementNB.
 */
export const complementNaiveBayes = defineEstimator<Params>({
  id: 'complement_nb',
  title: 'Complement naive Bayes',
  summary: 'For counts and shares with uneven classes: compares rows with all other classes',
  tasks: ['classification'],
  tags: ['linear', 'non_negative'],
  params,
  search: {
    alpha: { type: 'float', low: 1e-3, high: 100, log: true },
    norm: { type: 'categorical', choices: [false, true] },
  },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    checkCounts(x, 'complement_nb');
    const priors = classPriors(y, options);
    const alpha = smoothingOf(options.params.alpha);
    const sums = featureSums(x.columns, y, options);
    const all = x.columns.map((_, j) => sums.reduce((sum, own) => sum + own[j]!, 0));
    const coefficients = sums.map((own) => {
      const others = own.map((value, j) => all[j]! + alpha - value);
      const total = others.reduce((sum, value) => sum + value, 0);
      const logs = others.map((value) => Math.log(value / total));
      const scale = options.params.norm ? logs.reduce((sum, value) => sum + value, 0) : -1;
      return logs.map((value) => (scale === 0 ? 0 : value / scale));
    });
    options.tick(1);
    const scores = { coefficients, intercepts: new Float64Array(options.classes) };
    return linearScores(x, { scores, priors }, options.weights);
  },
});
