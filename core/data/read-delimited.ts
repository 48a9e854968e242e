import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Warning } from '../contract/common.ts';
import type { Sniffed } from '../contract/data.ts';
import type { Table } from '../table/table.ts';
import { convertFile, type Converted } from './convert-file.ts';
import { readTable } from './read-table.ts';
import { describeSource, scanFile } from './source-file.ts';
import type { ReadOptions } from './sniff/sniff-text.ts';

export interface ReadDelimited {
  readonly table: Table;
  readonly rejected: Converted['rejected'];
  readonly sniffed: Sniffed;
  readonly warnings: Warning[];
}

/**
 * Reads a delimited text file into memory without a workspace, as `data.import` reads it. Types given
 * in `types` are forced: cells that do not fit become missing, with a warning. Throws the failures of
 * an import (FILE_NOT_FOUND, FILE_EMPTY, PARSE_FAILED ...).
 */
export async function readDelimited(
  path: string,
  options: ReadOptions & { readonly signal?: AbortSignal } = {},
): Promise<ReadDelimited> {
  const file = await describeSource(path);
  const folder = await mkdtemp(join(tmpdir(), 'assay-read-'));
  const { signal, ...read } = options;
  try {
    const scan = await scanFile(path, { signal });
    const converted = await convertFile(file, scan, { read, folder, signal });
    const table = await readTable(
      converted.parquetPath,
      converted.columns,
      signal === undefined ? {} : { signal },
    );
    const { rejected, sniffed, warnings } = converted;
    return { table, rejected, sniffed, warnings };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
