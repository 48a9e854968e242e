import { z } from 'zod';
import type { Column } from '../table/table.ts';
import { requireNumeric } from './coded.ts';
import { replaceColumns } from './replace-columns.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({
  with_mean: z.boolean().default(true).meta({ title: 'Centre', description: 'Subtract the mean' }),
  with_std: z.boolean().default(true).meta({
    title: 'Scale',
    description: 'Divide by the standard deviation of the population',
  }),
});
type Params = z.infer<typeof params>;

interface State {
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/** Mean and population standard deviation (ddof 0) of the values that are there. */
function moments(values: Float64Array): { mean: number; scale: number } {
  let count = 0;
  let sum = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    count++;
    sum += value;
  }
  if (count === 0) return { mean: 0, scale: 1 };
  const mean = sum / count;
  let squares = 0;
  let drift = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    squares += (value - mean) * (value - mean);
    drift += value - mean;
  }
  const variance = (squares - (drift * drift) / count) / count;
  // Rounding alone gives a constant column a variance up to this much (scikit-learn's bound).
  const noise = count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
  return { mean, scale: variance <= noise ? 1 : Math.sqrt(variance) };
}

/** (x − mean) / standard deviation, as scikit-learn's StandardScaler; a constant is only centred. */
export const standardScaler = defineStep<Params, State>({
  id: 'standard_scaler',
  title: 'Standardise',
  summary: 'Centres each number at its training mean and divides by its standard deviation',
  tags: ['scale', 'numeric'],
  params,
  fit(table, columns, { with_mean, with_std }) {
    const learned = columns.map((name) => moments(requireNumeric(table, name).values));
    return {
      state: {
        means: Float64Array.from(learned, ({ mean }) => (with_mean ? mean : 0)),
        scales: Float64Array.from(learned, ({ scale }) => (with_std ? scale : 1)),
      },
      outputs: Object.fromEntries(columns.map((name) => [name, [name]])),
    };
  },
  transform(table, columns, { state }) {
    const replacements = new Map<string, readonly Column[]>();
    columns.forEach((name, i) => {
      const mean = state.means[i]!;
      const scale = state.scales[i]!;
      const values = requireNumeric(table, name).values.map((value) => (value - mean) / scale);
      replacements.set(name, [{ name, type: 'number', values }]);
    });
    return replaceColumns(table, replacements);
  },
  describe: ({ state }) =>
    `${state.means.length} numeric columns are centred and scaled to unit variance`,
});
