import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../base/app-error.ts';
import { readFailure } from '../../storage/file-errors.ts';
import { withoutCompressionEnding } from '../formats/decompress.ts';

const endings =
  /\.(csv|tsv|tab|psv|txt|dat|data|json|jsonl|ndjson|geojson|parquet|pq|arrow|arrows|feather|ipc|xlsx|xlsm|db|sqlite|sqlite3|duckdb)$/i;

/** Most files of one folder. */
const mostFiles = 10_000;

export interface ListedFolder {
  readonly files: readonly string[];
  /** Names of files that were left out: links, and endings that are no tables. */
  readonly skipped: readonly string[];
}

/** Whether the path is a folder. Throws FILE_NOT_FOUND, FILE_UNREADABLE. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw readFailure(error, path);
  }
}

/**
 * The tables of a folder, by name with numbers in their order. Subfolders and hidden files are not
 * looked at; links are not followed, because they may lead anywhere. Throws FILE_NOT_FOUND when none.
 */
export async function listFolder(folder: string): Promise<ListedFolder> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw readFailure(error, folder);
  });
  const files: string[] = [];
  const skipped: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.isDirectory()) continue;
    const wanted = entry.isFile() && endings.test(withoutCompressionEnding(entry.name));
    (wanted ? files : skipped).push(entry.name);
  }
  if (files.length === 0) {
    throw new AppError('FILE_NOT_FOUND', `${folder} has no file that can be a table`, {
      hint: 'Choose the folder that holds the files themselves; subfolders are not searched',
      path: folder,
    });
  }
  if (files.length > mostFiles) {
    throw new AppError(
      'FILE_TOO_LARGE',
      `${folder} has ${files.length} files, more than ${mostFiles}`,
      {
        hint: 'Import parts of them',
      },
    );
  }
  const inOrder = new Intl.Collator('en', { numeric: true });
  files.sort(inOrder.compare);
  return { files: files.map((name) => join(folder, name)), skipped };
}
