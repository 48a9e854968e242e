import { AppError } from '../base/app-error.ts';
import type { Task } from '../contract/common.ts';
import { mainMetric, type MainMetric } from '../models/choose-algorithm.ts';
import { metricDirection } from '../tracking/metric-direction.ts';

const known: Readonly<Record<Task, readonly string[]>> = {
  classification: [
    'roc_auc',
    'pr_auc',
    'log_loss',
    'accuracy',
    'balanced_accuracy',
    'precision',
    'recall',
    'f1',
    'f1_macro',
    'f1_weighted',
    'mcc',
    'brier',
    'kappa',
  ],
  regression: ['rmse', 'mse', 'mae', 'medae', 'r2', 'mape', 'max_error', 'explained_variance'],
};

/**
 * What a search goes by: the metric asked for, with its direction, else the main one of the task.
 * INVALID_INPUT lists those the task has.
 */
export function chooseMetric(
  asked: string | undefined,
  data: { readonly task: Task; readonly classes: number },
): MainMetric {
  const { task, classes } = data;
  if (asked === undefined) {
    return mainMetric({ task, classes: Array.from({ length: classes }, String) });
  }
  if (!known[task].includes(asked)) {
    throw new AppError('INVALID_INPUT', `A ${task} has no metric '${asked}'.`, {
      hint: `Metrics: ${known[task].join(', ')}`,
      path: 'metric',
    });
  }
  return { name: asked, better: metricDirection(asked) ?? 'higher' };
}

/** What is made small, of a value of the metric. */
export function lossOf(value: number, { better }: Pick<MainMetric, 'better'>): number {
  return better === 'higher' ? -value : value;
}
