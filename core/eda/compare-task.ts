import { AppError } from '../base/app-error.ts';
import type { Tick } from '../base/tick.ts';
import type { Comparison } from '../contract/eda-relations.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { findColumn, takeTableRows, type Table } from '../table/table.ts';
import {
  compareColumns,
  rankComparison,
  type ComparedColumn,
} from './relations/compare-columns.ts';

export interface CompareSide {
  readonly name: string;
  readonly parquetPath: string;
  /** Of the version, whatever the segment. */
  readonly totalRows: number;
  readonly columns: readonly ColumnRef[];
  /** The rows to look at; null takes all. */
  readonly rows: Uint32Array | null;
}

export interface CompareTaskInput {
  readonly a: CompareSide;
  readonly b: CompareSide;
}

export const compareTask = declareTask<CompareTaskInput, Comparison>('eda.compare');

/** Cells read at a time, 8 bytes each. */
const batchCells = 16_000_000;

/** Reads both sides a few columns at a time and compares them. */
export async function run({ a, b }: CompareTaskInput, { tick }: TaskContext): Promise<Comparison> {
  for (const side of [a, b]) {
    if (countRows(side) > 0) continue;
    throw new AppError('NOT_ENOUGH_DATA', `${side.name} has no rows`, {
      hint: 'Choose another version or segment',
    });
  }
  const inB = new Map(b.columns.map((column) => [column.name, column]));
  const inA = new Set(a.columns.map(({ name }) => name));
  const common = a.columns.filter(({ name }) => inB.has(name));
  if (common.length === 0) {
    throw new AppError('NOT_ENOUGH_DATA', `${a.name} and ${b.name} have no column in common`, {
      hint: 'Compare versions of one dataset, or rename columns first',
    });
  }
  const columns = await compareInBatches(
    a,
    b,
    common.map(({ name }) => name),
    tick,
  );
  return {
    a: { name: a.name, rows: countRows(a) },
    b: { name: b.name, rows: countRows(b) },
    schema: {
      onlyA: a.columns.map(({ name }) => name).filter((name) => !inB.has(name)),
      onlyB: b.columns.map(({ name }) => name).filter((name) => !inA.has(name)),
      retyped: common
        .map(({ name, type }) => ({ name, a: type, b: inB.get(name)!.type }))
        .filter((column) => column.a !== column.b),
    },
    columns: rankComparison(columns),
  };
}

function countRows({ rows, totalRows }: CompareSide): number {
  return rows === null ? totalRows : rows.length;
}

async function compareInBatches(
  a: CompareSide,
  b: CompareSide,
  names: readonly string[],
  tick: Tick,
): Promise<ComparedColumn[]> {
  const batch = Math.max(1, Math.floor(batchCells / (a.totalRows + b.totalRows)));
  const compared: ComparedColumn[] = [];
  for (let from = 0; from < names.length; from += batch) {
    const part = names.slice(from, from + batch);
    tick(from / names.length, 'Reading');
    const left = await read(a, part);
    tick(from / names.length, 'Reading');
    const right = await read(b, part);
    for (const [i, name] of part.entries()) {
      tick((from + i) / names.length, name);
      const column = compareColumns(findColumn(left, name)!, findColumn(right, name)!);
      if (column) compared.push(column);
    }
  }
  return compared;
}

async function read(side: CompareSide, names: readonly string[]): Promise<Table> {
  const wanted = new Set(names);
  const table = await readTable(
    side.parquetPath,
    side.columns.filter(({ name }) => wanted.has(name)),
  );
  return side.rows === null ? table : takeTableRows(table, Int32Array.from(side.rows));
}
