import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator, type FitOptions } from '../estimator.ts';
import type { CategoricalNaiveBayesState } from './categorical-state.ts';
import { classPriors, toMargins, type Priors } from './class-scores.ts';
import { categoryOf, quantileEdges } from './quantile-edges.ts';
import { countParams, smoothingOf } from './smoothing.ts';

const params = z.strictObject({
  ...countParams,
  n_bins: z.int().min(2).max(1000).default(10).meta({
    title: 'Bins of numbers',
    description: 'A numeric column is cut at its quantiles into at most so many categories',
  }),
});
type Params = z.infer<typeof params>;

interface Coded {
  readonly column: Float64Array;
  readonly edges: Float64Array | null;
  /** With the one of missing values. */
  readonly categories: number;
  /** Category of missing values; −1 where there are none. */
  readonly missing: number;
}

/** Log share of each category in each class: [class][category]. */
function categoryLogs(
  { column, edges, categories, missing }: Coded,
  y: Float64Array,
  { params: chosen, classes, weights }: FitOptions<Params>,
): Float64Array[] {
  const alpha = smoothingOf(chosen.alpha);
  const counts = Array.from({ length: classes }, () => new Float64Array(categories).fill(alpha));
  for (let i = 0; i < column.length; i++) {
    const value = column[i]!;
    const weight = weights ? weights[i]! : 1;
    if (weight === 0) continue;
    const known = edges ? categoryOf(value, edges) : value;
    counts[y[i]!]![Number.isNaN(value) ? missing : known]! += weight;
  }
  return counts.map((own) => {
    const total = Math.log(own.reduce((sum, count) => sum + count, 0));
    return own.map((count) => Math.log(count) - total);
  });
}

/** [category × outputs + output] */
function toTable(logs: readonly Float64Array[], priors: Priors): Float64Array {
  const { coefficients } = toMargins(
    { coefficients: logs, intercepts: new Float64Array(logs.length) },
    priors,
  );
  const categories = logs[0]!.length;
  return Float64Array.from(
    { length: categories * coefficients.length },
    (_, at) => coefficients[at % coefficients.length]![Math.floor(at / coefficients.length)]!,
  );
}

/**
 * How often each category occurs in each class, columns taken as independent: scikit-learn's
 * CategoricalNB. Numeric columns are cut into categories first: one for each distinct value while they
 * are at most `n_bins`, else at quantiles. Missing values are a category of their own where training saw
 * some; elsewhere, and for unseen categories, they say nothing.
 */
export const categoricalNaiveBayes = defineEstimator<Params>({
  id: 'categorical_nb',
  title: 'Categorical naive Bayes',
  summary: 'How often each category occurs in each class; numbers are cut into categories',
  tasks: ['classification'],
  tags: ['handles_missing', 'handles_categories'],
  params,
  search: {
    alpha: { type: 'float', low: 1e-3, high: 100, log: true },
    n_bins: { type: 'integer', low: 3, high: 50, log: true },
  },
  fit(x, y, options): CategoricalNaiveBayesState {
    checkFit(x, y, options);
    const { params: chosen, weights, tick } = options;
    const priors = classPriors(y, options, chosen.fit_prior);
    const counted = (_: number, i: number) => !weights || weights[i]! > 0;
    const coded = x.columns.map((column, j): Coded => {
      const seen = column.filter(counted);
      const own = x.categories?.[j] ?? 0;
      const edges = own > 0 ? null : quantileEdges(seen, chosen.n_bins);
      const known = edges ? edges.length + 1 : own;
      const gaps = seen.some(Number.isNaN);
      return { column, edges, categories: known + (gaps ? 1 : 0), missing: gaps ? known : -1 };
    });
    const tables = coded.map((column, j) => {
      tick(j / coded.length);
      return toTable(categoryLogs(column, y, options), priors);
    });
    const { intercepts } = toMargins(
      {
        coefficients: Array.from(priors.counts, () => new Float64Array()),
        intercepts: priors.logPriors,
      },
      priors,
    );
    tick(1);
    return {
      kind: 'categorical_nb',
      edges: coded.map(({ edges }) => edges),
      missing: Int32Array.from(coded, ({ missing }) => missing),
      tables,
      intercepts,
    };
  },
});
