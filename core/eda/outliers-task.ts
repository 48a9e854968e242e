import { subTick } from '../base/tick.ts';
import type { ColumnRef } from '../data/read-table.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { isCoded } from '../table/table.ts';
import { findOutliers, type OutlierOptions, type Outliers } from './find-outliers.ts';
import { readSource } from './profile-task.ts';

export interface OutliersTaskInput {
  readonly parquetPath: string;
  /** Of numbers. */
  readonly columns: readonly ColumnRef[];
  /** The rows to look at, ascending; null takes all. */
  readonly rows: Uint32Array | null;
  readonly options: OutlierOptions;
}

export type OutliersTaskOutput = Pick<Outliers, 'count' | 'rows'>;

export const outliersTask = declareTask<OutliersTaskInput, OutliersTaskOutput>('eda.outliers');

export async function run(
  input: OutliersTaskInput,
  { tick }: TaskContext,
): Promise<OutliersTaskOutput> {
  tick(0, 'Reading');
  const table = await readSource(input);
  const columns = table.columns.flatMap((column) => (isCoded(column) ? [] : [column]));
  const found = findOutliers(columns, input.options, subTick(tick, 0.2, 1));
  const { rows } = input;
  if (rows === null) return found;
  // row numbers of the version, not of the segment
  return { ...found, rows: found.rows.map((entry) => ({ ...entry, row: rows[entry.row]! })) };
}
