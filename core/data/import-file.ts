import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, fromFailure, isAppError, toFailure } from '../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { Imported } from '../contract/data.ts';
import type { JobContext } from '../jobs/context.ts';
import { convertFile, type Converted } from './convert-file.ts';
import type { VersionSource } from './repository.ts';
import { describeSource, scanFile, suggestName } from './source-file.ts';
import type { ReadOptions } from './sniff/sniff-text.ts';
import { saveVersion } from './versions.ts';

/** The share of an import that copying the source takes, for the progress bar. */
const copyShare = 0.4;

/**
 * Imports files one after the other, each into its own dataset. What fails is listed; when all fail,
 * the first failure is thrown. A cancelled import leaves the files before it and nothing of its own.
 */
export async function importFiles(
  input: ParsedInputOf<'data.import'>,
  context: JobContext,
): Promise<OutputOf<'data.import'>> {
  const { files, name, ...read } = input;
  if (name !== undefined) checkName(name, files.length);
  const imports: Imported[] = [];
  const failures: OutputOf<'data.import'>['failures'] = [];
  for (const [index, file] of files.entries()) {
    try {
      imports.push(
        await importFile(file, context, {
          read,
          name,
          from: index / files.length,
          to: (index + 1) / files.length,
        }),
      );
    } catch (error) {
      if (!isAppError(error) || error.code === 'CANCELLED' || files.length === 1) throw error;
      failures.push({ file, error: toFailure(error) });
    }
  }
  const [first] = imports;
  if (!first) throw fromFailure(failures[0]!.error);
  return { ...first, imports, failures };
}

function checkName(name: string, files: number): void {
  if (files > 1) {
    throw new AppError('INVALID_INPUT', `One name was given for ${files} files`, {
      hint: 'Leave the name out; each dataset is called as its file',
      path: 'name',
    });
  }
  if (name.includes('@') || name.trim() !== name) {
    throw new AppError('INVALID_INPUT', `"${name}" cannot be the name of a dataset`, {
      hint: 'Leave out @, which names a version, and blanks at either end',
      path: 'name',
    });
  }
}

interface ImportOptions {
  readonly read: ReadOptions;
  readonly name: string | undefined;
  /** The part of the job's progress that is this file's. */
  readonly from: number;
  readonly to: number;
}

async function importFile(
  path: string,
  context: JobContext,
  options: ImportOptions,
): Promise<Imported> {
  const { workspace, signal } = context;
  const file = await describeSource(path);
  const at = (fraction: number) => options.from + fraction * (options.to - options.from);
  const staged = join(workspace.temporaryFolder, `${randomUUID()}.source`);
  let converted: Converted | null = null;
  try {
    const scan = await scanFile(path, {
      copyTo: staged,
      signal,
      onBytes: (done) =>
        context.progress({
          fraction: at(copyShare * Math.min(1, done / file.bytes)),
          stage: 'Copying',
          message: file.name,
        }),
    });
    context.progress({ fraction: at(copyShare), stage: 'Reading', message: file.name });
    converted = await convertFile({ ...file, path: staged, bytes: scan.bytes }, scan, {
      read: options.read,
      folder: workspace.temporaryFolder,
      signal,
      onBytes: (done) =>
        context.progress({
          fraction: at(copyShare + 0.3 * (done / Math.max(1, scan.bytes))),
          stage: 'Reading',
          message: file.name,
        }),
    });
    if (signal.aborted) throw new AppError('CANCELLED', 'Cancelled');
    context.progress({ fraction: at(0.95), stage: 'Saving', message: file.name });
    return await keep(staged, converted, context, {
      file: path,
      name: options.name ?? suggestName(file.name),
    });
  } finally {
    await rm(staged, { force: true });
    if (converted) await rm(converted.parquetPath, { force: true });
  }
}

/** From here on nothing is cancelled: artifacts first, then the row that names them. */
async function keep(
  staged: string,
  converted: Converted,
  context: JobContext,
  origin: { readonly file: string; readonly name: string },
): Promise<Imported> {
  const { artifacts } = context.workspace;
  const bronze = await artifacts.adopt(staged);
  const parquet = await artifacts.adopt(converted.parquetPath);
  const { sniffed, rejected, warnings } = converted;
  const source: VersionSource = {
    file: origin.file,
    sha256: bronze.sha256,
    bytes: bronze.bytes,
    format: 'delimited',
    sniffed,
    rejected,
    warnings,
  };
  const version = saveVersion(context, {
    datasetName: origin.name,
    layer: 'silver',
    rows: converted.rows,
    columns: converted.columns,
    parquet,
    source,
    bronzeSha256: bronze.sha256,
    operation: 'data.import',
  });
  return {
    dataset: { id: version.datasetId, name: version.datasetName },
    version,
    bronze: { sha256: bronze.sha256, bytes: bronze.bytes, file: origin.file },
    format: 'delimited',
    sniffed,
    rejected,
    warnings,
  };
}
