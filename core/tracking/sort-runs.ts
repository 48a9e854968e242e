import { AppError } from '../base/app-error.ts';
import type { Run } from '../contract/tracking.ts';
import { metricDirection } from './metric-direction.ts';

const fields = ['startedAt', 'durationMs', 'fitMs'] as const;
type Field = (typeof fields)[number];

function isField(name: string): name is Field {
  return (fields as readonly string[]).includes(name);
}

function valueOf(run: Run, name: string): number | null {
  return isField(name) ? run[name] : (run.metrics[name] ?? null);
}

/**
 * Runs by a metric (`test.roc_auc`, `test.rmse:desc`) or by startedAt, durationMs, fitMs; without a
 * direction the best or newest comes first. Runs without the value come last. Throws INVALID_INPUT.
 */
export function sortRuns<R extends Run>(runs: readonly R[], sort: string): R[] {
  const [, name = sort, given] = /^(.*?)(?::(asc|desc))?$/.exec(sort) ?? [];
  const known = new Set([...fields, ...runs.flatMap((run) => Object.keys(run.metrics))]);
  if (runs.length > 0 && !known.has(name)) {
    throw new AppError('INVALID_INPUT', `No run has a metric '${name}'`, {
      path: 'sort',
      hint: `There are ${[...known].toSorted().join(', ')}`,
    });
  }
  const isAscending =
    given === undefined
      ? (isField(name) && name !== 'startedAt') || metricDirection(name) === 'lower'
      : given === 'asc';
  return runs.toSorted((a, b) => {
    const [x, y] = [valueOf(a, name), valueOf(b, name)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return isAscending ? x - y : y - x;
  });
}
