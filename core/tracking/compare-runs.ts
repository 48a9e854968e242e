import { canonicalJson } from '../base/canonical-json.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { Run } from '../contract/tracking.ts';
import { metricDirection } from './metric-direction.ts';

type Comparison = OutputOf<'tracking.compare'>;

/** Index of the best value; null when nothing tells: a spread, a tie, or fewer than two values. */
function bestIndex(name: string, values: readonly (number | null)[]): number | null {
  const direction = metricDirection(name);
  const known = values.filter((value) => value !== null);
  if (direction === null || known.length < 2) return null;
  const best = direction === 'higher' ? Math.max(...known) : Math.min(...known);
  return values.indexOf(best) === values.lastIndexOf(best) ? values.indexOf(best) : null;
}

/** What a run was set to, seen from outside: its parameters and what they apply to. */
function settings(run: Run): Record<string, unknown> {
  const { algorithm, target, versionName, seed } = run;
  return { algorithm, target, version: versionName, seed, ...run.params };
}

function distinctKeys(records: readonly object[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

/** Runs side by side: the settings that differ, and every metric that any of them has. */
export function compareRuns(runs: readonly Run[]): Omit<Comparison, 'runs'> {
  const all = runs.map(settings);
  const params = distinctKeys(all)
    .map((name) => ({ name, values: all.map((one) => one[name] ?? null) }))
    .filter(({ values }) => new Set(values.map(canonicalJson)).size > 1);
  const metrics = distinctKeys(runs.map((run) => run.metrics)).map((name) => {
    const values = runs.map((run) => run.metrics[name] ?? null);
    return { name, values, best: bestIndex(name, values) };
  });
  return { params, metrics };
}
