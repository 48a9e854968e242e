import { availableParallelism } from 'node:os';
import { AppError } from '../base/app-error.ts';
import { subTick, type Tick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import { crossValidate, type CrossValidated } from '../evaluation/cross-validation.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import { makeFolds, makeHoldout } from '../evaluation/make-folds.ts';
import { takeMetrics } from '../evaluation/take-values.ts';
import type { TaskContext } from '../jobs/task.ts';
import { alignTable } from './align-table.ts';
import { checkBaseline } from './baseline.ts';
import { warnOfReliability } from './calibration/reliability.ts';
import { chooseAlgorithm, type Choice } from './choose-algorithm.ts';
import { countSharedRows } from './duplicate-rows.ts';
import { watchEarlyEnd } from './finished-early.ts';
import { fitRefined, isRefined, type RefineOptions } from './fit-refined.ts';
import { warnOfComputedTarget, warnOfLeakage } from './leakage.ts';
import type { FittedPipeline } from './pipeline.ts';
import { predictPipeline, type Prediction } from './predict.ts';
import { readTestData, readTrainingData } from './read-training-data.ts';
import { scorePrediction } from './score-pipeline.ts';
import { selectFeatures } from './select-features.ts';
import type { TrainTaskInput, TrainTaskOutput } from './tasks.ts';
import { takeTrainingRows, type TrainingData } from './training-data.ts';

/** Folds that compare algorithms when the caller wants no cross-validation for itself. */
const comparisonFolds = 3;
/** A set cannot hold many more rows than this. */
const mostHashedRows = 10_000_000;

interface Parts {
  readonly train: TrainingData;
  readonly test: TrainingData | null;
  readonly warnings: readonly Warning[];
}

async function readParts(input: TrainTaskInput): Promise<Parts> {
  const { data, warnings } = await readTrainingData(input);
  if (input.test) {
    const test = await readTestData(input.test, input, data.classes);
    const ofTest = test.warnings.map((warning) => ({
      ...warning,
      message: `Test version: ${warning.message}`,
    }));
    return { train: data, test: test.data, warnings: [...warnings, ...ofTest] };
  }
  if (input.testFraction === 0) return { train: data, test: null, warnings };
  const fold = makeHoldout(data, input);
  return {
    train: takeTrainingRows(data, fold.train),
    test: takeTrainingRows(data, fold.test),
    warnings,
  };
}

function warnOfSharedRows(train: TrainingData, test: TrainingData): Warning[] {
  if (train.y.length > mostHashedRows) return [];
  const shared = countSharedRows(train, test);
  if (shared === 0) return [];
  const message = `${shared} of ${test.y.length} test rows equal a training row in every feature and the target. The test metrics may flatter the model.`;
  return [{ kind: 'leakage', message }];
}

type Fitting = RefineOptions & Pick<TrainTaskInput, 'cv'>;

/** Compares what suits the data; the folds of the winner count as its cross-validation. */
function choose(train: TrainingData, options: Fitting): Choice & { warnings: Warning[] } {
  const folds = options.cv >= 2 ? options.cv : comparisonFolds;
  const made = makeFolds(train, { ...options, folds });
  const choice = chooseAlgorithm(train, made.folds, options);
  const warnings = [...made.warnings, ...choice.validated.warnings, choice.warning];
  return { ...choice, warnings };
}

function validate(train: TrainingData, options: Fitting): CrossValidated {
  const made = makeFolds(train, { ...options, folds: options.cv });
  const validated = crossValidate(train, made.folds, options);
  return { ...validated, warnings: [...made.warnings, ...validated.warnings] };
}

function prefixed(prefix: string, metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).map(([name, v]) => [`${prefix}.${name}`, v]));
}

function evaluateRows(
  data: TrainingData,
  prediction: Prediction,
  { seed, tick, threshold }: { seed: number; tick: Tick; threshold: number | undefined },
): Evaluation {
  const shared = { weights: data.weights, groups: data.table, seed, tick };
  if (data.task === 'regression') {
    return evaluate({ task: 'regression', y: data.y, predicted: prediction.values!, ...shared });
  }
  return evaluate({
    task: 'classification',
    classes: data.classes,
    y: Int32Array.from(data.y),
    probabilities: prediction.probabilities!,
    threshold,
    ...shared,
  });
}

/** Parts of the progress: the rest after `checked` goes to choosing or validating, and fitting, by fits. */
function schedule(input: TrainTaskInput, refined: boolean) {
  const checked = 0.1;
  const folds = input.algorithm === 'auto' ? 4 * Math.max(input.cv, comparisonFolds) : 0;
  const fits = refined ? 6 : 1;
  const validating = input.algorithm === 'auto' ? 0 : input.cv;
  const share = 0.85 / (folds + fits + 1 + validating);
  const chosen = checked + folds * share;
  const fitted = chosen + fits * share;
  return { checked, chosen, fitted, scored: fitted + share };
}

function checkThreshold(input: TrainTaskInput, { classes }: TrainingData): void {
  if (input.threshold.by === 'default' || classes.length === 2) return;
  throw new AppError('UNSUPPORTED', `A threshold needs two classes; there are ${classes.length}.`, {
    hint: 'Leave the threshold at default.',
    path: 'threshold.by',
  });
}

function warnOfData({ train, test }: Parts, names: readonly string[], tick: Tick): Warning[] {
  const kept = keepFeatures(train, names);
  const leaks = warnOfLeakage(kept, tick);
  return test ? [...leaks, ...warnOfSharedRows(kept, keepFeatures(test, names))] : leaks;
}

/** What to keep in mind of a model whose answers were corrected. */
function warnOfRefinement(
  input: TrainTaskInput,
  rows: number,
  pipeline: FittedPipeline,
): Warning[] {
  const { calibration, threshold, interval, trainedRows } = pipeline;
  const warnings: Warning[] = [];
  if (interval && interval.method !== 'cv_plus') {
    const message = `${rows - trainedRows} of ${rows} training rows tell how wide the intervals must be; the model learned from the other ${trainedRows}. cv_plus learns from all, at the price of more models.`;
    warnings.push({ kind: 'intervals', message });
  }
  if (input.cv >= 2 && (calibration || threshold)) {
    const what = calibration ? 'calibration' : 'the choice of a threshold';
    const message = `The cross-validated metrics are of the model before ${what}.`;
    warnings.push({ kind: 'calibration', message });
  }
  return warnings;
}

/**
 * Reads the rows, sets test rows aside, chooses features on the training rows, fits, scores and
 * cross-validates. Everything that learns sees training rows only. Asked to end early, it keeps what the
 * fit has so far, and leaves out what is left of comparing and cross-validating.
 */
export async function run(
  input: TrainTaskInput,
  { tick, stopEarly }: TaskContext,
): Promise<TrainTaskOutput> {
  tick(0, 'Reading');
  const parts = await readParts(input);
  tick(0.05, 'Checking');
  const { train, test } = parts;
  checkThreshold(input, train);
  const { names: features, warnings: left } = selectFeatures(train.table, input);
  const warnings = [...parts.warnings, ...left];
  warnings.push(...warnOfData(parts, features, subTick(tick, 0.05, 0.09)));
  const now = () => performance.now();
  const threads = availableParallelism();
  const options: Fitting = { ...input, features, now, stopEarly, tick, threads };
  const at = schedule(input, isRefined(options));
  const auto = input.algorithm === 'auto';
  const choice = auto
    ? choose(train, { ...options, tick: subTick(tick, at.checked, at.chosen) })
    : null;
  warnings.push(...(choice?.warnings ?? []));
  const algorithm = choice?.algorithm ?? input.algorithm;
  const fitting = subTick(tick, at.chosen, at.fitted, 'Fitting');
  // Whoever ended the comparison early has no model yet: that one is then fitted in full.
  const early = watchEarlyEnd(choice && stopEarly() ? () => false : stopEarly, fitting);
  const {
    pipeline,
    fitMs,
    warnings: said,
  } = fitRefined(train, {
    ...options,
    ...early,
    algorithm,
  });
  warnings.push(...said);
  warnings.push(...early.warn(pipeline.estimator));
  warnings.push(...warnOfRefinement(input, train.y.length, pipeline));
  const scored = score(
    { pipeline, train, test },
    input,
    subTick(tick, at.fitted, at.scored, 'Scoring'),
  );
  warnings.push(...scored.warnings);
  if (test && input.test) warnings.push(...alignTable(pipeline, test.table).warnings);
  const r2 = scored.metrics['test.r2'] ?? scored.metrics['train.r2'] ?? null;
  warnings.push(...warnOfComputedTarget(train.target.name, r2));
  warnings.push(...checkBaseline(train, test, scored.metrics));
  const validating = subTick(tick, at.scored, 1, 'Cross-validating');
  const cv =
    input.cv < 2 ? null : (choice?.validated ?? validate(train, { ...options, tick: validating }));
  if (cv && !choice) warnings.push(...cv.warnings);
  const validated = cv ? prefixed('cv', cv.metrics) : {};
  const metrics = { ...scored.metrics, ...outOfBag(pipeline), ...validated };
  tick(1, 'Done');
  return { ...scored, metrics, pipeline, warnings, fitMs };
}

/** What a forest says of the training rows its trees did not see, where it was asked to. */
function outOfBag({ estimator }: TrainTaskOutput['pipeline']): Metrics {
  if (estimator.kind !== 'trees' || !estimator.oob) return {};
  return { [`oob.${estimator.oob.metric}`]: estimator.oob.value };
}

function keepFeatures(data: TrainingData, names: readonly string[]): TrainingData {
  const wanted = new Set(names);
  const columns = data.table.columns.filter(({ name }) => wanted.has(name));
  return { ...data, table: { rows: data.table.rows, columns } };
}

/** How often intervals hold the truth, and how wide they are on average. */
function intervalMetrics({ y }: TrainingData, { lower, upper }: Prediction): Metrics {
  if (!lower || !upper) return {};
  let covered = 0;
  let width = 0;
  for (let i = 0; i < y.length; i++) {
    if (y[i]! >= lower[i]! && y[i]! <= upper[i]!) covered++;
    width += upper[i]! - lower[i]!;
  }
  return { interval_coverage: covered / y.length, interval_width: width / y.length };
}

function score(
  fitted: Pick<TrainTaskOutput, 'pipeline'> & Pick<Parts, 'train' | 'test'>,
  { seed }: TrainTaskInput,
  tick: Tick,
): Omit<TrainTaskOutput, 'pipeline' | 'fitMs'> {
  const { pipeline, train, test } = fitted;
  const threshold = pipeline.threshold?.value;
  const onTrain = predictPipeline(pipeline, train.table, subTick(tick, 0, 0.3));
  const learned = scorePrediction(train, onTrain, threshold);
  const trainMetrics = prefixed('train', learned);
  const last = { seed, threshold, tick: subTick(tick, 0.5, 1) };
  if (!test) {
    const evaluation = evaluateRows(train, onTrain, last);
    return { metrics: trainMetrics, evaluation, evaluatedOn: 'train', warnings: [] };
  }
  const onTest = predictPipeline(pipeline, test.table, subTick(tick, 0.3, 0.5));
  const evaluation = evaluateRows(test, onTest, last);
  // A run is listed with the metrics that folds have, too; its evaluation has them all.
  const shared = takeMetrics(evaluation.metrics, Object.keys(learned));
  const tested = { ...shared, ...intervalMetrics(test, onTest) };
  const metrics = { ...trainMetrics, ...prefixed('test', tested) };
  const poor = onTest.probabilities && !pipeline.calibration;
  const warnings = poor ? warnOfReliability(test, onTest.probabilities) : [];
  return { metrics, evaluation, evaluatedOn: 'test', warnings };
}
