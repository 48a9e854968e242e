import { studentTQuantile } from '../../../stats/student-t-distribution.ts';

export interface Summary {
  readonly mean: number;
  /** Over the repeats, divided by their number as scikit-learn does. */
  readonly std: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Mean of repeats with the 95 % interval of Student's t; null ends for one repeat. */
export function summarise(values: ArrayLike<number>): Summary {
  const n = values.length;
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / n;
  const squares = all.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const std = Math.sqrt(squares / n);
  if (n < 2) return { mean, std, low: null, high: null };
  const radius = studentTQuantile(0.025, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { mean, std, low: mean - radius, high: mean + radius };
}
