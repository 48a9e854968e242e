import { mostProbable } from '../models/links.ts';
import { agreementScores, classScores, confusionOf } from './confusion.ts';
import type { ClassScores, Confusion } from './confusion.ts';
import { brierLosses, logLosses } from './probability-losses.ts';
import { rankClasses, rankedPlaces, scorePlaces } from './ranking.ts';
import type { RankedScores, RankingScores } from './ranking.ts';
import { regressionScorer } from './regression-scorer.ts';
import { weightedMean } from './weighted-mean.ts';

/** Metric id to value; null where the metric has no value, never NaN. */
export type Metrics = Record<string, number | null>;

/** Scores under any row weights what was prepared once: sorting is not repeated. */
export type Scorer = (weights: Float64Array | null) => Metrics;

/** Values that are no finite number as null, in place. */
export function finite(metrics: Metrics): Metrics {
  for (const [name, value] of Object.entries(metrics)) {
    if (value !== null && !Number.isFinite(value)) metrics[name] = null;
  }
  return metrics;
}

function meanOf(scores: readonly ClassScores[], pick: (s: ClassScores) => number): number | null {
  const present = scores.filter((s) => s.present);
  if (present.length === 0) return null;
  return present.reduce((sum, s) => sum + pick(s), 0) / present.length;
}

function perClass(scores: readonly ClassScores[]): Metrics {
  const macro = {
    precision: meanOf(scores, (s) => s.precision),
    recall: meanOf(scores, (s) => s.recall),
    f1: meanOf(scores, (s) => s.f1),
  };
  const second = scores.length === 2 && macro.f1 !== null ? scores[1]! : macro;
  const support = scores.reduce((sum, s) => sum + s.support, 0);
  return {
    precision: second.precision,
    recall: second.recall,
    f1: second.f1,
    f1_macro: macro.f1,
    f1_weighted:
      support > 0 ? scores.reduce((sum, s) => sum + s.f1 * s.support, 0) / support : null,
  };
}

/** Null as soon as one class has no value: a mean over some classes only would flatter. */
function meanOrNull(values: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return values.length > 0 ? sum / values.length : null;
}

/** Means of what each ranking gives. */
export function rankingMetrics(rankings: readonly RankingScores[]): Metrics {
  return {
    roc_auc: meanOrNull(rankings.map(({ rocAuc }) => rocAuc)),
    pr_auc: meanOrNull(rankings.map(({ prAuc }) => prAuc)),
  };
}

/** The metrics that rest on who is called what. O(classes²). */
export function confusionMetrics(confusion: Confusion): Metrics {
  return { ...agreementScores(confusion), ...perClass(classScores(confusion)) };
}

/** What one weighting of rows gives, and what it was found from. */
export interface ScoredClasses {
  readonly metrics: Metrics;
  readonly confusion: Confusion;
  /** Of the second of two classes, else of every class. */
  readonly rankings: readonly RankingScores[];
}

/** As `classificationScorer`, with the parts that further metrics are made of. */
export function classificationParts(
  y: Int32Array,
  probabilities: readonly Float64Array[],
  threshold?: number,
): {
  readonly ranked: readonly RankedScores[];
  readonly score: (weights: Float64Array | null) => ScoredClasses;
} {
  const classes = probabilities.length;
  const predicted = mostProbable(probabilities, threshold);
  const ranked = rankClasses(y, probabilities);
  const places = ranked.map(rankedPlaces);
  const losses = { log: logLosses(y, probabilities), brier: brierLosses(y, probabilities) };
  const score = (weights: Float64Array | null): ScoredClasses => {
    const confusion = confusionOf(y, predicted, { classes, weights });
    const rankings = places.map((one) => scorePlaces(one, weights));
    const { accuracy, balanced_accuracy, mcc, kappa, ...ofClasses } = confusionMetrics(confusion);
    const metrics = finite({
      ...rankingMetrics(rankings),
      log_loss: weightedMean(losses.log, weights),
      accuracy: accuracy!,
      balanced_accuracy: balanced_accuracy!,
      ...ofClasses,
      mcc: mcc!,
      brier: weightedMean(losses.brier, weights),
      kappa: kappa!,
    });
    return { metrics, confusion, rankings };
  };
  return { ranked, score };
}

/**
 * Prepares `classificationMetrics` for many weightings of the same rows. With a threshold the second of
 * two classes is predicted from that probability on.
 */
export function classificationScorer(
  y: Int32Array,
  probabilities: readonly Float64Array[],
  threshold?: number,
): Scorer {
  const { score } = classificationParts(y, probabilities, threshold);
  return (weights) => score(weights).metrics;
}

/**
 * Every classification metric, as scikit-learn 1.9 defines them. y holds class indices, probabilities
 * are [class][row], weights are non-negative (a row of weight 0 is as if absent). Predicted is the most
 * probable class. precision, recall and f1 are those of the second of two classes, else macro means
 * (a ratio over nothing is 0); roc_auc and pr_auc are those of the second of two classes, else macro
 * means of one class against the rest. Null where undefined.
 */
export function classificationMetrics(
  y: Int32Array,
  probabilities: readonly Float64Array[],
  weights: Float64Array | null = null,
): Metrics {
  return classificationScorer(y, probabilities)(weights);
}

/**
 * Every regression metric, as scikit-learn 1.9 defines them: mape is a share, not percent; r2 and
 * explained_variance of a constant target are 1 when predicted exactly and else 0. Weights are
 * non-negative; a row of weight 0 is as if absent. Null where undefined (no rows; r2 of one row).
 */
export function regressionMetrics(
  y: Float64Array,
  predicted: Float64Array,
  weights: Float64Array | null = null,
): Metrics {
  return finite(regressionScorer(y, predicted)(weights));
}
