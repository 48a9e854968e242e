import { z } from 'zod';
import { requireNumeric } from './coded.ts';
import { moments } from './moments.ts';
import { mapNumeric, sameNames } from './replace-columns.ts';
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
      outputs: sameNames(columns),
    };
  },
  transform: (table, columns, { state }) =>
    mapNumeric(table, columns, (values, i) => {
      const mean = state.means[i]!;
      const scale = state.scales[i]!;
      return values.map((value) => (value - mean) / scale);
    }),
  describe: ({ state }) =>
    `${state.means.length} numeric columns are centred and scaled to unit variance`,
});
