import { mostProbable } from '../../models/links.ts';
import type { ScoredRows } from '../metric-interval.ts';

const epsilon = 2 ** -52;
/** Stands for errors without an end, whose square would have none either. */
const largestError = 1e150;

/** Metrics of what is called, not of how sure: a row is right or wrong. */
const ofLabels =
  /accuracy|precision|recall|f1|f0_5|f2|jaccard|mcc|kappa|specificity|predictive_value|likelihood_ratio|zero_one/;
/** Metrics of the squared error. */
const ofSquares = /^(rmse|mse|r2|explained_variance|max_error|rmsle|msle)$/;

/** −ln of the probability of the actual class, or the squared or absolute error. */
export function surprise({ y, probabilities, values }: ScoredRows, metric: string): Float64Array {
  if (probabilities) {
    return Float64Array.from(
      y,
      (truth, i) => -Math.log(Math.max(epsilon, probabilities[truth]![i]!)),
    );
  }
  const squared = ofSquares.test(metric);
  return Float64Array.from(y, (value, i) => {
    const size = Math.abs(value - values![i]!);
    const error = size < largestError ? size : largestError;
    return squared ? error * error : error;
  });
}

/** What the tree over the errors predicts: 1 for a wrong class where the metric is of labels. */
export function treeLosses(scored: ScoredRows, metric: string): Float64Array {
  const { y, probabilities, threshold } = scored;
  if (!probabilities || !ofLabels.test(metric)) return surprise(scored, metric);
  const predicted = mostProbable(probabilities, threshold);
  return Float64Array.from(y, (truth, i) => (predicted[i] === truth ? 0 : 1));
}
