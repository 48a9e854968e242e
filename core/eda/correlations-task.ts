import { subTick } from '../base/tick.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { takeRows, type Column } from '../table/table.ts';
import { correlate, type Association, type CorrelationMethod } from './correlate.ts';
import { evenSample } from './even-sample.ts';

export interface CorrelationsTaskInput {
  readonly parquetPath: string;
  readonly totalRows: number;
  /** Those the method can take. */
  readonly columns: readonly ColumnRef[];
  readonly method: CorrelationMethod;
  /** The rows to look at, ascending; null takes all. */
  readonly rows: Uint32Array | null;
}

export type CorrelationsTaskOutput = Association & { readonly rows: number };

export const correlationsTask = declareTask<CorrelationsTaskInput, CorrelationsTaskOutput>(
  'eda.correlations',
);

/** Cells read at a time, 8 bytes each. */
const batchCells = 16_000_000;
/** Cells kept for the pairs. */
const keptCells = 100_000_000;

/**
 * The most rows of a column that a method looks at: τ sorts for every pair, the others count or add for
 * every pair. Never fewer than 20,000 rows.
 */
function mostRows(method: CorrelationMethod, columns: number): number {
  const work = (columns * (columns + 1)) / 2;
  const most = method === 'kendall' ? Math.min(100_000, 4e7 / work) : 2e9 / work;
  return Math.floor(Math.max(20_000, Math.min(most, keptCells / Math.max(1, columns))));
}

export async function run(
  { parquetPath, totalRows, columns, method, rows }: CorrelationsTaskInput,
  { tick }: TaskContext,
): Promise<CorrelationsTaskOutput> {
  const all = rows?.length ?? totalRows;
  const sample = evenSample(all, mostRows(method, Math.min(100, columns.length)));
  const taken = takenRows(rows, sample);
  const batch = Math.max(1, Math.floor(batchCells / Math.max(1, totalRows)));
  const kept: Column[] = [];
  for (let from = 0; from < columns.length; from += batch) {
    tick((0.4 * from) / columns.length, 'Reading');
    const table = await readTable(parquetPath, columns.slice(from, from + batch));
    kept.push(...table.columns.map((column) => (taken ? takeRows(column, taken) : column)));
  }
  const used = taken?.length ?? all;
  const table = { rows: used, columns: kept };
  return { ...correlate(table, method, subTick(tick, 0.4, 1, 'Correlations')), rows: used };
}

function takenRows(rows: Uint32Array | null, sample: Int32Array | null): Int32Array | null {
  if (rows === null) return sample;
  return sample === null ? Int32Array.from(rows) : sample.map((at) => rows[at]!);
}
