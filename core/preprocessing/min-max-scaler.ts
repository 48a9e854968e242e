import { z } from 'zod';
import { requireNumeric } from './coded.ts';
import { mapNumeric, sameNames } from './replace-columns.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({
  clip: z.boolean().default(false).meta({
    title: 'Cut',
    description: 'Values outside the range of the training rows become its ends',
  }),
});
type Params = z.infer<typeof params>;

interface State {
  readonly lows: Float64Array;
  /** 1 for a column that does not vary. */
  readonly ranges: Float64Array;
}

function findRange(values: Float64Array): { low: number; range: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return { low: 0, range: 1 };
  const range = high - low;
  // A range this small is rounding, as scikit-learn has it.
  return { low, range: range < 10 * Number.EPSILON ? 1 : range };
}

/** (x − least) / (greatest − least) of the training rows, as scikit-learn's MinMaxScaler. */
export const minMaxScaler = defineStep<Params, State>({
  id: 'min_max_scaler',
  title: 'Scale to 0…1',
  summary: 'Maps the range each number has in training to 0…1',
  tags: ['scale', 'numeric'],
  params,
  fit(table, columns) {
    const learned = columns.map((name) => findRange(requireNumeric(table, name).values));
    return {
      state: {
        lows: Float64Array.from(learned, ({ low }) => low),
        ranges: Float64Array.from(learned, ({ range }) => range),
      },
      outputs: sameNames(columns),
    };
  },
  transform: (table, columns, { params: { clip }, state }) =>
    mapNumeric(table, columns, (values, i) => {
      const low = state.lows[i]!;
      const range = state.ranges[i]!;
      if (!clip) return values.map((value) => (value - low) / range);
      return values.map((value) => Math.max(0, Math.min(1, (value - low) / range)));
    }),
  describe: ({ state }) => `${state.lows.length} numeric columns are scaled to 0…1`,
});
