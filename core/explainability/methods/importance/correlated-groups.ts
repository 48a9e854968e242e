import { spearmanMatrix } from '../../../stats/correlation.ts';
import type { Tick } from '../../../base/tick.ts';
import { isCoded, type Table } from '../../../table/table.ts';

/** |Spearman| from which columns are taken together. */
const strong = 0.8;

/**
 * Places of the columns in groups whose |Spearman| is above 0.8, also by way of a third column, in the
 * order of their first; columns of categories stay alone.
 */
export function correlatedGroups(table: Table, tick: Tick): number[][] {
  const numeric = table.columns.flatMap((column, j) => (isCoded(column) ? [] : [{ j, column }]));
  const matrix = spearmanMatrix(
    numeric.map(({ column }) => column.values),
    undefined,
    tick,
  );
  const root = table.columns.map((_, j) => j);
  const find = (j: number): number => (root[j] === j ? j : find(root[j]!));
  numeric.forEach((a, i) => {
    for (let k = 0; k < i; k++) {
      // A constant column has no correlation: NaN.
      if (!(Math.abs(matrix[i]![k]!) > strong)) continue;
      const [one, two] = [find(a.j), find(numeric[k]!.j)];
      root[Math.max(one, two)] = Math.min(one, two);
    }
  });
  const groups = new Map<number, number[]>();
  table.columns.forEach((_, j) => groups.set(find(j), [...(groups.get(find(j)) ?? []), j]));
  return [...groups.values()];
}
