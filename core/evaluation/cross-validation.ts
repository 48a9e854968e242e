import { isAppError } from '../base/app-error.ts';
import { subTick, type Tick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import { scorePipeline } from '../models/score-pipeline.ts';
import { fitPipeline, type FitPipelineOptions } from '../models/fit-pipeline.ts';
import { takeTrainingRows, type TrainingData } from '../models/training-data.ts';
import type { Metrics } from './metrics.ts';
import type { Fold } from './splitters.ts';

export interface CrossValidated {
  /** One a fold that could be fitted. */
  readonly perFold: readonly Metrics[];
  /** `roc_auc.mean`, `roc_auc.std` (population) and so on, over the folds that have the metric. */
  readonly metrics: Metrics;
  readonly warnings: readonly Warning[];
}

/** Mean and population standard deviation of each metric. Null where no fold has it. */
export function summariseFolds(perFold: readonly Metrics[]): Metrics {
  const names = [...new Set(perFold.flatMap((metrics) => Object.keys(metrics)))];
  const entries = names.flatMap((name): [string, number | null][] => {
    const values = perFold.map((metrics) => metrics[name] ?? null).filter((v) => v !== null);
    if (values.length === 0)
      return [
        [`${name}.mean`, null],
        [`${name}.std`, null],
      ];
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return [
      [`${name}.mean`, mean],
      [`${name}.std`, Math.sqrt(variance)],
    ];
  });
  return Object.fromEntries(entries);
}

/**
 * Fits the whole pipeline anew on the training rows of each fold and scores its test rows, so that
 * nothing of a test row is ever learned from. A fold whose training rows hold one class only is left
 * out with a warning.
 */
export function crossValidate(
  data: TrainingData,
  folds: readonly Fold[],
  options: FitPipelineOptions & { readonly tick: Tick },
): CrossValidated {
  const perFold: Metrics[] = [];
  const warnings: Warning[] = [];
  folds.forEach(({ train, test }, f) => {
    const part = (from: number, to: number) =>
      subTick(options.tick, (f + from) / folds.length, (f + to) / folds.length);
    try {
      const learning = takeTrainingRows(data, train);
      const { pipeline } = fitPipeline(learning, { ...options, tick: part(0, 0.9) });
      perFold.push(scorePipeline(pipeline, takeTrainingRows(data, test), part(0.9, 1)));
    } catch (error) {
      if (!isAppError(error) || error.code !== 'TARGET_INVALID') throw error;
      const message = `Fold ${f + 1} of ${folds.length} is left out: ${error.message}`;
      warnings.push({ kind: 'folds', message });
    }
  });
  options.tick(1);
  return { perFold, metrics: summariseFolds(perFold), warnings };
}
