import { isAppError } from '../base/app-error.ts';
import { subTick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import { crossValidate, type CrossValidated } from '../evaluation/cross-validation.ts';
import type { Fold } from '../evaluation/splitters.ts';
import { estimators } from './catalogue.ts';
import type { Estimator } from './estimator.ts';
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

/**
 * What `auto` compares: boosting and one linear model always, since between them they win on most
 * tables (Grinsztajn et al. 2022); of larger data nothing that costs more than they do. `cells` is the
 * largest rows × columns it is tried on, `share` its part of the progress.
 */
const candidates: readonly { id: string; cells: number; share: number }[] = [
  { id: 'gradient_boosting', cells: Infinity, share: 4 },
  { id: 'logistic_regression', cells: Infinity, share: 1 },
  { id: 'ridge', cells: Infinity, share: 1 },
  { id: 'random_forest', cells: 2e6, share: 4 },
  { id: 'elastic_net', cells: 2e5, share: 1 },
  { id: 'gaussian_nb', cells: 2e5, share: 1 },
  { id: 'k_neighbors', cells: 1e5, share: 1 },
];

/** The estimators worth comparing on rows of that shape, in the order of trial. */
export function chooseCandidates({ task, table }: Pick<TrainingData, 'task' | 'table'>): {
  readonly estimator: Estimator;
  readonly share: number;
}[] {
  const cells = table.rows * table.columns.length;
  return candidates.flatMap(({ id, cells: most, share }) => {
    const estimator = estimators.get(id);
    const fits = estimator?.tasks.includes(task) === true && cells <= most;
    return estimator && fits ? [{ estimator, share }] : [];
  });
}

interface Trials {
  readonly done: readonly Trial[];
  /** Ids of those that memory cannot hold. */
  readonly refused: readonly string[];
}

function describe({ done, refused }: Trials, metric: MainMetric, folds: number): string {
  const listed = done
    .map(({ id, score }) => `${id} ${score === null ? 'none' : score.toPrecision(5)}`)
    .join(', ');
  const left = refused.length === 0 ? '' : ` Too large for memory: ${refused.join(', ')}.`;
  return `Chosen by ${folds}-fold cross-validation on the training rows, mean ${metric.name} (${metric.better} is better): ${listed}.${left}`;
}

/** Cross-validates the candidates in turn; those that would not fit into memory are left out. */
function tryAll(
  data: TrainingData,
  folds: readonly Fold[],
  options: Omit<FitPipelineOptions, 'algorithm'>,
): Trials {
  const metric = mainMetric(data);
  const chosen = chooseCandidates(data);
  const total = chosen.reduce((sum, { share }) => sum + share, 0);
  const done: Trial[] = [];
  const refusals: { id: string; error: unknown }[] = [];
  const ended = () => options.stopEarly?.() === true;
  let from = 0;
  for (const { estimator, share } of chosen) {
    const { id, title } = estimator;
    const to = from + share / total;
    const tick = subTick(options.tick, from, to, `Comparing: ${title}`);
    from = to;
    try {
      const validated = crossValidate(data, folds, { ...options, algorithm: id, tick });
      const whole = !ended() || validated.perFold.length === folds.length;
      const score = whole ? (validated.metrics[`${metric.name}.mean`] ?? null) : null;
      if (whole || done.length === 0) done.push({ id, validated, score });
    } catch (error) {
      if (!isAppError(error) || error.code !== 'OUT_OF_MEMORY') throw error;
      refusals.push({ id, error });
    }
    if (ended() && done.length > 0) break;
  }
  if (done.length === 0) throw refusals[0]!.error;
  return { done, refused: refusals.map(({ id }) => id) };
}

/**
 * Cross-validates what suits the data's shape, with defaults, on the same folds of the training rows,
 * and names the best by the main metric; the earlier of equals. Once `stopEarly` says so, the best of
 * those that are done; the first when none is. OUT_OF_MEMORY when memory can hold none of them.
 */
export function chooseAlgorithm(
  data: TrainingData,
  folds: readonly Fold[],
  options: Omit<FitPipelineOptions, 'algorithm'>,
): Choice {
  const metric = mainMetric(data);
  const trials = tryAll(data, folds, options);
  const best = trials.done.reduce((a, b) => (isBetter(b.score, a.score, metric) ? b : a));
  const message = `${best.id}. ${describe(trials, metric, folds.length)}`;
  return { algorithm: best.id, validated: best.validated, warning: { kind: 'auto', message } };
}
