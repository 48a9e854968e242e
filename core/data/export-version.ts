import { copyFile } from 'node:fs/promises';
import { AppError } from '../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { JobContext } from '../jobs/context.ts';
import { writeFailure } from '../storage/file-errors.ts';
import { outputPath } from '../storage/output-path.ts';
import type { Table } from '../table/table.ts';
import { tableRows } from './cells.ts';
import { openDuckdb, sqlName, sqlText } from './duckdb.ts';
import { readTable } from './read-table.ts';
import type { VersionRecord } from './versions.ts';
import { writeHeader, writeRows } from './write-delimited.ts';
import { besidePath, publish, writeFileAtomic, type TextSink } from './write-file.ts';

/** Rows that are in memory at once. */
const rowsPerPart = 100_000;

/** Writes a version to a file, part by part in constant memory; the file appears whole or not at all. */
export async function exportVersion(
  record: VersionRecord,
  input: ParsedInputOf<'data.export'>,
  context: JobContext,
): Promise<OutputOf<'data.export'>> {
  const { version } = record;
  const fileName = `${version.datasetName}-${version.number}.${input.format}`;
  const path = outputPath(context.workspace, input.out, fileName);
  const write = { csv: exportCsv, json: exportJson, parquet: exportParquet }[input.format];
  const { bytes } = await write(path, { record, input, context });
  return { path, bytes, rows: version.rows };
}

interface Export {
  readonly record: VersionRecord;
  readonly input: ParsedInputOf<'data.export'>;
  readonly context: JobContext;
}

async function exportParquet(path: string, made: Export): Promise<{ bytes: number }> {
  const temporary = await besidePath(path);
  await copyFile(made.record.parquetPath, temporary).catch((error: unknown) => {
    throw writeFailure(error, path);
  });
  return publish(temporary, path);
}

async function exportCsv(path: string, made: Export): Promise<{ bytes: number }> {
  const options = {
    escapeFormulas: made.input.escapeFormulas,
    signal: made.context.signal,
    dayOnly: await findDayOnly(made.record),
  };
  const names = made.record.version.columns.map((column) => column.name);
  return writeFileAtomic(path, async (sink) => {
    await writeHeader(sink, names, options);
    for await (const part of parts(made)) await writeRows(sink, part, options);
  });
}

/** An array of records, one a line. Numbers JSON does not know (infinities) are null. */
async function exportJson(path: string, made: Export): Promise<{ bytes: number }> {
  const names = made.record.version.columns.map((column) => column.name);
  return writeFileAtomic(path, async (sink) => {
    await sink.write('[');
    let separator = '\n';
    for await (const part of parts(made)) {
      separator = await writeRecords(sink, part, { names, separator });
    }
    await sink.write('\n]\n');
  });
}

async function writeRecords(
  sink: TextSink,
  table: Table,
  { names, separator }: { readonly names: readonly string[]; separator: string },
): Promise<string> {
  let next = separator;
  for (let from = 0; from < table.rows; from += 5000) {
    let text = '';
    for (const row of tableRows(table, from, 5000)) {
      const fields = row.map((cell, i) => `${JSON.stringify(names[i])}:${JSON.stringify(cell)}`);
      text += `${next}{${fields.join(',')}}`;
      next = ',\n';
    }
    await sink.write(text);
  }
  return next;
}

async function* parts({ record, context }: Export): AsyncGenerator<Table> {
  const { rows, columns } = record.version;
  for (let offset = 0; offset < rows; offset += rowsPerPart) {
    if (context.signal.aborted) throw new AppError('CANCELLED', 'Cancelled');
    context.progress({ fraction: offset / rows, stage: 'Writing' });
    yield await readTable(record.parquetPath, columns, {
      offset,
      limit: rowsPerPart,
      signal: context.signal,
    });
  }
}

/** Date columns without any time of day, which are written as days. */
async function findDayOnly({ version, parquetPath }: VersionRecord): Promise<ReadonlySet<string>> {
  const dates = version.columns.filter((column) => column.type === 'datetime');
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
