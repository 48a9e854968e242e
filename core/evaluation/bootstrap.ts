import { createRng } from '../base/rng.ts';
import type { Rng } from '../base/rng.ts';
import type { Tick } from '../base/tick.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import { drawCounts } from './draw-counts.ts';
import { metricFacts } from './metric-catalogue.ts';
import type { Metrics, Scorer } from './metrics.ts';

type Interval = Evaluation['intervals'][string];

export interface BootstrapOptions {
  readonly rows: number;
  readonly weights: Float64Array | null;
  readonly seed: number;
  readonly tick: Tick;
}

export interface Bootstrapped {
  readonly intervals: Evaluation['intervals'];
  /** Rows that were resampled. */
  readonly intervalRows: number;
}

/** Ends of an interval err by about a fifth of a standard error with 200 resamples, an eighth with 500. */
const fewestResamples = 200;
const mostResamples = 500;
/** Rows × resamples that take no time worth saving. */
const quickCells = 2_000_000;

function countResamples(rows: number): number {
  // One row drawn again and again tells nothing of what other rows would give.
  if (rows < 2) return 0;
  return Math.min(mostResamples, Math.max(fewestResamples, Math.floor(quickCells / rows)));
}

/** Most rows that are resampled. */
export const mostIntervalRows = 20_000;

/** `count` of the rows 0…n−1 without repetition, in random order. O(n). */
function drawRows(rng: Rng, n: number, count: number): Int32Array {
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  if (count === n) return rows;
  for (let i = 0; i < count; i++) {
    const j = i + rng.integer(n - i);
    const held = rows[i]!;
    rows[i] = rows[j]!;
    rows[j] = held;
  }
  return rows.slice(0, count);
}

/** Linear between order statistics, as numpy's default. `sorted` is ascending and not empty. */
function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (sorted[Math.ceil(at)]! - sorted[low]!) * (at - low);
}

interface Sampled {
  /** The metric of the rows that were resampled. */
  readonly centre: number | null | undefined;
  readonly drawn: readonly number[];
  /** √(resampled rows ÷ all rows). */
  readonly shrink: number;
}

function intervalOf(
  id: string,
  value: number | null,
  { centre, drawn, shrink }: Sampled,
): Interval {
  if (value === null || typeof centre !== 'number' || drawn.length === 0) {
    return { value, low: null, high: null };
  }
  const sorted = drawn.toSorted((a, b) => a - b);
  const bound = (p: number): number =>
    shrink === 1 ? quantile(sorted, p) : value + (quantile(sorted, p) - centre) * shrink;
  const { least = -Infinity, most = Infinity } = metricFacts(id);
  const within = (bounded: number): number => Math.min(most, Math.max(least, bounded));
  return { value, low: within(bound(0.025)), high: within(bound(0.975)), method: 'bootstrap' };
}

/**
 * 95 % percentile intervals (Efron 1979) of every metric from 500 resamples (200 of 10,000 rows
 * and more). A resample is a weighting of the rows by how often each was drawn, so that nothing is sorted
 * again. Of more than 20,000 rows a random 20,000 are resampled and the widths shrunk by the root of the
 * ratio. Resamples in which a metric has no value are left out of its interval; with none left the bounds
 * are null.
 */
export function bootstrapIntervals(
  scorerOf: (rows: Int32Array) => Scorer,
  observed: Metrics,
  options: BootstrapOptions,
): Bootstrapped {
  const { weights, tick } = options;
  const rng = createRng(options.seed).fork('evaluation.bootstrap');
  const intervalRows = Math.min(options.rows, mostIntervalRows);
  const rows = drawRows(rng, options.rows, intervalRows);
  const scorer = scorerOf(rows);
  const given = weights === null ? null : Float64Array.from(rows, (row) => weights[row]!);
  const centre = intervalRows === options.rows ? observed : scorer(given);
  const drawn = new Map(Object.keys(observed).map((id): [string, number[]] => [id, []]));
  const counts = new Float64Array(intervalRows);
  const times = countResamples(intervalRows);
  for (let b = 0; b < times; b++) {
    tick(b / times);
    drawCounts(rng, counts);
    if (given !== null) for (let i = 0; i < intervalRows; i++) counts[i]! *= given[i]!;
    for (const [id, value] of Object.entries(scorer(counts))) {
      if (value !== null && Number.isFinite(value)) drawn.get(id)?.push(value);
    }
  }
  const shrink = Math.sqrt(intervalRows / Math.max(1, options.rows));
  const entries = Object.entries(observed).map(([id, value]): [string, Interval] => [
    id,
    intervalOf(id, value, { centre: centre[id], drawn: drawn.get(id)!, shrink }),
  ]);
  return { intervals: Object.fromEntries(entries), intervalRows };
}
