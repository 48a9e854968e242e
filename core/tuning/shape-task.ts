import type { TaskContext } from '../jobs/task.ts';
import { countMissing, isCoded, selectColumns } from '../table/table.ts';
import { loadRows } from './load-rows.ts';
import type { SearchRows, ShapeTaskOutput } from './tasks.ts';

/** Reads the rows, which stay with this thread for the trials to come, and tells their shape. */
export async function run(rows: SearchRows, { tick }: TaskContext): Promise<ShapeTaskOutput> {
  tick(0, 'Reading');
  const { data, features, folds, warnings, readMs } = await loadRows(rows);
  const { columns } = selectColumns(data.table, features);
  tick(1, 'Reading');
  return {
    task: data.task,
    classes: data.classes.length,
    rows: data.y.length,
    features,
    folds: folds.length,
    foldRows: folds.reduce((least, { train }) => Math.min(least, train.length), data.y.length),
    missingNumbers: columns.some((column) => !isCoded(column) && countMissing(column) > 0),
    categories: columns.some(isCoded),
    readMs,
    warnings,
  };
}
