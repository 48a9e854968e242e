import { mostProbable } from '../../models/links.ts';
import { relativeError, squaredLogError, type Deviance } from '../deviances.ts';
import { meanLosses } from '../full-regression-metrics.ts';
import type { ScoredRows } from '../metric-interval.ts';

const epsilon = 2 ** -52;
/** Stands for losses without an end, whose square would have none either. */
const largestLoss = 1e150;

/** Metrics of what is called, not of how sure: a row is right or wrong. */
const ofLabels =
  /accuracy|precision|recall|f1|f0_5|f2|jaccard|mcc|kappa|specificity|predictive_value|likelihood_ratio|zero_one/;
/** Metrics of the squared error. */
const ofSquares = /^(rmse|mse|r2|explained_variance|max_error)$/;

/** What one row adds to a metric of numbers that is a mean; else its squared or absolute error. */
function lossOf(metric: string): Deviance {
  if (metric === 'mape') return relativeError;
  if (metric === 'rmsle') return squaredLogError;
  if (metric === 'd2_pinball_10' || metric === 'd2_pinball_90') {
    return meanLosses[metric.replace('d2_', '')]!;
  }
  const squared = ofSquares.test(metric);
  return (
    meanLosses[metric] ??
    meanLosses[metric.replace('d2', 'mean') + '_deviance'] ??
    ((y, predicted) => (squared ? (y - predicted) ** 2 : Math.abs(y - predicted)))
  );
}

/** −ln of the probability of the actual class, or the part of the row in the metric. */
export function surprise({ y, probabilities, values }: ScoredRows, metric: string): Float64Array {
  if (probabilities) {
    return Float64Array.from(
      y,
      (truth, i) => -Math.log(Math.max(epsilon, probabilities[truth]![i]!)),
    );
  }
  const loss = lossOf(metric);
  return Float64Array.from(y, (value, i) => {
    const size = loss(value, values![i]!);
    return size < largestLoss ? size : largestLoss;
  });
}

/** What the tree over the errors predicts: 1 for a wrong class where the metric is of labels. */
export function treeLosses(scored: ScoredRows, metric: string): Float64Array {
  const { y, probabilities, threshold } = scored;
  if (!probabilities || !ofLabels.test(metric)) return surprise(scored, metric);
  const predicted = mostProbable(probabilities, threshold);
  return Float64Array.from(y, (truth, i) => (predicted[i] === truth ? 0 : 1));
}
