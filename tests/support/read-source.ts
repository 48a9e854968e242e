import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { tableRows } from '../../core/data/cells.ts';
import { detectFormat } from '../../core/data/formats/detect-format.ts';
import {
  convertSource,
  type ConvertedSource,
  type SourceReadOptions,
} from '../../core/data/formats/convert-source.ts';
import { readTable } from '../../core/data/read-table.ts';
import type { Cell } from '../../core/contract/common.ts';

export interface ReadSource extends ConvertedSource {
  readonly cells: Cell[][];
}

/** A file of any format but delimited text, read as an import reads it; work files go beside it. */
export async function readSource(path: string, read: SourceReadOptions = {}): Promise<ReadSource> {
  const { format, compression } = await detectFormat(path, basename(path));
  if (format === 'delimited') throw new Error(`${path} is taken for delimited text`);
  const { size } = await stat(path);
  const input = { path, bytes: size, format, compression, read, folder: dirname(path) };
  const converted = await convertSource(input, { tick: () => {} });
  const table = await readTable(converted.parquetPath, converted.columns);
  return { ...converted, cells: tableRows(table, 0, table.rows) };
}

/** Names and types of the columns. */
export function typesOf(source: Pick<ConvertedSource, 'columns'>): Record<string, string> {
  return Object.fromEntries(source.columns.map(({ name, type }) => [name, type]));
}
