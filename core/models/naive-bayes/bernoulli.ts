import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { classPriors, featureSums, toMargins } from './class-scores.ts';
import { countParams, smoothingOf } from './smoothing.ts';

const params = z.strictObject({
  ...countParams,
  binarize: z.number().min(-1e12).max(1e12).default(0).meta({
    title: 'Threshold',
    description: 'Values above it count as yes; after standard scaling, 0 is the mean',
  }),
});
type Params = z.infer<typeof params>;

/** Columns as independent yes or no (above the threshold) in each class: scikit-learn's BernoulliNB. */
export const bernoulliNaiveBayes = defineEstimator<Params>({
  id: 'bernoulli_nb',
  title: 'Bernoulli naive Bayes',
  summary: 'How often each column is above a threshold in each class',
  tasks: ['classification'],
  tags: ['needs_scaling'],
  params,
  search: {
    alpha: { type: 'float', low: 1e-3, high: 100, log: true },
    fit_prior: { type: 'categorical', choices: [true, false] },
  },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { binarize, fit_prior: fitPrior } = options.params;
    const priors = classPriors(y, options, fitPrior);
    const alpha = smoothingOf(options.params.alpha);
    const flags = x.columns.map((column) => column.map((value) => (value > binarize ? 1 : 0)));
    const intercepts = priors.logPriors.slice();
    const coefficients = featureSums(flags, y, options).map((sums, label) => {
      const total = priors.counts[label]! + 2 * alpha;
      return sums.map((yes) => {
        const no = Math.log1p(-(yes + alpha) / total);
        intercepts[label]! += no;
        return Math.log(yes + alpha) - Math.log(total) - no;
      });
    });
    options.tick(1);
    return {
      kind: 'bernoulli_nb',
      threshold: binarize,
      ...toMargins({ coefficients, intercepts }, priors),
    };
  },
});
