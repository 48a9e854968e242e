import { z } from 'zod';
import { requireNumeric } from './coded.ts';
import { moments } from './moments.ts';
import { mapNumeric, sameNames } from './replace-columns.ts';
import { defineStep } from './step.ts';

const params = z.strictObject({
  n_neighbors: z.int().min(1).max(1000).default(5).meta({
    title: 'Neighbours',
    description: 'Training rows whose mean fills a gap',
  }),
  weights: z.enum(['uniform', 'distance']).default('uniform').meta({
    title: 'Weights',
    description: 'Whether nearer neighbours count more',
  }),
  standardize: z.boolean().default(true).meta({
    title: 'Standardise',
    description: 'Measure distances in standard deviations, so that no unit outweighs the others',
  }),
  max_rows: z.int().min(10).max(1_000_000).default(2000).meta({
    title: 'Most training rows',
    description: 'Of more, evenly spaced ones are searched',
  }),
});
type Params = z.infer<typeof params>;

interface State {
  /** [column][row] of the training rows that are searched. */
  readonly donors: readonly Float64Array[];
  /** What distances along each column are divided by. */
  readonly scales: Float64Array;
  /** Of each column; fills a row that shares no value with any donor. */
  readonly means: Float64Array;
}

function mean(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : 0;
}

/**
 * Squared distances of a row to every donor over the columns that both have, scaled up for those they
 * lack (Dixon 1979); NaN where there is none.
 */
function distances(
  { donors, scales }: State,
  columns: readonly Float64Array[],
  row: number,
): Float64Array {
  const rows = donors[0]!.length;
  const sums = new Float64Array(rows);
  const shared = new Int32Array(rows);
  columns.forEach((column, j) => {
    const value = column[row]!;
    if (Number.isNaN(value)) return;
    const donor = donors[j]!;
    const scale = scales[j]!;
    for (let i = 0; i < rows; i++) {
      const difference = (donor[i]! - value) / scale;
      if (Number.isNaN(difference)) continue;
      sums[i]! += difference * difference;
      shared[i]!++;
    }
  });
  return sums.map((sum, i) => (shared[i] === 0 ? Number.NaN : (sum * columns.length) / shared[i]!));
}

/** The nearest donors that have a value in the column: the first of equals. */
function nearest(distance: Float64Array, donor: Float64Array, count: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < donor.length; i++) {
    if (Number.isNaN(donor[i]!) || Number.isNaN(distance[i]!)) continue;
    if (found.length === count && distance[found.at(-1)!]! <= distance[i]!) continue;
    let at = found.length;
    while (at > 0 && distance[found[at - 1]!]! > distance[i]!) at--;
    found.splice(at, 0, i);
    if (found.length > count) found.pop();
  }
  return found;
}

/** Mean of donors, alike or by the inverse of their distance; donors at no distance alone where there are any. */
function average(
  found: readonly number[],
  donor: Float64Array,
  { distance, weights }: { distance: Float64Array; weights: Params['weights'] },
): number {
  let sum = 0;
  let total = 0;
  const exact = found.some((i) => distance[i] === 0);
  for (const i of found) {
    const near = exact ? Number(distance[i] === 0) : 1 / Math.sqrt(distance[i]!);
    const weight = weights === 'uniform' ? 1 : near;
    sum += weight * donor[i]!;
    total += weight;
  }
  return sum / total;
}

/**
 * Fills a gap with the mean of the nearest training rows that have a value there, as scikit-learn's
 * KNNImputer; distances leave out what either row lacks. O(incomplete rows × training rows × columns).
 */
export const knnImputer = defineStep<Params, State>({
  id: 'knn_imputer',
  title: 'Fill from similar rows',
  summary: 'Puts the mean of the most similar training rows where a number is missing',
  tags: ['impute', 'numeric'],
  params,
  fit(table, columns, { standardize, max_rows }) {
    const values = columns.map((name) => requireNumeric(table, name).values);
    const count = Math.min(table.rows, max_rows);
    const rows = Int32Array.from({ length: count }, (_, i) =>
      Math.floor((i * table.rows) / Math.max(1, count)),
    );
    return {
      state: {
        donors: values.map((column) => Float64Array.from(rows, (row) => column[row]!)),
        scales: Float64Array.from(values, (column) => (standardize ? moments(column).scale : 1)),
        means: Float64Array.from(values, mean),
      },
      outputs: sameNames(columns),
    };
  },
  transform(table, columns, { params: { n_neighbors, weights }, state }) {
    const before = columns.map((name) => requireNumeric(table, name).values);
    const after = before.map((column) => column.slice());
    for (let row = 0; row < table.rows; row++) {
      const gaps = before.flatMap((column, j) => (Number.isNaN(column[row]!) ? [j] : []));
      if (gaps.length === 0) continue;
      const distance = distances(state, before, row);
      for (const j of gaps) {
        const donor = state.donors[j]!;
        const found = nearest(distance, donor, n_neighbors);
        after[j]![row] =
          found.length === 0 ? state.means[j]! : average(found, donor, { distance, weights });
      }
    }
    return mapNumeric(table, columns, (_, j) => after[j]!);
  },
  describe: ({ params: { n_neighbors }, state }) =>
    `Missing numbers of ${state.means.length} columns are filled from the ${n_neighbors} most similar training rows`,
});
