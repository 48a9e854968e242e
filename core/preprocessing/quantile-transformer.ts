import { z } from 'zod';
import { sortedQuantile } from '../stats/descriptive.ts';
import { normalQuantile } from '../stats/normal-distribution.ts';
import { requireNumeric } from './coded.ts';
import { mapNumeric, sameNames } from './replace-columns.ts';
import { sortedPresent } from './sorted-values.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({
  n_quantiles: z.int().min(2).max(10_000).default(1000).meta({
    title: 'Quantiles',
    description: 'Landmarks of the distribution; no more than there are training rows',
  }),
  output_distribution: z.enum(['uniform', 'normal']).default('uniform').meta({
    title: 'Distribution',
    description: 'What the numbers are distributed like afterwards',
  }),
});
type Params = z.infer<typeof params>;

interface State {
  /** One a column, ascending; empty for a column that had no value. */
  readonly quantiles: readonly Float64Array[];
}

/** scikit-learn's bound: shares nearer to 0 or 1 would leave the normal distribution's sane range. */
const edge = 1e-7;
const normalMost = normalQuantile(1 - (edge - Number.EPSILON));
const normalLeast = normalQuantile(edge - Number.EPSILON);

/** First index whose quantile is above (`strict`) or not below the value. */
function search(quantiles: Float64Array, value: number, strict: boolean): number {
  let from = 0;
  let to = quantiles.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const at = quantiles[middle]!;
    if (strict ? at <= value : at < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The share of a value between the landmarks; the middle of the shares where landmarks repeat. */
function shareOf(quantiles: Float64Array, value: number): number {
  const last = quantiles.length - 1;
  if (last === 0) return value > quantiles[0]! ? 1 : 0;
  const upper = search(quantiles, value, true);
  const lower = search(quantiles, value, false);
  const between = (index: number): number => {
    if (index <= 0) return 0;
    if (index > last) return 1;
    const [from, to] = [quantiles[index - 1]!, quantiles[index]!];
    return (index - 1 + (value - from) / (to - from)) / last;
  };
  const rising = upper > last ? 1 : between(upper);
  const falling = quantiles[lower] === value ? lower / last : between(lower);
  return (rising + falling) / 2;
}

function transformValue(quantiles: Float64Array, value: number, normal: boolean): number {
  if (Number.isNaN(value)) return value;
  if (quantiles.length === 0) return 0;
  const [low, high] = [quantiles[0]!, quantiles.at(-1)!];
  const reach = normal ? edge : 0;
  let share = shareOf(quantiles, value);
  // In this order: a column that does not vary maps to the lower end.
  if (normal ? value + reach > high : value === high) share = 1;
  if (normal ? value - reach < low : value === low) share = 0;
  if (!normal) return share;
  return Math.max(normalLeast, Math.min(normalMost, normalQuantile(share)));
}

/** Each number becomes its rank among the training rows, as scikit-learn's QuantileTransformer on all rows. */
export const quantileTransformer = defineStep<Params, State>({
  id: 'quantile_transformer',
  title: 'Rank',
  summary: 'Replaces each number by its rank in training, evenly or normally distributed',
  tags: ['scale', 'numeric'],
  params,
  fit(table, columns, { n_quantiles }) {
    const quantiles = columns.map((name) => {
      const sorted = sortedPresent(requireNumeric(table, name).values);
      if (sorted.length === 0) return sorted;
      const count = Math.max(1, Math.min(n_quantiles, table.rows));
      return Float64Array.from({ length: count }, (_, i) =>
        sortedQuantile(sorted, count === 1 ? 0 : i / (count - 1)),
      );
    });
    return { state: { quantiles }, outputs: sameNames(columns) };
  },
  transform: (table, columns, { params: { output_distribution }, state }) =>
    mapNumeric(table, columns, (values, i) => {
      const normal = output_distribution === 'normal';
      return values.map((value) => transformValue(state.quantiles[i]!, value, normal));
    }),
  describe: ({ state }) => `${state.quantiles.length} numeric columns become ranks`,
});
