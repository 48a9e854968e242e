import type { Metrics } from './metrics.ts';

/** The values of the given rows, in that order. */
export function takeValues<T extends Int32Array | Float64Array>(values: T, rows: Int32Array): T {
  const taken = new (values.constructor as new (length: number) => T)(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}

/** The metrics of those ids. */
export function takeMetrics(metrics: Metrics, ids: readonly string[]): Metrics {
  return Object.fromEntries(ids.map((id) => [id, metrics[id] ?? null]));
}
