import type { Version } from '../../../../core/contract/data.ts';
import { readRow } from '../../predict/read-row.ts';
import type { PredictField } from '../../predict/row-values.ts';
import { rowName } from '../explanation-specs.ts';
import type { Start } from './what-if-state.ts';

/** A row of a version, as what-if starts from it. Throws where the version has no such row. */
export async function loadRow(
  fields: readonly PredictField[],
  version: Version,
  row: number,
): Promise<Start> {
  return {
    title: `${rowName(row)} of ${version.datasetName}@${version.number}`,
    origin: { version: version.id, row },
    values: await readRow(fields, version, row),
  };
}
