import { moments, sortedQuantile } from '../stats/descriptive.ts';
import { sortNumbers } from '../stats/sort-numbers.ts';

export type Scaling = 'none' | 'standard' | 'min_max' | 'robust';

interface Shift {
  readonly centre: number;
  /** 0 leaves the column as it is, but for the shift. */
  readonly spread: number;
}

/**
 * A column without missing values, scaled: `standard` to mean 0 and standard deviation 1 (ddof 0),
 * `min_max` to 0..1, `robust` by median and interquartile range. As scikit-learn's scalers; a column
 * without spread is only shifted.
 */
export function scaleColumn(values: Float64Array, scaling: Scaling): Float64Array {
  if (scaling === 'none') return values;
  const { centre, spread } = measure(values, scaling);
  const divisor = spread > 0 && Number.isFinite(spread) ? spread : 1;
  return values.map((value) => (value - centre) / divisor);
}

function measure(values: Float64Array, scaling: 'standard' | 'min_max' | 'robust'): Shift {
  if (scaling === 'standard') {
    const { mean, variance, finite } = moments(values);
    const spread = finite < 2 ? 0 : Math.sqrt((variance * (finite - 1)) / finite);
    // what rounding leaves of a constant is no spread
    return { centre: mean, spread: spread > 1e-14 * Math.abs(mean) ? spread : 0 };
  }
  const sorted = sortNumbers(values.slice());
  if (scaling === 'min_max') return { centre: sorted[0]!, spread: sorted.at(-1)! - sorted[0]! };
  const spread = sortedQuantile(sorted, 0.75) - sortedQuantile(sorted, 0.25);
  return { centre: sortedQuantile(sorted, 0.5), spread };
}
