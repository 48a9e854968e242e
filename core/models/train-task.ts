import { subTick, type Tick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import { crossValidate, type CrossValidated } from '../evaluation/cross-validation.ts';
import { evaluate } from '../evaluation/evaluate.ts';
import type { Metrics } from '../evaluation/metrics.ts';
import { makeFolds, makeHoldout } from '../evaluation/make-folds.ts';
import type { TaskContext } from '../jobs/task.ts';
import { alignTable } from './align-table.ts';
import { checkBaseline } from './baseline.ts';
import { chooseAlgorithm } from './choose-algorithm.ts';
import { countSharedRows } from './duplicate-rows.ts';
import { fitPipeline } from './fit-pipeline.ts';
import { warnOfComputedTarget, warnOfLeakage } from './leakage.ts';
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

interface Validated {
  readonly algorithm: string;
  readonly cv: CrossValidated | null;
  readonly warnings: readonly Warning[];
}

function validate(
  train: TrainingData,
  input: TrainTaskInput,
  options: { features: readonly string[]; tick: Tick },
): Validated {
  const shared = { ...input, ...options, now: () => performance.now() };
  if (input.algorithm === 'auto') {
    const made = makeFolds(train, { ...input, folds: input.cv >= 2 ? input.cv : comparisonFolds });
    const choice = chooseAlgorithm(train, made.folds, shared);
    const cv = input.cv >= 2 ? choice.validated : null;
    const warnings = [...made.warnings, ...choice.validated.warnings, choice.warning];
    return { algorithm: choice.algorithm, cv, warnings };
  }
  if (input.cv < 2) return { algorithm: input.algorithm, cv: null, warnings: [] };
  const made = makeFolds(train, { ...input, folds: input.cv });
  const cv = crossValidate(train, made.folds, {
    ...shared,
    tick: subTick(options.tick, 0, 1, 'Cross-validating'),
  });
  return { algorithm: input.algorithm, cv, warnings: [...made.warnings, ...cv.warnings] };
}

function prefixed(prefix: string, metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).map(([name, v]) => [`${prefix}.${name}`, v]));
}

function evaluateRows(
  data: TrainingData,
  prediction: Prediction,
  { seed, tick }: { seed: number; tick: Tick },
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
    ...shared,
  });
}

/** Shares of the progress: reading and checking, validating, fitting, the rest is scoring. */
function schedule(input: TrainTaskInput): { checked: number; validated: number; fitted: number } {
  const fits = input.algorithm === 'auto' ? 2 * Math.max(input.cv, comparisonFolds) : input.cv;
  const validated = 0.1 + (0.75 * fits) / (fits + 1);
  return { checked: 0.1, validated, fitted: 0.85 };
}

/**
 * Reads the rows, sets test rows aside, chooses features on the training rows, cross-validates, fits and
 * scores. Everything that learns sees training rows only.
 */
export async function run(input: TrainTaskInput, { tick }: TaskContext): Promise<TrainTaskOutput> {
  const at = schedule(input);
  tick(0, 'Reading');
  const parts = await readParts(input);
  tick(0.05, 'Checking');
  const { train, test } = parts;
  const chosen = selectFeatures(train.table, { explicit: input.explicit });
  const warnings = [...parts.warnings, ...chosen.warnings];
  warnings.push(...warnOfLeakage(keepFeatures(train, chosen.names), subTick(tick, 0.05, 0.09)));
  if (test) {
    warnings.push(
      ...warnOfSharedRows(keepFeatures(train, chosen.names), keepFeatures(test, chosen.names)),
    );
  }
  const features = chosen.names;
  const validated = validate(train, input, {
    features,
    tick: subTick(tick, at.checked, at.validated),
  });
  warnings.push(...validated.warnings);
  const { pipeline, fitMs } = fitPipeline(train, {
    ...input,
    algorithm: validated.algorithm,
    features,
    tick: subTick(tick, at.validated, at.fitted, 'Fitting'),
    now: () => performance.now(),
  });
  const scored = score({ pipeline, train, test }, input, subTick(tick, at.fitted, 1, 'Scoring'));
  if (test && input.test) warnings.push(...alignTable(pipeline, test.table).warnings);
  const r2 = scored.metrics['test.r2'] ?? scored.metrics['train.r2'] ?? null;
  warnings.push(...warnOfComputedTarget(train.target.name, r2));
  warnings.push(...checkBaseline(train, test, scored.metrics));
  const cv = validated.cv ? prefixed('cv', validated.cv.metrics) : {};
  tick(1, 'Done');
  return { ...scored, metrics: { ...scored.metrics, ...cv }, pipeline, warnings, fitMs };
}

function keepFeatures(data: TrainingData, names: readonly string[]): TrainingData {
  const wanted = new Set(names);
  const columns = data.table.columns.filter(({ name }) => wanted.has(name));
  return { ...data, table: { rows: data.table.rows, columns } };
}

function score(
  fitted: Pick<TrainTaskOutput, 'pipeline'> & Pick<Parts, 'train' | 'test'>,
  { seed }: TrainTaskInput,
  tick: Tick,
): Pick<TrainTaskOutput, 'metrics' | 'evaluation' | 'evaluatedOn'> {
  const { pipeline, train, test } = fitted;
  const onTrain = predictPipeline(pipeline, train.table, subTick(tick, 0, 0.3));
  const trainMetrics = prefixed('train', scorePrediction(train, onTrain));
  const last = { seed, tick: subTick(tick, 0.5, 1) };
  if (!test) {
    const evaluation = evaluateRows(train, onTrain, last);
    return { metrics: trainMetrics, evaluation, evaluatedOn: 'train' };
  }
  const onTest = predictPipeline(pipeline, test.table, subTick(tick, 0.3, 0.5));
  const evaluation = evaluateRows(test, onTest, last);
  const metrics = { ...trainMetrics, ...prefixed('test', evaluation.metrics) };
  return { metrics, evaluation, evaluatedOn: 'test' };
}
