import { copyFile, open, rm } from 'node:fs/promises';
import type { Tick } from '../base/tick.ts';
import { taskSignal } from '../jobs/task-thread.ts';
import type { TaskContext } from '../jobs/task.ts';
import { writeFailure } from '../storage/file-errors.ts';
import type { Table } from '../table/table.ts';
import { tableRows } from './cells.ts';
import { checkExcelSize, writeExcel } from './formats/write-excel.ts';
import { openDuckdb, sqlName, sqlText } from './duckdb.ts';
import { readTable } from './read-table.ts';
import type { ExportTaskInput } from './tasks.ts';
import { writeHeader, writeRows } from './write-delimited.ts';
import { besidePath, publish, writeFileAtomic, type TextSink } from './write-file.ts';

/** Rows that are in memory at once. */
const rowsPerPart = 100_000;

/** Writes a version to a file, part by part in constant memory; the file appears whole or not at all. */
export async function run(
  input: ExportTaskInput,
  { tick }: TaskContext,
): Promise<{ bytes: number }> {
  return writers[input.format]({ ...input, tick });
}

const writers: Readonly<Record<ExportTaskInput['format'], (made: Export) => Promise<Written>>> = {
  csv: exportCsv,
  json: exportJson,
  jsonl: exportJsonLines,
  parquet: exportParquet,
  xlsx: exportExcel,
};

interface Written {
  readonly bytes: number;
}

interface Export extends ExportTaskInput {
  readonly tick: Tick;
}

async function exportParquet({ parquetPath, path }: Export): Promise<{ bytes: number }> {
  const temporary = await besidePath(path);
  await copyFile(parquetPath, temporary).catch((error: unknown) => {
    throw writeFailure(error, path);
  });
  return publish(temporary, path);
}

async function exportCsv(made: Export): Promise<{ bytes: number }> {
  const signal = taskSignal();
  const options = {
    escapeFormulas: made.escapeFormulas,
    dayOnly: await findDayOnly(made),
    ...(signal === undefined ? {} : { signal }),
  };
  const names = made.columns.map((column) => column.name);
  return writeFileAtomic(made.path, async (sink) => {
    await writeHeader(sink, names, options);
    for await (const part of parts(made)) await writeRows(sink, part, options);
  });
}

/** An array of records, one a line. Numbers JSON does not know (infinities) are null. */
async function exportJson(made: Export): Promise<{ bytes: number }> {
  const names = made.columns.map((column) => column.name);
  return writeFileAtomic(made.path, async (sink) => {
    await sink.write('[');
    let separator = '\n';
    for await (const part of parts(made)) {
      separator = await writeRecords(sink, part, { names, separator });
    }
    await sink.write('\n]\n');
  });
}

/** One record a line. */
async function exportJsonLines(made: Export): Promise<{ bytes: number }> {
  const names = made.columns.map((column) => column.name);
  return writeFileAtomic(made.path, async (sink) => {
    let separator = '';
    for await (const part of parts(made)) {
      await writeRecords(sink, part, { names, separator, between: '\n' });
      separator = '\n';
    }
    if (separator !== '') await sink.write('\n');
  });
}

async function exportExcel(made: Export): Promise<{ bytes: number }> {
  const { columns, rows, escapeFormulas } = made;
  checkExcelSize(rows, columns.length);
  const dayOnly = await findDayOnly(made);
  const temporary = await besidePath(made.path);
  try {
    await using file = await open(temporary, 'wx');
    await writeExcel(file, { columns, rows, escapeFormulas, dayOnly, parts: parts(made) });
    await file.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw writeFailure(error, made.path);
  }
  return publish(temporary, made.path);
}

async function writeRecords(
  sink: TextSink,
  table: Table,
  {
    names,
    separator,
    between = ',\n',
  }: { readonly names: readonly string[]; readonly separator: string; readonly between?: string },
): Promise<string> {
  let next = separator;
  for (let from = 0; from < table.rows; from += 5000) {
    taskSignal()?.throwIfAborted();
    let text = '';
    for (const row of tableRows(table, from, 5000)) {
      const fields = row.map((cell, i) => `${JSON.stringify(names[i])}:${JSON.stringify(cell)}`);
      text += `${next}{${fields.join(',')}}`;
      next = between;
    }
    await sink.write(text);
  }
  return next;
}

async function* parts({ parquetPath, rows, columns, tick }: Export): AsyncGenerator<Table> {
  for (let offset = 0; offset < rows; offset += rowsPerPart) {
    tick(offset / rows);
    yield await readTable(parquetPath, columns, { offset, limit: rowsPerPart });
  }
}

/** Date columns without any time of day, which are written as days. */
async function findDayOnly({ columns, parquetPath }: Export): Promise<ReadonlySet<string>> {
  const dates = columns.filter((column) => column.type === 'datetime');
  if (dates.length === 0) return new Set();
  using duck = await openDuckdb({ folders: [], files: [parquetPath] });
  const select = dates.map(
    ({ name }, i) => `bool_and(date_trunc('day', ${sqlName(name)}) = ${sqlName(name)}) AS d${i}`,
  );
  const [row] = await duck.rows(
    `SELECT ${select.join(', ')} FROM read_parquet(${sqlText(parquetPath)})`,
  );
  return new Set(dates.flatMap(({ name }, i) => (row![`d${i}`] === true ? [name] : [])));
}
