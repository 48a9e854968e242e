import { isAppError } from '../../base/app-error.ts';
import { subTick } from '../../base/tick.ts';
import type { TaskContext } from '../../jobs/task.ts';
import { fitRefined } from '../../models/fit-refined.ts';
import { predictPipeline } from '../../models/predict.ts';
import { readTrainingData } from '../../models/read-training-data.ts';
import { takeTrainingRows, type TrainingData } from '../../models/training-data.ts';
import { readModel } from '../../registry/read-model.ts';
import { makeFolds, makeHoldout } from '../make-folds.ts';
import type { RunSource } from '../run-source.ts';
import type { Fold } from '../splitters.ts';
import { scoredRows, scoreRows } from './score-rows.ts';
import type { FoldScores, FoldsTaskInput } from './tasks.ts';

/** The rows that the run learned from, with the given features. */
async function trainingRows(
  { request, test }: RunSource,
  features: readonly string[],
): Promise<TrainingData> {
  const { data } = await readTrainingData({ ...request, features });
  if (test || request.testFraction === 0) return data;
  return takeTrainingRows(data, makeHoldout(data, request).train);
}

function meanTestShare(folds: readonly Fold[]): number {
  return folds.reduce((sum, { train, test }) => sum + test.length / train.length, 0) / folds.length;
}

/**
 * Fits the run's algorithm with its parameters anew on each fold, calibration and threshold too, and
 * scores the rows left out.
 */
export async function run(input: FoldsTaskInput, { tick }: TaskContext): Promise<FoldScores> {
  const { shared, source, metric, folds: count } = input;
  tick(0, 'Reading');
  const fitted = await readModel(source.jsonPath, source.binaryPath);
  const features = fitted.features.map(({ name }) => name);
  const data = await trainingRows(shared, features);
  const { folds } = makeFolds(data, { ...shared.request, folds: count });
  const { algorithm, params } = fitted;
  const { recipe, classWeight, calibration, threshold, intervals, threads, memoryBudget } = input;
  const now = () => performance.now();
  const values = folds.map(({ train, test }, f) => {
    const part = (from: number, to: number) =>
      subTick(tick, (f + from) / folds.length, (f + to) / folds.length, `Fold ${f + 1}`);
    try {
      const { pipeline } = fitRefined(takeTrainingRows(data, train), {
        ...source.request,
        algorithm,
        params,
        features,
        recipe,
        classWeight,
        calibration,
        threshold,
        intervals,
        threads,
        memoryBudget,
        modelId: source.modelId,
        tick: part(0, 0.9),
        now,
      });
      const rows = takeTrainingRows(data, test);
      const prediction = predictPipeline(pipeline, rows.table, part(0.9, 1));
      return scoreRows(scoredRows(rows, prediction, pipeline.threshold?.value), metric.name);
    } catch (error) {
      // Training rows of one class: nothing can be learned, the other folds still count.
      if (isAppError(error) && error.code === 'TARGET_INVALID') return null;
      throw error;
    }
  });
  return { values, testShare: meanTestShare(folds), rows: data.y.length };
}
