import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ParsedInputOf } from '../../contract/contract.ts';
import type { Format, Sniffed } from '../../contract/data.ts';
import type { Warning } from '../../contract/common.ts';
import type { JobContext } from '../../jobs/context.ts';
import { convertFile, type Converted } from '../convert-file.ts';
import type { ConvertedSource, SourceFormat } from '../formats/convert-source.ts';
import type { Compression } from '../formats/decompress.ts';
import { detectFormat } from '../formats/detect-format.ts';
import { copySource, describeSource, stateOf, type SourceFile } from '../source-file.ts';
import type { StoredArtifact } from '../../storage/artifact-store.ts';
import type { SniffedText } from '../sniff/sniff-text.ts';
import { convertTask } from '../tasks.ts';
import { copyWhileConverting } from './copy-while-converting.ts';

/** What a person may fix of the guesses. */
export type ImportReadOptions = Omit<
  ParsedInputOf<'data.import'>,
  'files' | 'name' | 'combine' | 'sourceColumn' | 'asLastTime'
>;

/** A file copied byte for byte into the workspace's temporary folder, and what it became. */
export interface StagedFile {
  readonly path: string;
  readonly name: string;
  /** The copy. */
  readonly staged: string;
  readonly settled: SettledRead;
  /** Of the copy. */
  readonly content: StoredArtifact;
  readonly format: Format;
  readonly converted: ConvertedSource;
  /** Null but for delimited text. */
  readonly sniffed: Sniffed | null;
  /** Removes the copy and what was made of it. */
  dispose(): Promise<void>;
}

/** How a copied file is to be read. */
export interface SettledRead {
  readonly read: ImportReadOptions;
  /** The guesses under these options where they were made already. */
  readonly sniffed: SniffedText | null;
  readonly warnings: readonly Warning[];
  /** To be called once the import is in. */
  keep(): void;
}

export interface StageFileOptions {
  readonly read: ImportReadOptions;
  /** Decides on the options by a look at the file; default: they stand. */
  readonly settle?: (file: SourceFile) => Promise<SettledRead>;
  /** The part of the job's progress that is this file's. */
  readonly from: number;
  readonly to: number;
}

/** The share of the work that copying the source takes, for the progress bar. */
const copyShare = 0.3;

/**
 * Copies a file and turns it into Parquet. Nothing of it is left when that fails. Throws the failures of
 * an import: FILE_NOT_FOUND, FILE_EMPTY, PARSE_FAILED, UNSUPPORTED, FILE_TOO_LARGE, CANCELLED ....
 */
export async function stageFile(
  path: string,
  context: JobContext,
  options: StageFileOptions,
): Promise<StagedFile> {
  const { workspace, signal } = context;
  const before = await stateOf(path);
  const file = { ...(await describeSource(path)), path: resolve(path) };
  const span = options.to - options.from;
  const report = (stage: string, fraction: number): void =>
    context.progress({ fraction: options.from + fraction * span, stage, message: file.name });
  const onCopied = (done: number): void =>
    report('Copying', copyShare * Math.min(1, done / file.bytes));
  const staged = join(workspace.temporaryFolder, `${randomUUID()}.source`);
  const settled = (await options.settle?.(file)) ?? unsettled(options.read);
  const { read } = settled;
  const reading = { read, folder: workspace.temporaryFolder, signal };
  try {
    const likely = read.format ?? (await detectFormat(file.path, file.name)).format;
    const { scan, converted: early } =
      likely === 'delimited'
        ? await copyWhileConverting(
            file,
            { copyTo: staged, before },
            { ...reading, sniffed: settled.sniffed, onBytes: onCopied },
          )
        : { scan: await copySource(path, staged, { signal, onBytes: onCopied }), converted: null };
    report('Reading', copyShare);
    const copy = { ...file, path: staged, bytes: scan.bytes };
    const detected = await detectFormat(staged, file.name);
    const format = read.format ?? detected.format;
    const made: Converted | (ConvertedSource & { readonly sniffed: null }) =
      format === 'delimited'
        ? (early ??
          (await convertFile(copy, scan, {
            ...reading,
            onBytes: (done) =>
              report('Reading', copyShare + 0.6 * (done / Math.max(1, scan.bytes))),
          })))
        : await convertOnWorker(copy, { ...detected, format }, context, { ...options, read });
    const { sniffed, ...converted } = made;
    const log = await unsavedLog(path, format);
    return {
      path,
      name: file.name,
      staged,
      settled,
      content: { sha256: scan.sha256, bytes: scan.bytes },
      format,
      converted: { ...converted, warnings: [...log, ...converted.warnings] },
      sniffed,
      async dispose() {
        await rm(staged, { force: true });
        await rm(converted.parquetPath, { force: true });
      },
    };
  } catch (error) {
    await rm(staged, { force: true });
    throw error;
  }
}

/** Options that nothing is known of but what was asked for. */
export function unsettled(read: ImportReadOptions): SettledRead {
  return { read, sniffed: null, warnings: [], keep: () => {} };
}

async function convertOnWorker(
  file: SourceFile,
  detected: { readonly format: SourceFormat; readonly compression: Compression },
  context: JobContext,
  { read, from, to }: StageFileOptions,
): Promise<ConvertedSource & { readonly sniffed: null }> {
  const span = to - from;
  const converted = await context.compute(
    convertTask,
    {
      ...detected,
      path: file.path,
      bytes: file.bytes,
      read,
      folder: context.workspace.temporaryFolder,
    },
    { stage: `Reading ${file.name}`, from: from + copyShare * span, to: from + 0.9 * span },
  );
  return { ...converted, sniffed: null };
}

/** A database that is in use keeps its latest changes in a file beside it, which is not read. */
async function unsavedLog(path: string, format: Format): Promise<Warning[]> {
  const ending = { sqlite: '-wal', duckdb: '.wal' }[format as string];
  if (ending === undefined) return [];
  const log = await stat(path + ending).catch(() => null);
  if (!log || log.size === 0) return [];
  return [
    {
      kind: 'changes_not_read',
      message: `The latest changes of the database lie in ${path.split(/[\\/]/).at(-1)}${ending} and were not read; close the programs that use it and import again`,
    },
  ];
}
