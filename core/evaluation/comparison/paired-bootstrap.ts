import { createRng } from '../../base/rng.ts';
import type { Tick } from '../../base/tick.ts';
import { mostIntervalRows } from '../bootstrap.ts';
import { drawCounts } from '../draw-counts.ts';

export interface Resampled {
  /** [run][resample]: the metric of every run on the same resample; null without a value. */
  readonly values: readonly (readonly (number | null)[])[];
  /** On all rows that were resampled. */
  readonly centre: readonly (number | null)[];
  /** √(resampled rows ÷ all rows): what deviations from the centre shrink by. */
  readonly shrink: number;
}

type ScorerOf = (rows: Int32Array) => ((weights: Float64Array | null) => number | null)[];

export interface ResampleOptions {
  readonly rows: number;
  readonly weights: Float64Array | null;
  readonly seed: number;
  readonly tick: Tick;
  /** Work to spend, in rows × runs × resamples. */
  readonly mostWork?: number;
}

/**
 * Scores all runs on the same resamples of the rows, 200 to 1,000 of them (Efron 1979); of more than
 * 20,000 rows a random 20,000 are resampled.
 */
export function resampleRuns(scorersOf: ScorerOf, options: ResampleOptions): Resampled {
  const { weights, seed, tick, mostWork = 40_000_000 } = options;
  const rng = createRng(seed).fork('evaluation.compare');
  const n = Math.min(options.rows, mostIntervalRows);
  const all = Int32Array.from({ length: options.rows }, (_, i) => i);
  const rows = n === options.rows ? all : rng.shuffle(all).slice(0, n);
  const scorers = scorersOf(rows);
  const given = weights && Float64Array.from(rows, (row) => weights[row]!);
  const work = Math.floor(mostWork / Math.max(1, n * scorers.length));
  const resamples = n < 2 ? 0 : Math.min(1000, Math.max(200, work));
  const values: (number | null)[][] = scorers.map(() => []);
  const counts = new Float64Array(n);
  for (let b = 0; b < resamples; b++) {
    tick(b / resamples);
    drawCounts(rng, counts);
    if (given) for (let i = 0; i < n; i++) counts[i]! *= given[i]!;
    scorers.forEach((score, run) => values[run]!.push(score(counts)));
  }
  return {
    values,
    centre: scorers.map((score) => score(given)),
    shrink: Math.sqrt(n / Math.max(1, options.rows)),
  };
}

export interface Bounds {
  readonly low: number | null;
  readonly high: number | null;
}

function quantile(sorted: readonly number[], p: number): number {
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  return sorted[low]! + (sorted[Math.ceil(at)]! - sorted[low]!) * (at - low);
}

interface Spread extends Bounds {
  /** Two-sided p that the quantity is 0, from the share of resamples on the other side; null without. */
  readonly pValue: number | null;
}

function spreadOf(value: number, centre: number | null, drawn: number[], shrink: number): Spread {
  if (drawn.length < 2 || centre === null) return { low: null, high: null, pValue: null };
  const moved = drawn.map((one) => (shrink === 1 ? one : value + (one - centre) * shrink));
  moved.sort((a, b) => a - b);
  const below = moved.filter((one) => one <= 0).length;
  const over = moved.filter((one) => one >= 0).length;
  const pValue = Math.min(1, (2 * (Math.min(below, over) + 1)) / (moved.length + 1));
  return { low: quantile(moved, 0.025), high: quantile(moved, 0.975), pValue };
}

/** 95 % percentile bounds of the metric of a run. */
export function runBounds(
  { values, centre, shrink }: Resampled,
  run: number,
  value: number,
): Bounds {
  const drawn = values[run]!.filter((one) => one !== null);
  const { low, high } = spreadOf(value, centre[run]!, drawn, shrink);
  return { low, high };
}

/** Bounds of the difference of two runs, first minus second, and p that it is 0. */
export function pairSpread(
  { values, centre, shrink }: Resampled,
  [a, b]: readonly [number, number],
  difference: number,
): Spread {
  const drawn = values[a]!.flatMap((first, i) => {
    const second = values[b]![i]!;
    return first === null || second === null ? [] : first - second;
  });
  const [first, second] = [centre[a]!, centre[b]!];
  const middle = first === null || second === null ? null : first - second;
  return spreadOf(difference, middle, drawn, shrink);
}
