import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { weightedMean } from '../weighted-moments.ts';
import { classPriors, featureSums } from './class-scores.ts';

const params = z.strictObject({
  var_smoothing: z.number().min(0).max(1e3).default(1e-9).meta({
    title: 'Variance smoothing',
    description: 'Share of the largest variance of all columns that is added to every variance',
  }),
});
type Params = z.infer<typeof params>;

function variance(column: Float64Array): number {
  const mean = weightedMean(column, null);
  return weightedMean(
    column.map((value) => (value - mean) ** 2),
    null,
  );
}

/** Weighted variances around the class means: [class][feature]. */
function classVariances(
  x: Matrix,
  { y, means, counts }: { y: Float64Array; means: readonly Float64Array[]; counts: Float64Array },
  weights: Float64Array | null,
): Float64Array[] {
  const variances = means.map((own) => new Float64Array(own.length));
  x.columns.forEach((column, j) => {
    for (let i = 0; i < column.length; i++) {
      const label = y[i]!;
      const gap = column[i]! - means[label]![j]!;
      variances[label]![j]! += (weights ? weights[i]! : 1) * gap * gap;
    }
  });
  return variances.map((own, label) => own.map((sum) => (sum > 0 ? sum / counts[label]! : 0)));
}

/** Added to every variance; where no column varies at all, a number that divides. */
function smoothing(x: Matrix, chosen: Params): number {
  const largest = Math.max(0, ...x.columns.map(variance));
  const share = Math.max(chosen.var_smoothing, 1e-15);
  return largest > 0 ? share * largest : share;
}

/**
 * A normal distribution for each column in each class, columns taken as independent: scikit-learn's
 * GaussianNB. Weights count as rows, but not in the smoothing, as there.
 */
export const gaussianNaiveBayes = defineEstimator<Params>({
  id: 'gaussian_nb',
  title: 'Gaussian naive Bayes',
  summary: 'A bell curve for every column in every class, as if columns were independent',
  tasks: ['classification'],
  tags: [],
  params,
  search: { var_smoothing: { type: 'float', low: 1e-12, high: 1, log: true } },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { weights, tick } = options;
    const { counts, logPriors } = classPriors(y, options);
    const sums = featureSums(x.columns, y, options);
    const means = sums.map((own, label) =>
      own.map((sum) => (counts[label]! > 0 ? sum / counts[label]! : 0)),
    );
    const added = smoothing(x, options.params);
    const variances = classVariances(x, { y, means, counts }, weights).map((own) =>
      own.map((value) => value + added),
    );
    tick(1);
    return { kind: 'gaussian_nb', logPriors, means, variances };
  },
});
