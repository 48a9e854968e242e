import { AppError } from '../base/app-error.ts';
import type { Warning } from '../contract/common.ts';
import type { SplitKeys } from '../evaluation/make-folds.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import { classTargets, numberTargets } from '../evaluation/target-values.ts';
import { asCoded, requireColumn } from '../preprocessing/coded.ts';
import { findColumn, isCoded, selectColumns, takeTableRows, type Table } from '../table/table.ts';
import { dropInfinite } from './finite-table.ts';
import { readTarget } from './target.ts';
import type { TrainTaskInput, VersionFile } from './tasks.ts';
import type { TrainingData } from './training-data.ts';

/** What reading needs of a training. */
export type ReadRequest = Pick<
  TrainTaskInput,
  'version' | 'task' | 'target' | 'features' | 'weight' | 'group' | 'time'
>;

export interface ReadData {
  readonly data: TrainingData;
  /** The row of the version each row of the data is. */
  readonly rows: Int32Array;
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

function columnsToRead(file: VersionFile, input: ReadRequest): ColumnRef[] {
  const { features, target, weight, group, time } = input;
  const wanted = new Set([...features, target.name, weight, group, time]);
  return file.columns.filter(({ name }) => wanted.has(name));
}

function warnOfInfinite(found: ReturnType<typeof dropInfinite>['found']): Warning[] {
  return found.map(({ column, count }) => ({
    kind: 'infinite',
    column,
    message: `${count} infinite values of '${column}' count as missing.`,
  }));
}

/** The group column as numbers from 0 in order of appearance; missing values are a group. */
function readGroups(table: Table, name: string): Int32Array {
  const { codes, dictionary } = asCoded(requireColumn(table, name));
  const numberOf = new Int32Array(dictionary.length + 1).fill(-1);
  let next = 0;
  const groups = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]! + 1;
    if (numberOf[code] === -1) numberOf[code] = next++;
    groups[row] = numberOf[code]!;
  }
  return groups;
}

/** The time column as it stands; missing times are NaN. */
function readTimes(table: Table, name: string): Float64Array {
  const column = requireColumn(table, name);
  if (!isCoded(column)) return column.values;
  throw new AppError('INVALID_INPUT', `The time column '${name}' is ${column.type}.`, {
    hint: 'Choose a column of dates or numbers.',
    path: 'time',
  });
}

function readKeys(table: Table, input: ReadRequest, rows: Int32Array): { keys?: SplitKeys } {
  const { group, time } = input;
  if (group === null && time === null) return {};
  const taken = takeTableRows(selectColumns(table, [group ?? '', time ?? '']), rows);
  const groups = group === null ? null : readGroups(taken, group);
  return { keys: { groups, times: time === null ? null : readTimes(taken, time) } };
}

interface Targets {
  readonly classes: readonly string[];
  readonly rows: Int32Array;
  readonly y: Float64Array;
}

/** Drops rows without a target or a weight, and says how many. */
function assemble(table: Table, target: Targets, input: ReadRequest): ReadData {
  const warnings: Warning[] = [];
  const without = table.rows - target.rows.length;
  if (without > 0) {
    const message = `${without} rows without a value of '${input.target.name}' are left out.`;
    warnings.push({ kind: 'target', column: input.target.name, message });
  }
  const weights = input.weight === null ? null : readWeights(table, input.weight);
  const times = input.time === null ? null : readTimes(table, input.time);
  const kept: number[] = [];
  let weightless = 0;
  let timeless = 0;
  target.rows.forEach((row, i) => {
    if (weights && Number.isNaN(weights[row]!)) weightless++;
    else if (times && Number.isNaN(times[row]!)) timeless++;
    else kept.push(i);
  });
  if (weightless > 0) {
    const message = `${weightless} rows without a weight are left out.`;
    warnings.push({ kind: 'weight', column: input.weight!, message });
  }
  if (timeless > 0) {
    const message = `${timeless} rows without a time are left out.`;
    warnings.push({ kind: 'time', column: input.time!, message });
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
    ...readKeys(table, input, rows),
  };
  return { data, rows, warnings };
}

/** The rows to learn from. TARGET_INVALID when the target is missing, constant or unfit. */
export async function readTrainingData(input: ReadRequest): Promise<ReadData> {
  const table = await readTable(input.version.parquetPath, columnsToRead(input.version, input));
  const column = requireColumn(table, input.target.name);
  return assemble(table, readTarget(column, input.task), input);
}

/** The rows of a test version. SCHEMA_MISMATCH when columns are missing. */
export async function readTestData(
  file: VersionFile,
  input: ReadRequest,
  classes: readonly string[],
): Promise<ReadData> {
  const unsplit = { ...input, group: null, time: null };
  const table = await readTable(file.parquetPath, columnsToRead(file, unsplit));
  const schema = { target: input.target, classes };
  const { rows, y } =
    input.task === 'classification' ? classTargets(schema, table) : numberTargets(schema, table);
  const weight = input.weight !== null && findColumn(table, input.weight) ? input.weight : null;
  const read = { ...unsplit, weight };
  return assemble(table, { classes, rows, y: Float64Array.from(y) }, read);
}
