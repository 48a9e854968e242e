import type { Evaluation } from '../contract/evaluation.ts';
import { mostProbable } from '../models/links.ts';
import { analyticIntervals } from './analytic-intervals.ts';
import { bootstrapIntervals } from './bootstrap.ts';
import { scoreGroups } from './by-group.ts';
import { confusionOf } from './confusion.ts';
import type { Confusion } from './confusion.ts';
import { calibrationCurve, maxPoints, prCurve, rocCurve, thresholdTable } from './curves.ts';
import type { ClassificationEvaluationInput } from './evaluation-input.ts';
import {
  fullClassificationMetrics,
  fullClassificationScorer,
  perClassMetrics,
} from './full-class-metrics.ts';
import { classificationScorer } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { rankClasses, rankingScores } from './ranking.ts';
import type { RankedScores } from './ranking.ts';
import { gainCurve, ksPoint, scoreHistograms } from './score-curves.ts';
import { takeMetrics, takeValues } from './take-values.ts';

const groupMetrics = ['roc_auc', 'accuracy', 'f1', 'log_loss'] as const;

type BinaryParts = Pick<Evaluation, 'roc' | 'pr' | 'calibration' | 'thresholds' | 'gain' | 'ks'>;

function binaryParts(ranked: RankedScores, weights: Float64Array | null): BinaryParts {
  const gain = gainCurve(ranked, weights);
  const ks = ksPoint(ranked, weights);
  return {
    ...(gain ? { gain } : {}),
    ...(ks ? { ks } : {}),
    roc: rocCurve(ranked, weights),
    pr: prCurve(ranked, weights),
    calibration: calibrationCurve(ranked, weights),
    thresholds: thresholdTable(ranked, weights),
  };
}

const noBinaryParts: BinaryParts = { roc: null, pr: null, calibration: null, thresholds: null };

function classCurves(
  classes: readonly string[],
  rankings: readonly RankedScores[],
  weights: Float64Array | null,
): Evaluation['curves'] {
  const most = Math.max(200, Math.floor(maxPoints / classes.length));
  return rankings.map((ranked) => ({
    label: classes[ranked.positive]!,
    ...rankingScores(ranked, weights),
    roc: rocCurve(ranked, weights, most),
    pr: prCurve(ranked, weights, most),
  }));
}

/** Counts of rows, weights left aside. */
function countRows(input: ClassificationEvaluationInput): Confusion {
  const predicted = mostProbable(input.probabilities, input.threshold);
  return confusionOf(input.y, predicted, { classes: input.classes.length, weights: null });
}

function confusionTable(input: ClassificationEvaluationInput): Evaluation['confusion'] {
  const { classes, matrix } = countRows(input);
  return {
    labels: [...input.classes],
    matrix: input.classes.map((_, k) =>
      Array.from(matrix.subarray(k * classes, (k + 1) * classes)),
    ),
  };
}

function scoreClassGroups(
  input: ClassificationEvaluationInput,
  order: Int32Array,
): Evaluation['byGroup'] {
  const { y, probabilities, weights = null, groups, threshold } = input;
  if (groups === undefined) return [];
  return scoreGroups(groups, order, (rows): Metrics => {
    const taken = probabilities.map((column) => takeValues(column, rows));
    const given = weights && takeValues(weights, rows);
    const metrics = classificationScorer(takeValues(y, rows), taken, threshold)(given);
    return takeMetrics(metrics, groupMetrics);
  });
}

export function evaluateClasses(input: ClassificationEvaluationInput): Evaluation {
  const { y, probabilities, classes, weights = null, threshold, seed, tick } = input;
  const metrics = fullClassificationMetrics({ y, probabilities, weights, threshold });
  const { intervals, intervalRows } = bootstrapIntervals(
    (rows) =>
      fullClassificationScorer(
        takeValues(y, rows),
        probabilities.map((column) => takeValues(column, rows)),
        threshold,
      ),
    metrics,
    { rows: y.length, weights, seed, tick },
  );
  const rankings = rankClasses(y, probabilities);
  const binary = classes.length === 2;
  const analytic =
    weights === null
      ? analyticIntervals(metrics, countRows(input), binary ? rankings[0]! : null)
      : {};
  return {
    task: 'classification',
    rows: y.length,
    classes: [...classes],
    metrics,
    intervals: { ...intervals, ...analytic },
    intervalRows,
    ...(threshold === undefined ? {} : { threshold }),
    confusion: confusionTable(input),
    ...(binary ? binaryParts(rankings[0]!, weights) : noBinaryParts),
    curves: binary ? [] : classCurves(classes, rankings, weights),
    perClass: perClassMetrics({ y, probabilities, weights, threshold }, classes),
    scores: scoreHistograms(y, probabilities, classes),
    residuals: null,
    byGroup: scoreClassGroups(input, rankings[0]!.order),
  };
}
