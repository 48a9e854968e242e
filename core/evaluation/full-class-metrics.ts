import type { Evaluation } from '../contract/evaluation.ts';
import { mostProbable } from '../models/links.ts';
import { averagedMetrics, classCounts, oneClassMetrics, weightedKappa } from './class-counts.ts';
import type { Confusion } from './confusion.ts';
import { confusionOf } from './confusion.ts';
import { classificationParts, finite } from './metrics.ts';
import type { Metrics, Scorer } from './metrics.ts';
import { microRanking, pairScorer, weightedRankings } from './multiclass-ranking.ts';
import {
  calibrationScorer,
  hingeScorer,
  ksScorer,
  placeScorer,
  topScorer,
} from './probability-scorers.ts';
import { orderDescending, rankingScores } from './ranking.ts';
import type { RankedScores } from './ranking.ts';

/** Pairs of more classes are not compared, and of these not resampled. */
const mostPairedClasses = 20;
const mostResampledPairs = 4;
/** Cells (rows × classes) of the micro average. */
const mostMicroCells = 10_000_000;

function rankAll(y: Int32Array, probabilities: readonly Float64Array[]): RankedScores[] {
  return probabilities.map((scores, positive) => {
    return { y, positive, scores, order: orderDescending(scores) };
  });
}

/** How much better than the share of each class: 1 − loss ÷ loss of always saying the shares. */
function explainedLosses(small: Metrics, { matrix, classes }: Confusion): Metrics {
  const truth = Array.from({ length: classes }, (_, k) =>
    matrix.subarray(k * classes, (k + 1) * classes).reduce((a, b) => a + b, 0),
  );
  const total = truth.reduce((a, b) => a + b, 0);
  let entropy = 0;
  let spread = 0;
  for (const weight of truth) {
    const share = weight / total;
    if (share > 0) entropy -= share * Math.log(share);
    spread += share * (1 - share);
  }
  if (classes < 3) spread /= 2;
  const explained = (loss: number | null | undefined, most: number): number | null =>
    typeof loss === 'number' && most > 0 ? 1 - loss / most : null;
  return {
    d2_log_loss: explained(small['log_loss'], entropy),
    d2_brier: explained(small['brier'], spread),
  };
}

function agreement(small: Metrics, confusion: Confusion): Metrics {
  const { accuracy = null, balanced_accuracy: balanced = null } = small;
  const seen = classCounts(confusion).filter(({ tp, fn }) => tp + fn > 0).length;
  return {
    zero_one_loss: accuracy === null ? null : 1 - accuracy,
    balanced_accuracy_adjusted:
      balanced === null || seen < 2 ? null : (balanced - 1 / seen) / (1 - 1 / seen),
    kappa_linear: weightedKappa(confusion, (apart) => apart),
    kappa_quadratic: weightedKappa(confusion, (apart) => apart * apart),
  };
}

/**
 * Prepares every classification metric but the micro averages of rankings (and of more than four classes
 * the paired ones) for many weightings of the same rows: those of `classificationScorer`, averages over classes, likelihood ratios, weighted kappa,
 * top k, place of the true class, hinge, calibration errors, D² scores, pairwise ROC AUC. scikit-learn's definitions.
 */
export function fullClassificationScorer(
  y: Int32Array,
  probabilities: readonly Float64Array[],
  threshold?: number,
): Scorer {
  const { ranked, score } = classificationParts(y, probabilities, threshold);
  const classes = probabilities.length;
  const scorers = [
    topScorer(y, probabilities),
    hingeScorer(y, probabilities),
    calibrationScorer(y, probabilities),
  ];
  if (classes === 2) scorers.push(ksScorer(ranked[0]!));
  else if (classes <= mostResampledPairs) scorers.push(pairScorer(y, ranked));
  if (classes > 2) scorers.push(placeScorer(y, probabilities));
  return (weights) => {
    const { metrics, confusion, rankings } = score(weights);
    const more = scorers.map((scorer) => scorer(weights));
    return finite(
      Object.assign(
        {},
        metrics,
        averagedMetrics(confusion),
        metrics,
        agreement(metrics, confusion),
        explainedLosses(metrics, confusion),
        classes > 2 ? weightedRankings(rankings, confusion) : {},
        ...more,
      ) as Metrics,
    );
  };
}

/** Rows with what a classifier says of them. */
export interface ClassifiedRows {
  readonly y: Int32Array;
  readonly probabilities: readonly Float64Array[];
  readonly weights: Float64Array | null;
  readonly threshold?: number | undefined;
}

/** Every classification metric there is; see `fullClassificationScorer`. */
export function fullClassificationMetrics({
  y,
  probabilities,
  weights,
  threshold,
}: ClassifiedRows): Metrics {
  const metrics = fullClassificationScorer(y, probabilities, threshold)(weights);
  const classes = probabilities.length;
  if (classes < 3) return metrics;
  if (classes > mostResampledPairs && classes <= mostPairedClasses) {
    Object.assign(metrics, pairScorer(y, rankAll(y, probabilities))(weights));
  }
  if (y.length * classes > mostMicroCells) return metrics;
  return { ...metrics, ...microRanking(y, probabilities, weights) };
}

/** Each class against the rest; `rows` are counted, metrics weighted. */
export function perClassMetrics(
  { y, probabilities, weights, threshold }: ClassifiedRows,
  classes: readonly string[],
): NonNullable<Evaluation['perClass']> {
  const predicted = mostProbable(probabilities, threshold);
  const confusion = confusionOf(y, predicted, { classes: classes.length, weights });
  const rows = new Int32Array(classes.length);
  for (const truth of y) rows[truth]!++;
  const counts = classCounts(confusion);
  return rankAll(y, probabilities).map((ranked, k) => {
    const { rocAuc, prAuc } = rankingScores(ranked, weights);
    const metrics = { ...oneClassMetrics(counts[k]!), roc_auc: rocAuc, pr_auc: prAuc };
    return { label: classes[k]!, rows: rows[k]!, metrics };
  });
}
