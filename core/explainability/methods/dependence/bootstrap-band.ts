import { createRng } from '../../../base/rng.ts';

const resamples = 200;

export interface Band {
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Numbers of the ascending list at 2.5 % and 97.5 %. */
function percentile(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const high = Math.ceil(at);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

/**
 * Mean of lines [grid][row] over the rows with the 95 % percentile interval of 200 bootstraps of the
 * rows, NaN for one row, which tells nothing of others. O(200 × rows × grid).
 */
export function bootstrapBand(lines: readonly Float64Array[], seed: number): Band {
  const rows = lines[0]?.length ?? 0;
  const mean = Float64Array.from(
    lines,
    (line) => line.reduce((sum, value) => sum + value, 0) / rows,
  );
  if (rows < 2) return { mean, low: mean.map(() => Number.NaN), high: mean.map(() => Number.NaN) };
  const rng = createRng(seed).fork('dependence');
  const means = lines.map(() => new Float64Array(resamples));
  const counts = new Float64Array(rows);
  for (let b = 0; b < resamples; b++) {
    counts.fill(0);
    for (let i = 0; i < rows; i++) counts[rng.integer(rows)]!++;
    lines.forEach((line, g) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += counts[i]! * line[i]!;
      means[g]![b] = sum / rows;
    });
  }
  for (const values of means) values.sort();
  return {
    mean,
    low: Float64Array.from(means, (values) => percentile(values, 0.025)),
    high: Float64Array.from(means, (values) => percentile(values, 0.975)),
  };
}
