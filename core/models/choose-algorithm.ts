import { subTick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import { crossValidate, type CrossValidated } from '../evaluation/cross-validation.ts';
import type { Fold } from '../evaluation/splitters.ts';
import { estimators } from './catalogue.ts';
import type { FitPipelineOptions } from './fit-pipeline.ts';
import type { TrainingData } from './training-data.ts';

export interface MainMetric {
  readonly name: string;
  readonly better: 'higher' | 'lower';
}

/** What models of a task are compared by. */
export function mainMetric({ task, classes }: Pick<TrainingData, 'task' | 'classes'>): MainMetric {
  if (task === 'regression') return { name: 'rmse', better: 'lower' };
  if (classes.length > 2) return { name: 'log_loss', better: 'lower' };
  return { name: 'roc_auc', better: 'higher' };
}

/** Whether `a` beats `b`; anything beats a value that does not exist. */
export function isBetter(a: number | null, b: number | null, { better }: MainMetric): boolean {
  if (a === null) return false;
  if (b === null) return true;
  return better === 'higher' ? a > b : a < b;
}

interface Trial {
  readonly id: string;
  readonly validated: CrossValidated;
  readonly score: number | null;
}

export interface Choice {
  readonly algorithm: string;
  readonly validated: CrossValidated;
  readonly warning: Warning;
}

function describe(trials: readonly Trial[], metric: MainMetric, folds: number): string {
  const listed = trials
    .map(({ id, score }) => `${id} ${score === null ? 'none' : score.toPrecision(5)}`)
    .join(', ');
  return `Chosen by ${folds}-fold cross-validation on the training rows, mean ${metric.name} (${metric.better} is better): ${listed}.`;
}

/**
 * Cross-validates every estimator of the task with its defaults on the same folds of the training rows
 * and names the best by the main metric; the earlier in the catalogue of equals.
 */
export function chooseAlgorithm(
  data: TrainingData,
  folds: readonly Fold[],
  options: Omit<FitPipelineOptions, 'algorithm'>,
): Choice {
  const metric = mainMetric(data);
  const candidates = [...estimators.values()].filter(
    ({ id, tasks }) => id !== 'dummy' && tasks.includes(data.task),
  );
  const trials = candidates.map(({ id, title }, i): Trial => {
    const from = i / candidates.length;
    const tick = subTick(options.tick, from, from + 1 / candidates.length, `Comparing: ${title}`);
    const validated = crossValidate(data, folds, { ...options, algorithm: id, tick });
    return { id, validated, score: validated.metrics[`${metric.name}.mean`] ?? null };
  });
  const best = trials.reduce((a, b) => (isBetter(b.score, a.score, metric) ? b : a));
  const message = `${best.id}. ${describe(trials, metric, folds.length)}`;
  return { algorithm: best.id, validated: best.validated, warning: { kind: 'auto', message } };
}
