import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../base/app-error.ts';
import type { Tick } from '../../base/tick.ts';
import type { ColumnType, Warning } from '../../contract/common.ts';
import type { Format } from '../../contract/data.ts';
import type { Converted } from '../convert-file.ts';
import { openDuckdb, type Duck } from '../duckdb.ts';
import { nameColumns } from '../sniff/column-names.ts';
import { expandFile, type Compression } from './decompress.ts';
import { openDuckdbFile, openParquet, readable, type EngineSource } from './engine-source.ts';
import { readArrow } from './read-arrow.ts';
import { openExcel, type ExcelOptions } from './read-excel.ts';
import { readJson, readJsonLines } from './read-json.ts';
import { readSqlite } from './read-sqlite.ts';
import { describeRelation, mapRelation } from './relation-columns.ts';
import type { RowSource } from './row-source.ts';
import { RowStage } from './row-stage.ts';
import {
  settleTallied,
  unknownTypes,
  writeSettled,
  type FormatReadOptions,
  type Settled,
} from './settle-stage.ts';

/** What is read by this folder; delimited text has its own path. */
export type SourceFormat = Exclude<Format, 'delimited'>;

export interface SourceReadOptions extends FormatReadOptions, ExcelOptions {
  readonly table?: string | undefined;
  readonly nullWords?: readonly string[] | undefined;
  readonly types?: Readonly<Record<string, ColumnType>> | undefined;
}

export interface SourceInput {
  readonly path: string;
  readonly bytes: number;
  readonly format: SourceFormat;
  readonly compression: Compression;
  readonly read: SourceReadOptions;
  /** Where the Parquet file and what comes between are written. */
  readonly folder: string;
}

export type ConvertedSource = Omit<Converted, 'sniffed'>;

export interface ConvertTools {
  readonly tick: Tick;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Turns a file of any format but delimited text into a Parquet file in `folder`, which the caller
 * removes. Column types are Assay's own; `types` overrides them. Throws PARSE_FAILED and the like.
 */
export async function convertSource(
  input: SourceInput,
  tools: ConvertTools,
): Promise<ConvertedSource> {
  if (input.compression !== 'none') return convertCompressed(input, tools);
  if (input.format === 'parquet' || input.format === 'duckdb') return convertEngine(input, tools);
  return convertRows(await openRows(input), input, tools);
}

async function convertCompressed(
  input: SourceInput,
  tools: ConvertTools,
): Promise<ConvertedSource> {
  const expanded = join(input.folder, `${randomUUID()}.expanded`);
  try {
    const { bytes } = await expandFile(input.path, expanded, {
      compression: input.compression,
      signal: tools.signal,
      onBytes: (done) => tools.tick((0.2 * done) / Math.max(1, input.bytes), 'Expanding'),
    });
    const tick: Tick = (fraction, message) => tools.tick(0.2 + 0.8 * fraction, message);
    return await convertSource(
      { ...input, path: expanded, bytes, compression: 'none' },
      { ...tools, tick },
    );
  } finally {
    await rm(expanded, { force: true });
  }
}

/** The rows of a file that is read here and not by the engine. */
export async function openRows(
  input: Pick<SourceInput, 'path' | 'bytes' | 'format' | 'read'>,
): Promise<RowSource> {
  const { path, bytes, read } = input;
  switch (input.format) {
    case 'json':
      return readJson({ path, bytes, header: read.header });
    case 'jsonl':
      return readJsonLines({ path, bytes, header: read.header });
    case 'arrow':
      return readArrow(path);
    case 'excel':
      return (await openExcel(path, read)).source;
    case 'sqlite':
      return readSqlite(path, read.table);
    case 'parquet':
    case 'duckdb':
      throw new Error(`${input.format} is read by the engine`);
  }
}

/** Share of the work that reading takes, the rest is writing. */
const readShare = 0.7;

/** Turns rows into a Parquet file in `folder`. */
export async function convertRows(
  source: RowSource,
  made: { readonly read: SourceReadOptions; readonly folder: string },
  { tick, signal }: ConvertTools,
): Promise<ConvertedSource> {
  const { read, folder } = made;
  const stage = new RowStage({
    folder,
    nullWords: read.nullWords ?? source.nullWords,
    wordsGiven: read.nullWords !== undefined,
  });
  const parquetPath = join(folder, `${randomUUID()}.parquet`);
  try {
    for await (const block of source.blocks()) {
      if (signal?.aborted) throw new AppError('CANCELLED', 'Cancelled');
      await stage.append(block.rows, source.names.length);
      tick(readShare * block.done, `${stage.rows} rows`);
    }
    refuseNothing(source, stage);
    // columns that came without any row
    await stage.append([], source.names.length);
    const settled = await writeStage(stage, { source, read, folder, parquetPath, signal });
    const { rejected } = source;
    return {
      parquetPath,
      rows: settled.rows,
      columns: settled.columns,
      rejected: { rows: rejected.rows, sample: [...rejected.sample] },
      warnings: settled.warnings,
    };
  } catch (error) {
    await rm(parquetPath, { force: true });
    throw error;
  } finally {
    await stage.dispose();
  }
}

function refuseNothing(source: RowSource, stage: RowStage): void {
  const [first] = source.rejected.sample;
  if (stage.rows === 0 && first) {
    throw new AppError(
      'PARSE_FAILED',
      `No row could be read; ${source.rejected.rows} were rejected, line ${first.line} because: ${first.reason}`,
      { hint: 'Check that the file is of the format it seems' },
    );
  }
  if (source.names.length === 0) {
    throw new AppError('FILE_EMPTY', 'The file has no columns', {
      hint: 'Choose a file with at least one named value',
    });
  }
}

async function writeStage(
  stage: RowStage,
  made: {
    readonly source: RowSource;
    readonly read: SourceReadOptions;
    readonly folder: string;
    readonly parquetPath: string;
    readonly signal: AbortSignal | undefined;
  },
): Promise<Settled> {
  const named = nameColumns(made.source.names, made.source.names.length);
  const columns = named.names.map((name, index) =>
    settleTallied(name, stage.tallies[index]!, { index, options: made.read }),
  );
  using duck = await openDuckdb({ folders: [made.folder], signal: made.signal });
  const settled = await writeSettled(duck, await stage.relation(), {
    columns,
    target: made.parquetPath,
  });
  return {
    ...settled,
    warnings: [...gatherWarnings(stage, { ...made, named, columns }), ...settled.warnings],
  };
}

function gatherWarnings(
  stage: RowStage,
  made: {
    readonly source: RowSource;
    readonly read: SourceReadOptions;
    readonly named: { readonly names: readonly string[]; readonly warnings: readonly Warning[] };
    readonly columns: readonly { readonly warnings: readonly Warning[] }[];
  },
): Warning[] {
  const warnings = [...made.source.warnings, ...made.named.warnings];
  for (const column of made.columns) warnings.push(...column.warnings);
  warnings.push(...unknownTypes(made.named.names, made.read));
  const rejected = made.source.rejected.rows;
  if (rejected > 0) {
    warnings.push({ kind: 'rejected_rows', message: `${rejected} malformed rows were left out` });
  }
  if (stage.nulCount > 0) {
    warnings.push({
      kind: 'nul_bytes',
      message: `${stage.nulCount} zero characters were taken out of the texts`,
    });
  }
  return warnings;
}

async function convertEngine(input: SourceInput, tools: ConvertTools): Promise<ConvertedSource> {
  const parquetPath = join(input.folder, `${randomUUID()}.parquet`);
  using duck = await openDuckdb({
    folders: [input.folder],
    files: engineFiles(input.path),
    signal: tools.signal,
  });
  const format = input.format === 'parquet' ? 'Parquet' : 'DuckDB';
  try {
    return await readable(format, async () => {
      const { relation } = await openEngine(duck, input);
      const engine = await describeRelation(duck, relation);
      const named = nameColumns(
        engine.map((column) => column.name),
        engine.length,
      );
      const mapped = await mapRelation(duck, relation, {
        engine,
        names: named.names,
        options: input.read,
      });
      tools.tick(0.3, 'Converting');
      const settled = await writeSettled(duck, mapped.relation, {
        columns: mapped.columns,
        target: parquetPath,
      });
      return {
        parquetPath,
        rows: settled.rows,
        columns: settled.columns,
        rejected: { rows: 0, sample: [] },
        warnings: [
          ...named.warnings,
          ...mapped.warnings,
          ...unknownTypes(named.names, input.read),
          ...settled.warnings,
        ],
      };
    });
  } catch (error) {
    await rm(parquetPath, { force: true });
    throw error;
  }
}

/** The engine asks for a log beside its files, also when there is none. */
export function engineFiles(path: string): string[] {
  return [path, `${path}.wal`];
}

export async function openEngine(
  duck: Duck,
  input: Pick<SourceInput, 'path' | 'format' | 'read'>,
): Promise<EngineSource> {
  return input.format === 'parquet'
    ? openParquet(duck, input.path)
    : openDuckdbFile(duck, input.path, input.read.table);
}
