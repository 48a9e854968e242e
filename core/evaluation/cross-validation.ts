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

/** Thrown through a fit to leave the folds that are not done. */
class FoldsCut extends Error {}

/** As the tick, and ends the fit once the caller wants no more. */
function cutting(tick: Tick, stopEarly: (() => boolean) | undefined): Tick {
  if (!stopEarly) return tick;
  return (fraction, message) => {
    if (stopEarly()) throw new FoldsCut();
    tick(fraction, message);
  };
}

/**
 * Fits the whole pipeline anew on the training rows of each fold and scores its test rows, so that
 * nothing of a test row is ever learned from. A fold whose training rows hold one class only is left
 * out with a warning. Once `stopEarly` says so the folds that are not done are left out: half a fit
 * would tell nothing of a whole one.
 */
export function crossValidate(
  data: TrainingData,
  folds: readonly Fold[],
  options: FitPipelineOptions & { readonly tick: Tick },
): CrossValidated {
  const perFold: Metrics[] = [];
  const warnings: Warning[] = [];
  const tick = cutting(options.tick, options.stopEarly);
  const whole = { ...options, stopEarly: undefined };
  for (const [f, { train, test }] of folds.entries()) {
    const part = (from: number, to: number) =>
      subTick(tick, (f + from) / folds.length, (f + to) / folds.length);
    try {
      const learning = takeTrainingRows(data, train);
      const { pipeline } = fitPipeline(learning, { ...whole, tick: part(0, 0.9) });
      perFold.push(scorePipeline(pipeline, takeTrainingRows(data, test), part(0.9, 1)));
    } catch (error) {
      if (error instanceof FoldsCut) {
        const message = `Cross-validation was ended early: ${perFold.length} of ${folds.length} folds count.`;
        warnings.push({ kind: 'finished_early', message });
        break;
      }
      if (!isAppError(error) || error.code !== 'TARGET_INVALID') throw error;
      const message = `Fold ${f + 1} of ${folds.length} is left out: ${error.message}`;
      warnings.push({ kind: 'folds', message });
    }
  }
  options.tick(1);
  return { perFold, metrics: summariseFolds(perFold), warnings };
}
