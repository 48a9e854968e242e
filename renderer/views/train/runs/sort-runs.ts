import type { Run } from '../../../../core/contract/tracking.ts';

export interface RunOrder {
  /** `startedAt`, `durationMs`, `algorithm`, or a metric such as `test.roc_auc`. */
  readonly by: string;
  readonly descending: boolean;
}

function keyOf(run: Run, by: string): string | number | null {
  switch (by) {
    case 'startedAt':
      return run.startedAt;
    case 'durationMs':
      return run.durationMs;
    case 'algorithm':
      return run.algorithm;
    default:
      return run.metrics[by] ?? null;
  }
}

/** Sorted copy; runs without the value come last in either direction, ties newest first. */
export function sortRuns(runs: readonly Run[], { by, descending }: RunOrder): Run[] {
  return runs.toSorted((a, b) => {
    const x = keyOf(a, by);
    const y = keyOf(b, by);
    if (x === null || y === null) {
      if (x === y) return b.startedAt - a.startedAt;
      return x === null ? 1 : -1;
    }
    const order =
      typeof x === 'string' && typeof y === 'string' ? x.localeCompare(y) : Number(x) - Number(y);
    if (order === 0) return b.startedAt - a.startedAt;
    return descending ? -order : order;
  });
}

const wanted = {
  classification: ['roc_auc', 'f1_macro', 'accuracy', 'log_loss'],
  regression: ['rmse', 'r2'],
} as const;

/** Metric columns worth showing for these runs: those of the tasks that occur, if any run has them. */
export function metricColumns(runs: readonly Run[]): string[] {
  const tasks = (['classification', 'regression'] as const).filter((task) =>
    runs.some((run) => run.task === task),
  );
  return tasks
    .flatMap((task) => wanted[task].map((id) => `test.${id}`))
    .filter((name) => runs.some((run) => typeof run.metrics[name] === 'number'));
}
