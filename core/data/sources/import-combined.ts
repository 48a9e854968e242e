import { basename, dirname, relative, sep } from 'node:path';
import { AppError, fromFailure, isAppError, toFailure } from '../../base/app-error.ts';
import type { OutputOf } from '../../contract/contract.ts';
import type { Imported } from '../../contract/data.ts';
import type { Warning } from '../../contract/common.ts';
import type { JobContext } from '../../jobs/context.ts';
import { suggestName } from '../source-file.ts';
import { columnKey, combineParts } from './combine-files.ts';
import { saveImported } from './save-imported.ts';
import { stageFile, type ImportReadOptions, type StagedFile } from './stage-file.ts';

export interface CombinedImport {
  /** The folder, or the first of the files. */
  readonly origin: string;
  readonly files: readonly string[];
  /** Names of files of the folder that were not looked at. */
  readonly skipped: readonly string[];
  readonly read: ImportReadOptions;
  readonly name: string | undefined;
  readonly sourceColumn: string;
  /** The part of the job's progress that is this dataset's. */
  readonly from: number;
  readonly to: number;
}

type Failures = OutputOf<'data.import'>['failures'];

/**
 * Imports many files as one dataset, with a column that names the file of each row. A file that cannot
 * be read, or has no column in common with the others, is listed and left out; when none is left, the
 * first failure is thrown.
 */
export async function importCombined(
  made: CombinedImport,
  context: JobContext,
): Promise<{ readonly imported: Imported; readonly failures: Failures }> {
  const staged: StagedFile[] = [];
  const failures: Failures = [];
  try {
    const span = 0.9 * (made.to - made.from);
    for (const [index, file] of made.files.entries()) {
      const from = made.from + (span * index) / made.files.length;
      const to = made.from + (span * (index + 1)) / made.files.length;
      try {
        staged.push(await stageFile(file, context, { read: made.read, from, to }));
      } catch (error) {
        if (!isAppError(error) || error.code === 'CANCELLED') throw error;
        failures.push({ file, error: toFailure(error) });
      }
    }
    const related = await dropStrangers(staged, failures);
    if (related.length === 0) throw fromFailure(failures[0]!.error);
    return { imported: await keepCombined(related, made, context), failures };
  } finally {
    for (const file of staged) await file.dispose();
  }
}

/** Leaves out files without any column that another file has. */
async function dropStrangers(
  staged: readonly StagedFile[],
  failures: Failures,
): Promise<StagedFile[]> {
  if (staged.length < 2) return [...staged];
  const counts = new Map<string, number>();
  for (const { converted } of staged) {
    for (const { name } of converted.columns) {
      counts.set(columnKey(name), (counts.get(columnKey(name)) ?? 0) + 1);
    }
  }
  const related = staged.filter(({ converted }) =>
    converted.columns.some(({ name }) => counts.get(columnKey(name))! > 1),
  );
  // nothing in common at all: what is asked for is done
  if (related.length === 0) return [...staged];
  for (const file of staged) {
    if (related.includes(file)) continue;
    const names = file.converted.columns.map((column) => column.name);
    const error = new AppError(
      'SCHEMA_MISMATCH',
      `${file.name} has no column in common with the other files; it has ${names.slice(0, 8).join(', ')}`,
      { hint: 'Import it by itself, or check its delimiter and header' },
    );
    failures.push({ file: file.path, error: toFailure(error) });
  }
  return related;
}

async function keepCombined(
  staged: readonly StagedFile[],
  made: CombinedImport,
  context: JobContext,
): Promise<Imported> {
  const { artifacts, temporaryFolder } = context.workspace;
  const labels = labelsOf(staged.map((file) => file.path));
  context.progress({
    fraction: made.from + 0.92 * (made.to - made.from),
    stage: 'Combining',
    message: `${staged.length} files`,
  });
  const converted = await combineParts(
    staged.map((file, index) => ({ label: labels[index]!, converted: file.converted })),
    { sourceColumn: made.sourceColumn, folder: temporaryFolder, signal: context.signal },
  );
  if (context.signal.aborted) throw new AppError('CANCELLED', 'Cancelled');
  const parts: { file: string; sha256: string; bytes: number }[] = [];
  for (const file of staged) {
    parts.push({ file: file.path, ...(await artifacts.adopt(file.staged, file.content)) });
  }
  const list = await artifacts.put(`${JSON.stringify(parts, null, 1)}\n`);
  const parquet = await artifacts.adopt(converted.parquetPath);
  const [first] = staged;
  return saveImported(context, {
    name: made.name ?? suggestName(basename(made.origin)),
    source: {
      file: made.origin,
      sha256: list.sha256,
      bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
      format: first!.format,
      sniffed: first!.sniffed,
      rejected: { rows: converted.rejected.rows, sample: [...converted.rejected.sample] },
      warnings: [...skippedWarning(made.skipped), ...converted.warnings],
      parts,
    },
    parquet,
    converted,
  });
}

function skippedWarning(skipped: readonly string[]): Warning[] {
  if (skipped.length === 0) return [];
  const some = skipped.slice(0, 5).join(', ');
  return [
    {
      kind: 'files_skipped',
      message: `${skipped.length} entries of the folder are links or no tables and were left out: ${some}${skipped.length > 5 ? ' ...' : ''}`,
    },
  ];
}

/** File names, or where two are the same, the paths below the folder they share. */
export function labelsOf(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(path));
  if (new Set(names).size === names.length) return names;
  let shared = dirname(paths[0]!);
  while (!paths.every((path) => path.startsWith(shared + sep)) && shared !== dirname(shared)) {
    shared = dirname(shared);
  }
  return paths.map((path) => relative(shared, path).split(sep).join('/'));
}
