import { basename } from 'node:path';
import { AppError, fromFailure, isAppError, toFailure } from '../base/app-error.ts';
import type { OutputOf, ParsedInputOf } from '../contract/contract.ts';
import type { Imported } from '../contract/data.ts';
import type { JobContext } from '../jobs/context.ts';
import { checkDatasetName } from './dataset-name.ts';
import { withoutCompressionEnding } from './formats/decompress.ts';
import { fixesOf, keepFixes, recallFixes, shapeOf } from './remembered-options.ts';
import type { VersionSource } from './repository.ts';
import { suggestName, type SourceFile } from './source-file.ts';
import { importCombined, type CombinedImport } from './sources/import-combined.ts';
import { isFolder, listFolder } from './sources/list-folder.ts';
import { saveImported } from './sources/save-imported.ts';
import {
  stageFile,
  unsettled,
  type ImportReadOptions,
  type SettledRead,
  type StagedFile,
} from './sources/stage-file.ts';

type Failures = OutputOf<'data.import'>['failures'];

/** What becomes one dataset. */
type Item =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'combined';
      readonly origin: string;
      readonly files: readonly string[];
      readonly skipped: readonly string[];
    };

/**
 * Imports files one after the other, each into its own dataset; the files of a folder, or all of them
 * when asked for, are combined into one. What fails is listed; when all fail, the first failure is
 * thrown. A cancelled import leaves the datasets before it and nothing of its own.
 */
export async function importFiles(
  input: ParsedInputOf<'data.import'>,
  context: JobContext,
): Promise<OutputOf<'data.import'>> {
  const { files, name, combine, sourceColumn, asLastTime = true, ...read } = input;
  const items = await listItems(files, combine);
  if (name !== undefined) checkName(name, items.length);
  const imports: Imported[] = [];
  const failures: Failures = [];
  for (const [index, item] of items.entries()) {
    const share = { from: index / items.length, to: (index + 1) / items.length };
    try {
      if (item.kind === 'file') {
        imports.push(await importOne(item.path, context, { read, asLastTime, name, ...share }));
      } else {
        const made: CombinedImport = { ...item, read, name, sourceColumn, ...share };
        const combined = await importCombined(made, context);
        imports.push(combined.imported);
        failures.push(...combined.failures);
      }
    } catch (error) {
      if (!isAppError(error) || error.code === 'CANCELLED' || items.length === 1) throw error;
      failures.push({
        file: item.kind === 'file' ? item.path : item.origin,
        error: toFailure(error),
      });
    }
  }
  const [first] = imports;
  if (!first) throw fromFailure(failures[0]!.error);
  return { ...first, imports, failures };
}

async function listItems(paths: readonly string[], combine: boolean): Promise<Item[]> {
  const items: Item[] = [];
  for (const path of paths) {
    // a path that is not there fails when it is read, beside the others
    const folder = await isFolder(path).catch(() => false);
    if (folder) items.push({ kind: 'combined', origin: path, ...(await listFolder(path)) });
    else items.push({ kind: 'file', path });
  }
  if (!combine) return items;
  const files = items.flatMap((item) => (item.kind === 'file' ? [item.path] : item.files));
  const skipped = items.flatMap((item) => (item.kind === 'file' ? [] : item.skipped));
  return [{ kind: 'combined', origin: paths[0]!, files, skipped }];
}

function checkName(name: string, datasets: number): void {
  if (datasets > 1) {
    throw new AppError('INVALID_INPUT', `One name was given for ${datasets} datasets`, {
      hint: 'Leave the name out; each dataset is called as its file. Or combine the files',
      path: 'name',
    });
  }
  checkDatasetName(name);
}

interface ImportOptions {
  readonly read: ImportReadOptions;
  readonly asLastTime: boolean;
  readonly name: string | undefined;
  /** The part of the job's progress that is this file's. */
  readonly from: number;
  readonly to: number;
}

/**
 * The caller's fixes; without any those of the last import of the same shape, which is told. Once the
 * import is in they are remembered, or forgotten when asked to.
 */
async function settleFixes(
  { workspace, now }: JobContext,
  asked: { readonly read: ImportReadOptions; readonly asLastTime: boolean },
  file: SourceFile,
): Promise<SettledRead> {
  const { read } = asked;
  const fixes = fixesOf(read);
  // A file that cannot be sniffed fails with its reason when it is read.
  const guessed = await shapeOf(file).catch(() => null);
  const settled = unsettled(read);
  if (guessed === null) return settled;
  const { shape, sniffed } = guessed;
  if (fixes !== null || !asked.asLastTime) {
    return { ...settled, keep: () => keepFixes(workspace, shape, { fixes, at: now() }) };
  }
  const recalled = recallFixes(workspace, shape);
  if (recalled === null) {
    const free = Object.values(read).every((option) => option === undefined);
    return free ? { ...settled, sniffed } : settled;
  }
  const message = `Read as the last file with these columns was (${Object.keys(recalled).join(', ')})`;
  return {
    ...settled,
    read: { ...read, ...recalled },
    warnings: [{ kind: 'recalled', message }],
  };
}

async function importOne(
  path: string,
  context: JobContext,
  options: ImportOptions,
): Promise<Imported> {
  const staged = await stageFile(path, context, {
    ...options,
    settle: (file) => settleFixes(context, options, file),
  });
  try {
    if (context.signal.aborted) throw new AppError('CANCELLED', 'Cancelled');
    const fraction = options.from + 0.95 * (options.to - options.from);
    context.progress({ fraction, stage: 'Saving', message: staged.name });
    const { settled } = staged;
    const made = await keep(staged, context, options.name ?? defaultName(path, settled.read));
    settled.keep();
    return { ...made, warnings: [...settled.warnings, ...made.warnings] };
  } finally {
    await staged.dispose();
  }
}

/** A dataset is called as its file, and as the sheet or table that was asked for. */
export function defaultName(
  path: string,
  read: Pick<ImportReadOptions, 'sheet' | 'table'>,
): string {
  const name = suggestName(withoutCompressionEnding(basename(path)));
  const part = read.sheet ?? read.table;
  return part === undefined ? name : suggestName(`${name} ${part.replaceAll(/[\\/]/g, '-')}.x`);
}

/** From here on nothing is cancelled: artifacts first, then the row that names them. */
async function keep(staged: StagedFile, context: JobContext, name: string): Promise<Imported> {
  const bronze = await context.workspace.artifacts.adopt(staged.staged, staged.content);
  const parquet = await context.workspace.artifacts.adopt(
    staged.converted.parquetPath,
    staged.converted.content,
  );
  const { rejected, warnings } = staged.converted;
  const source: VersionSource = {
    file: staged.path,
    sha256: bronze.sha256,
    bytes: bronze.bytes,
    format: staged.format,
    sniffed: staged.sniffed,
    rejected: { rows: rejected.rows, sample: [...rejected.sample] },
    warnings: [...warnings],
  };
  return saveImported(context, { name, source, parquet, converted: staged.converted });
}
