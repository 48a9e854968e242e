import { takeRows, type Table } from '../../../table/table.ts';

/**
 * Losses from shuffling the columns `at` of a table together, one a given order of the rows (Breiman
 * 2001). `lossOf` says how bad the model is on a table; what is returned is how much worse it gets. As
 * scikit-learn each order is applied to what the one before left.
 */
export function permutationLosses(
  table: Table,
  { at, orders }: { readonly at: readonly number[]; readonly orders: readonly Int32Array[] },
  lossOf: (table: Table) => number,
): Float64Array {
  const baseline = lossOf(table);
  let columns = [...table.columns];
  return Float64Array.from(orders, (order) => {
    columns = columns.map((column, j) => (at.includes(j) ? takeRows(column, order) : column));
    return lossOf({ rows: table.rows, columns }) - baseline;
  });
}
