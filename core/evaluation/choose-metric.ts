import { AppError } from '../base/app-error.ts';
import type { Task } from '../contract/common.ts';
import { mainMetric, type MainMetric } from '../models/choose-algorithm.ts';
import { metricFacts } from './metric-catalogue.ts';
import { allMetrics, type ScoredRows } from './metric-interval.ts';

/** The metric asked for, or the main one of the task. INVALID_INPUT lists those there are. */
export function chooseMetric(
  asked: string | undefined,
  scored: ScoredRows,
  task: Task,
): MainMetric {
  const classes = (scored.probabilities ?? []).map((_, k) => String(k));
  const name = asked ?? mainMetric({ task, classes }).name;
  const known = Object.keys(allMetrics(scored));
  if (!known.includes(name)) {
    throw new AppError('INVALID_INPUT', `A ${task} has no metric '${name}'.`, {
      hint: `Metrics: ${known.join(', ')}`,
      path: 'metric',
    });
  }
  return { name, better: metricFacts(name).better };
}
