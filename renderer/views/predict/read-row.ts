import type { Version } from '../../../core/contract/data.ts';
import { client } from '../../client/client.ts';
import { formatCount, formatInteger } from '../../components/format.ts';
import { rowFromData, type PredictField, type Row } from './row-values.ts';

/** A row of a version (numbered from 0), cut to the fields. Throws where the version has no such row. */
export async function readRow(
  fields: readonly PredictField[],
  version: Version,
  row: number,
): Promise<Row> {
  const page = await client.call('data.preview', { version: version.id, offset: row, limit: 1 });
  const cells = page.rows[0];
  if (!cells)
    throw new Error(
      `${version.datasetName}@${version.number} has ${formatCount(page.total, 'row')}, so there is no row ${formatInteger(row + 1)}`,
    );
  return rowFromData(
    fields,
    page.columns.map((column) => column.name),
    cells,
  );
}
