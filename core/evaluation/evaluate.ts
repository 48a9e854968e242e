import type { Tick } from '../base/tick.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import { mostProbable } from '../models/links.ts';
import type { Table } from '../table/table.ts';
import { bootstrapIntervals } from './bootstrap.ts';
import { scoreGroups } from './by-group.ts';
import { confusionOf } from './confusion.ts';
import { calibrationCurve, maxPoints, prCurve, rocCurve, thresholdTable } from './curves.ts';
import { classificationMetrics, classificationScorer, regressionMetrics } from './metrics.ts';
import type { Metrics, Scorer } from './metrics.ts';
import { orderDescending, rankingScores } from './ranking.ts';
import { regressionScorer } from './regression-scorer.ts';
import { residualsOf } from './residuals.ts';

interface Common {
  /** One non-negative weight a row. */
  readonly weights?: Float64Array | null;
  /** Columns of the evaluated rows; those with few values become `byGroup`. */
  readonly groups?: Table;
  /** Of the bootstrap. */
  readonly seed: number;
  readonly tick: Tick;
}

export interface ClassificationEvaluationInput extends Common {
  readonly task: 'classification';
  readonly classes: readonly string[];
  /** Class indices. */
  readonly y: Int32Array;
  /** [class][row]. */
  readonly probabilities: readonly Float64Array[];
}

export interface RegressionEvaluationInput extends Common {
  readonly task: 'regression';
  readonly y: Float64Array;
  readonly predicted: Float64Array;
}

export type EvaluationInput = ClassificationEvaluationInput | RegressionEvaluationInput;

function pick<T extends Int32Array | Float64Array>(values: T, rows: Int32Array): T {
  const taken = new (values.constructor as new (length: number) => T)(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}

function keep(metrics: Metrics, names: readonly string[]): Metrics {
  return Object.fromEntries(names.map((name) => [name, metrics[name] ?? null]));
}

function binaryParts(input: ClassificationEvaluationInput): Partial<Evaluation> {
  if (input.classes.length !== 2) return {};
  const scores = input.probabilities[1]!;
  const ranked = { y: input.y, positive: 1, scores, order: orderDescending(scores) };
  const weights = input.weights ?? null;
  return {
    roc: rocCurve(ranked, weights),
    pr: prCurve(ranked, weights),
    calibration: calibrationCurve(ranked, weights),
    thresholds: thresholdTable(ranked, weights),
  };
}

function multiclassCurves(input: ClassificationEvaluationInput): Evaluation['curves'] {
  const { classes, y, probabilities } = input;
  const weights = input.weights ?? null;
  if (classes.length === 2) return [];
  const most = Math.max(200, Math.floor(maxPoints / Math.max(1, classes.length)));
  return classes.map((label, positive) => {
    const scores = probabilities[positive]!;
    const ranked = { y, positive, scores, order: orderDescending(scores) };
    return {
      label,
      ...rankingScores(ranked, weights),
      roc: rocCurve(ranked, weights, most),
      pr: prCurve(ranked, weights, most),
    };
  });
}

/** Counts of rows, weights left aside. */
function confusionTable(input: ClassificationEvaluationInput): Evaluation['confusion'] {
  const classes = input.classes.length;
  const predicted = mostProbable(input.probabilities);
  const { matrix } = confusionOf(input.y, predicted, { classes, weights: null });
  return {
    labels: [...input.classes],
    matrix: input.classes.map((_, k) =>
      Array.from(matrix.subarray(k * classes, (k + 1) * classes)),
    ),
  };
}

const groupMetrics = {
  classification: ['roc_auc', 'accuracy', 'f1', 'log_loss'],
  regression: ['rmse', 'mae', 'r2'],
} as const;

function evaluateClasses(input: ClassificationEvaluationInput): Evaluation {
  const weights = input.weights ?? null;
  const metrics = classificationMetrics(input.y, input.probabilities, weights);
  const scorerOf = (rows: Int32Array): Scorer =>
    classificationScorer(
      pick(input.y, rows),
      input.probabilities.map((column) => pick(column, rows)),
    );
  const { seed, tick } = input;
  const rows = input.y.length;
  const bootstrapped = bootstrapIntervals(scorerOf, metrics, { rows, weights, seed, tick });
  const score = (rows: Int32Array): Metrics =>
    keep(
      classificationMetrics(
        pick(input.y, rows),
        input.probabilities.map((column) => pick(column, rows)),
        weights === null ? null : pick(weights, rows),
      ),
      groupMetrics.classification,
    );
  return {
    task: 'classification',
    rows,
    classes: [...input.classes],
    metrics,
    ...bootstrapped,
    confusion: confusionTable(input),
    roc: null,
    pr: null,
    calibration: null,
    thresholds: null,
    ...binaryParts(input),
    curves: multiclassCurves(input),
    residuals: null,
    byGroup: input.groups === undefined ? [] : scoreGroups(input.groups, score),
  };
}

function evaluateNumbers(input: RegressionEvaluationInput): Evaluation {
  const weights = input.weights ?? null;
  const metrics = regressionMetrics(input.y, input.predicted, weights);
  const scorerOf = (rows: Int32Array): Scorer =>
    regressionScorer(pick(input.y, rows), pick(input.predicted, rows));
  const { seed, tick } = input;
  const rows = input.y.length;
  const bootstrapped = bootstrapIntervals(scorerOf, metrics, { rows, weights, seed, tick });
  const score = (rows: Int32Array): Metrics =>
    keep(
      regressionMetrics(
        pick(input.y, rows),
        pick(input.predicted, rows),
        weights === null ? null : pick(weights, rows),
      ),
      groupMetrics.regression,
    );
  return {
    task: 'regression',
    rows,
    metrics,
    ...bootstrapped,
    confusion: null,
    roc: null,
    pr: null,
    curves: [],
    calibration: null,
    thresholds: null,
    residuals: residualsOf(input.y, input.predicted),
    byGroup: input.groups === undefined ? [] : scoreGroups(input.groups, score),
  };
}

/**
 * Everything that is shown of how predictions compare with the truth: metrics with 95 % bootstrap
 * intervals, curves, thresholds, residuals and the roll-up by group. Same input, same output.
 */
export function evaluate(input: EvaluationInput): Evaluation {
  return input.task === 'classification' ? evaluateClasses(input) : evaluateNumbers(input);
}
