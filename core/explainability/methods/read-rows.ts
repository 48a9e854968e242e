import { AppError } from '../../base/app-error.ts';
import { countOf, wholeText } from '../../base/count-of.ts';
import type { Warning } from '../../contract/common.ts';
import { evenly } from '../../evaluation/curves.ts';
import { readModelRows, type ModelOnVersion } from '../../evaluation/read-model-rows.ts';
import { alignTable, type AlignedTable } from '../../models/align-table.ts';
import type { FittedPipeline } from '../../models/pipeline.ts';
import { rowTable } from '../../serving/row-table.ts';
import { takeTableRows, type Table } from '../../table/table.ts';
import type { RowSource } from './tasks.ts';

type VersionSource = Pick<ModelOnVersion, 'parquetPath' | 'columns'>;

/** Rows of a version, as the model reads them. */
export interface SampledRows {
  readonly table: Table;
  /** Number of each in the version. */
  readonly row: Int32Array;
  readonly rowsOfVersion: number;
  readonly warnings: readonly Warning[];
}

/** Says that only some rows were looked at, when that is so. */
export function warnOfSample(rows: number, all: number): Warning[] {
  if (rows >= all) return [];
  const message = `${wholeText(rows)} of ${countOf(all, 'row')}, drawn evenly, were looked at.`;
  return [{ kind: 'sample', message }];
}

/** At most `limit` rows, drawn evenly. SCHEMA_MISMATCH, NOT_ENOUGH_DATA for a version without rows. */
export async function readSample(
  pipeline: FittedPipeline,
  source: VersionSource,
  limit: number,
): Promise<SampledRows> {
  const read = new Set(pipeline.features.map((feature) => feature.name));
  const raw = await readModelRows(pipeline, source, { wanted: ({ name }) => read.has(name) });
  if (raw.rows === 0) {
    throw new AppError('NOT_ENOUGH_DATA', 'The version has no rows.', {
      path: 'version',
      hint: 'Choose a version with rows',
    });
  }
  const row = Int32Array.from(evenly(raw.rows, limit));
  const { table, warnings } = alignTable(pipeline, takeTableRows(raw, row));
  const sampled = warnOfSample(row.length, raw.rows);
  return { table, row, rowsOfVersion: raw.rows, warnings: [...sampled, ...warnings] };
}

/** One row of a version as the model reads it. INVALID_INPUT (path `row`) when there is none. */
export async function readVersionRow(
  pipeline: FittedPipeline,
  source: VersionSource,
  row: number,
): Promise<AlignedTable> {
  const read = new Set(pipeline.features.map((feature) => feature.name));
  const wanted = ({ name }: { readonly name: string }) => read.has(name);
  const table = await readModelRows(pipeline, source, { wanted, offset: row, limit: 1 });
  if (table.rows === 1) return alignTable(pipeline, table);
  throw new AppError('INVALID_INPUT', `The version has no row ${row}; the first is 0.`, {
    path: 'row',
    hint: 'Choose a row of the version',
  });
}

/** The row to explain: one of a version, or values. Errors as readVersionRow and rowTable. */
export async function readRow(pipeline: FittedPipeline, from: RowSource): Promise<AlignedTable> {
  if ('values' in from) return alignTable(pipeline, rowTable(pipeline, from.values));
  return readVersionRow(pipeline, from.file, from.row);
}
