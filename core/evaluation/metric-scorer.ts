import { mostProbable } from '../models/links.ts';
import { confusionOf } from './confusion.ts';
import { fullClassificationScorer } from './full-class-metrics.ts';
import { fullRegressionScorer } from './full-regression-metrics.ts';
import { confusionMetrics, rankingMetrics, regressionMetrics, type Scorer } from './metrics.ts';
import { brierLosses, logLosses } from './probability-losses.ts';
import { rankClasses, rankedPlaces, scorePlaces } from './ranking.ts';
import { regressionScorer } from './regression-scorer.ts';
import { weightedMean } from './weighted-mean.ts';

/** The truth of rows and what a model says of them. */
export interface PredictedRows {
  /** Class indices, or numbers. */
  readonly y: Float64Array;
  /** [class][row]; null for a regression. */
  readonly probabilities: readonly Float64Array[] | null;
  /** Of a regression. */
  readonly values: Float64Array | null;
  /** From which probability on the second of two classes is called. */
  readonly threshold: number | undefined;
}

interface Classified {
  readonly y: Int32Array;
  readonly probabilities: readonly Float64Array[];
  readonly threshold: number | undefined;
}

const ofRankings = rankingMetrics([]);
const ofConfusion = confusionMetrics({ classes: 2, matrix: new Float64Array(4) });
const ofErrors = regressionMetrics(new Float64Array(0), new Float64Array(0));

function scoreClasses({ y, probabilities, threshold }: Classified, id: string): Scorer {
  if (id in ofRankings) {
    const places = rankClasses(y, probabilities).map(rankedPlaces);
    return (weights) => rankingMetrics(places.map((one) => scorePlaces(one, weights)));
  }
  if (id in ofConfusion) {
    const predicted = mostProbable(probabilities, threshold);
    const classes = probabilities.length;
    return (weights) => confusionMetrics(confusionOf(y, predicted, { classes, weights }));
  }
  if (id === 'log_loss' || id === 'brier') {
    const losses = (id === 'brier' ? brierLosses : logLosses)(y, probabilities);
    return (weights) => ({ [id]: weightedMean(losses, weights) });
  }
  return fullClassificationScorer(y, probabilities, threshold);
}

/** One metric of the rows under many weightings, by no more work than it takes; null without a value. */
export function metricScorer(
  { y, probabilities, values, threshold }: PredictedRows,
  id: string,
): (weights: Float64Array | null) => number | null {
  const scorer = probabilities
    ? scoreClasses({ y: Int32Array.from(y), probabilities, threshold }, id)
    : (id in ofErrors ? regressionScorer : fullRegressionScorer)(y, values!);
  return (weights) => {
    const value = scorer(weights)[id] ?? null;
    return value !== null && Number.isFinite(value) ? value : null;
  };
}
