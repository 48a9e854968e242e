import { createRng } from '../base/rng.ts';
import type { Tick } from '../base/tick.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import type { Metrics, Scorer } from './metrics.ts';

export interface BootstrapOptions {
  readonly rows: number;
  /** Rankings the scorer walks each time: 1, or the number of classes. */
  readonly rankings: number;
  readonly weights: Float64Array | null;
  readonly seed: number;
  readonly tick: Tick;
}

/** 200 resamples while rows × rankings ≤ 100,000, then fewer, never below 40: about 2e7 row visits. */
export function resamplesFor(rows: number, rankings: number): number {
  return Math.max(40, Math.min(200, Math.floor(2e7 / Math.max(1, rows * rankings))));
}

/** Linear between order statistics, as numpy's default. `sorted` is ascending and not empty. */
function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (at - low);
}

/**
 * 95 % percentile intervals (Efron 1979) of every metric. A resample is a weighting of the rows by how
 * often each was drawn, so that nothing is sorted again. Resamples in which a metric has no value
 * are left out of its interval; with none left the bounds are null.
 */
export function bootstrapIntervals(
  scorer: Scorer,
  observed: Metrics,
  options: BootstrapOptions,
): { intervals: Evaluation['intervals']; resamples: number } {
  const { rows, weights, tick } = options;
  const rng = createRng(options.seed).fork('evaluation.bootstrap');
  const resamples = rows < 2 ? 0 : resamplesFor(rows, options.rankings);
  const drawn = new Map<string, number[]>(Object.keys(observed).map((name) => [name, []]));
  const counts = new Float64Array(rows);
  for (let b = 0; b < resamples; b++) {
    tick(b / resamples);
    counts.fill(0);
    for (let i = 0; i < rows; i++) counts[rng.integer(rows)]!++;
    if (weights !== null) for (let i = 0; i < rows; i++) counts[i]! *= weights[i]!;
    for (const [name, value] of Object.entries(scorer(counts))) {
      if (value !== null && Number.isFinite(value)) drawn.get(name)?.push(value);
    }
  }
  const intervals: Evaluation['intervals'] = {};
  for (const [name, value] of Object.entries(observed)) {
    const sorted = (drawn.get(name) ?? []).toSorted((a, b) => a - b);
    const known = sorted.length > 0 && value !== null;
    intervals[name] = {
      value,
      low: known ? quantile(sorted, 0.025) : null,
      high: known ? quantile(sorted, 0.975) : null,
    };
  }
  return { intervals, resamples };
}
