import type { Evaluation } from '../contract/evaluation.ts';
import { groupRows } from '../table/group-rows.ts';
import { isCoded, takeRows } from '../table/table.ts';
import type { Column, Table } from '../table/table.ts';
import type { Metrics } from './metrics.ts';

/** Columns with more values than this are no groups. */
const mostValues = 12;

/** Whole numbers with few values are codes more often than quantities. */
function canGroup(column: Column): boolean {
  return isCoded(column) || column.type === 'boolean' || column.type === 'integer';
}

/**
 * Scores each group of rows that share a value of a categorical, boolean or whole-number column with
 * 2 to 12 values. Missing cells are the group `(missing)`. Groups get their rows in the order of
 * `order`, a permutation of all rows: in rank order already, they need no sorting to be scored.
 */
export function scoreGroups(
  groups: Table,
  order: Int32Array,
  score: (rows: Int32Array) => Metrics,
): Evaluation['byGroup'] {
  return groups.columns.filter(canGroup).flatMap((column) => {
    const found = groupRows(takeRows(column, order), mostValues);
    if (found === null || found.length < 2) return [];
    return found.map((group) => ({
      column: column.name,
      value: group.value ?? '(missing)',
      rows: group.rows.length,
      metrics: score(group.rows.map((at) => order[at]!)),
    }));
  });
}
