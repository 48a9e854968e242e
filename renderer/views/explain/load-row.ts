import type { Version } from '../../../core/contract/data.ts';
import { client } from '../../client/client.ts';
import { rowFromData, type PredictField } from '../predict/row-values.ts';
import { rowName } from './explanation-specs.ts';
import type { Start } from './what-if-state.ts';

/** A row of a version, as what-if starts from it. Throws where the version has no such row. */
export async function loadRow(
  fields: readonly PredictField[],
  version: Version,
  row: number,
): Promise<Start> {
  const page = await client.call('data.preview', { version: version.id, offset: row, limit: 1 });
  const cells = page.rows[0];
  if (!cells)
    throw new Error(
      `${version.datasetName}@${version.number} has ${page.total.toLocaleString('en-US')} rows, so there is no row ${row + 1}`,
    );
  return {
    title: `${rowName(row)} of ${version.datasetName}@${version.number}`,
    origin: { version: version.id, row },
    values: rowFromData(
      fields,
      page.columns.map((column) => column.name),
      cells,
    ),
  };
}
