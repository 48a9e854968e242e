import { z } from 'zod';
import { requireNumeric } from './coded.ts';
import { moments } from './moments.ts';
import { mapNumeric, sameNames } from './replace-columns.ts';
import { defineStep } from './step.ts';
import { bestLambda, yeoJohnson } from './yeo-johnson.ts';

const params = z.strictObject({
  standardize: z.boolean().default(true).meta({
    title: 'Standardise',
    description: 'Also centre and scale to unit variance',
  }),
});
type Params = z.infer<typeof params>;

interface State {
  readonly lambdas: Float64Array;
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/** Of more values the exponent is found from evenly spaced ones: it hardly moves, and the search is long. */
const mostSearched = 50_000;

function sample(values: Float64Array): Float64Array {
  if (values.length <= mostSearched) return values;
  const step = values.length / mostSearched;
  return Float64Array.from({ length: mostSearched }, (_, i) => values[Math.floor(i * step)]!);
}

function learn(values: Float64Array) {
  const lambda = bestLambda(sample(values.filter((value) => !Number.isNaN(value))));
  return { lambda, ...moments(values.map((value) => yeoJohnson(value, lambda))) };
}

/** Makes skewed numbers more nearly normal, as scikit-learn's PowerTransformer (Yeo-Johnson). */
export const powerTransformer = defineStep<Params, State>({
  id: 'power_transformer',
  title: 'Make more normal',
  summary: 'Bends skewed numbers towards a normal distribution (Yeo-Johnson) and standardises them',
  tags: ['scale', 'numeric'],
  params,
  fit(table, columns, { standardize }) {
    const learned = columns.map((name) => learn(requireNumeric(table, name).values));
    return {
      state: {
        lambdas: Float64Array.from(learned, ({ lambda }) => lambda),
        means: Float64Array.from(learned, ({ mean }) => (standardize ? mean : 0)),
        scales: Float64Array.from(learned, ({ scale }) => (standardize ? scale : 1)),
      },
      outputs: sameNames(columns),
    };
  },
  transform: (table, columns, { state }) =>
    mapNumeric(table, columns, (values, i) =>
      values.map(
        (value) => (yeoJohnson(value, state.lambdas[i]!) - state.means[i]!) / state.scales[i]!,
      ),
    ),
  describe: ({ state }) =>
    `${state.lambdas.length} numeric columns are bent towards a normal distribution`,
});
