import { AppError } from '../base/app-error.ts';
import type { Warning } from '../contract/common.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import { classTargets, numberTargets } from '../evaluation/target-values.ts';
import { requireColumn } from '../preprocessing/coded.ts';
import { findColumn, isCoded, selectColumns, takeTableRows, type Table } from '../table/table.ts';
import { dropInfinite } from './finite-table.ts';
import { readTarget } from './target.ts';
import type { TrainTaskInput, VersionFile } from './tasks.ts';
import type { TrainingData } from './training-data.ts';

export interface ReadData {
  readonly data: TrainingData;
  readonly warnings: readonly Warning[];
}

/** Weights as they stand; missing ones are NaN. */
function readWeights(table: Table, name: string): Float64Array {
  const column = requireColumn(table, name);
  if (!isCoded(column) && column.type !== 'datetime') return column.values;
  throw new AppError(
    'INVALID_INPUT',
    `The weight column '${name}' is ${column.type}, no numbers.`,
    {
      hint: 'Choose a column of numbers ≥ 0.',
      path: 'weight',
    },
  );
}

function columnsToRead(file: VersionFile, input: TrainTaskInput): ColumnRef[] {
  const wanted = new Set([...input.features, input.target.name, input.weight]);
  return file.columns.filter(({ name }) => wanted.has(name));
}

function warnOfInfinite(found: ReturnType<typeof dropInfinite>['found']): Warning[] {
  return found.map(({ column, count }) => ({
    kind: 'infinite',
    column,
    message: `${count} infinite values of '${column}' count as missing.`,
  }));
}

interface Targets {
  readonly classes: readonly string[];
  readonly rows: Int32Array;
  readonly y: Float64Array;
}

/** Drops rows without a target or a weight, and says how many. */
function assemble(table: Table, target: Targets, input: TrainTaskInput): ReadData {
  const warnings: Warning[] = [];
  const without = table.rows - target.rows.length;
  if (without > 0) {
    const message = `${without} rows without a value of '${input.target.name}' are left out.`;
    warnings.push({ kind: 'target', column: input.target.name, message });
  }
  const weights = input.weight === null ? null : readWeights(table, input.weight);
  const kept: number[] = [];
  target.rows.forEach((row, i) => {
    if (!weights || !Number.isNaN(weights[row]!)) kept.push(i);
  });
  if (kept.length < target.rows.length) {
    const message = `${target.rows.length - kept.length} rows without a weight are left out.`;
    warnings.push({ kind: 'weight', column: input.weight!, message });
  }
  const rows = Int32Array.from(kept, (i) => target.rows[i]!);
  const finite = dropInfinite(selectColumns(table, input.features));
  warnings.push(...warnOfInfinite(finite.found));
  const data: TrainingData = {
    task: input.task,
    target: input.target,
    classes: target.classes,
    table: rows.length === table.rows ? finite.table : takeTableRows(finite.table, rows),
    y: Float64Array.from(kept, (i) => target.y[i]!),
    weights: weights ? Float64Array.from(rows, (row) => weights[row]!) : null,
  };
  return { data, warnings };
}

/** The rows to learn from. TARGET_INVALID when the target is missing, constant or unfit. */
export async function readTrainingData(input: TrainTaskInput): Promise<ReadData> {
  const table = await readTable(input.version.parquetPath, columnsToRead(input.version, input));
  const column = requireColumn(table, input.target.name);
  return assemble(table, readTarget(column, input.task), input);
}

/** The rows of a test version. SCHEMA_MISMATCH when columns are missing. */
export async function readTestData(
  file: VersionFile,
  input: TrainTaskInput,
  classes: readonly string[],
): Promise<ReadData> {
  const table = await readTable(file.parquetPath, columnsToRead(file, input));
  const schema = { target: input.target, classes };
  const { rows, y } =
    input.task === 'classification' ? classTargets(schema, table) : numberTargets(schema, table);
  const weight = input.weight !== null && findColumn(table, input.weight) ? input.weight : null;
  const read = { ...input, weight };
  return assemble(table, { classes, rows, y: Float64Array.from(y) }, read);
}
