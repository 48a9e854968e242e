import { AppError } from '../base/app-error.ts';
import type { OutputOf } from '../contract/contract.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { takeTableRows } from '../table/table.ts';
import {
  presentRows,
  rankTargetColumns,
  relateToTarget,
  targetFacts,
  type TargetColumn,
} from './relations/target-view.ts';

export interface TargetTaskInput {
  readonly parquetPath: string;
  readonly columns: readonly ColumnRef[];
  readonly target: string;
  /** The rows to look at; null takes all. */
  readonly rows: Uint32Array | null;
}

export type TargetTaskOutput = OutputOf<'eda.target'>;

export const targetTask = declareTask<TargetTaskInput, TargetTaskOutput>('eda.target');

/** Cells read at a time, 8 bytes each. */
const batchCells = 16_000_000;

/** Reads the target once and the other columns a few at a time. */
export async function run(
  { parquetPath, columns, target: name, rows }: TargetTaskInput,
  { tick }: TaskContext,
): Promise<TargetTaskOutput> {
  tick(0, 'Reading');
  const ref = columns.find((column) => column.name === name)!;
  const whole = await readTable(parquetPath, [ref]);
  const chosen = rows === null ? whole : takeTableRows(whole, Int32Array.from(rows));
  const present = presentRows(chosen.columns[0]!);
  if (present.length === 0) {
    throw new AppError('TARGET_INVALID', `The target ${name} has no value in these rows`, {
      hint: 'Choose another column, or a larger segment',
      path: 'target',
    });
  }
  const facts = targetFacts(takeTableRows(chosen, present).columns[0]!);
  // row numbers in the file
  const taken = rows === null ? present : present.map((row) => rows[row]!);
  const all = taken.length === whole.rows;

  const others = columns.filter((column) => column.name !== name);
  const batch = Math.max(1, Math.floor(batchCells / Math.max(1, whole.rows)));
  const related: TargetColumn[] = [];
  for (let from = 0; from < others.length; from += batch) {
    tick(from / others.length, 'Reading');
    const table = await readTable(parquetPath, others.slice(from, from + batch));
    const { columns: read } = all ? table : takeTableRows(table, taken);
    for (const [i, column] of read.entries()) {
      tick((from + i) / others.length, column.name);
      related.push(relateToTarget(column, facts));
    }
  }
  return { target: name, type: ref.type, columns: rankTargetColumns(related) };
}
