import type { JudgedSegment } from '../../../../../core/contract/evaluation-segments.ts';
import type { DriftColumn } from '../../../../../core/contract/monitoring.ts';
import { headlineMetrics } from '../../metric-names.ts';

/** The column that tells the segment apart most, besides those it is made by; null: none differs. */
export function mostDifferent({ fromRest, definedBy }: JudgedSegment): DriftColumn | null {
  const own = fromRest.columns.filter(({ column }) => !definedBy.includes(column));
  return own.find(({ drifted }) => drifted) ?? null;
}

const rates = ['selection_rate', 'base_rate', 'true_positive_rate', 'false_positive_rate'] as const;
const means = ['mean_error', 'mean_prediction', 'mean_actual'] as const;

/** Metrics that are shown of a segment: the asked one first. */
export function shownMetrics(
  task: string,
  classes: number,
  { metric, available }: { metric: string; available: Readonly<Record<string, unknown>> },
): string[] {
  const common = headlineMetrics(task, classes);
  const more = task === 'regression' ? means : rates;
  return [...new Set([metric, ...common, ...more])].filter((id) => id in available);
}
