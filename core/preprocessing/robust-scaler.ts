import { z } from 'zod';
import { sortedQuantile } from '../stats/descriptive.ts';
import { requireNumeric } from './coded.ts';
import { mapNumeric, sameNames } from './replace-columns.ts';
import { sortedPresent } from './sorted-values.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({
  with_centering: z
    .boolean()
    .default(true)
    .meta({ title: 'Centre', description: 'Subtract the median' }),
  with_scaling: z
    .boolean()
    .default(true)
    .meta({ title: 'Scale', description: 'Divide by the range between the quartiles' }),
});
type Params = z.infer<typeof params>;

interface State {
  readonly centres: Float64Array;
  readonly scales: Float64Array;
}

function learn(values: Float64Array): { centre: number; scale: number } {
  const sorted = sortedPresent(values);
  if (sorted.length === 0) return { centre: 0, scale: 1 };
  const spread = sortedQuantile(sorted, 0.75) - sortedQuantile(sorted, 0.25);
  return {
    centre: sortedQuantile(sorted, 0.5),
    scale: spread < 10 * Number.EPSILON ? 1 : spread,
  };
}

/** (x − median) / (third quartile − first), as scikit-learn's RobustScaler; outliers move it little. */
export const robustScaler = defineStep<Params, State>({
  id: 'robust_scaler',
  title: 'Scale by the quartiles',
  summary: 'Centres each number at its median and divides by the range between its quartiles',
  tags: ['scale', 'numeric'],
  params,
  fit(table, columns, { with_centering, with_scaling }) {
    const learned = columns.map((name) => learn(requireNumeric(table, name).values));
    return {
      state: {
        centres: Float64Array.from(learned, ({ centre }) => (with_centering ? centre : 0)),
        scales: Float64Array.from(learned, ({ scale }) => (with_scaling ? scale : 1)),
      },
      outputs: sameNames(columns),
    };
  },
  transform: (table, columns, { state }) =>
    mapNumeric(table, columns, (values, i) =>
      values.map((value) => (value - state.centres[i]!) / state.scales[i]!),
    ),
  describe: ({ state }) =>
    `${state.centres.length} numeric columns are centred at the median and scaled by the quartiles`,
});
