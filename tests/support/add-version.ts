import { join } from 'node:path';
import type { Version } from '../../core/contract/data.ts';
import {
  findDataset,
  insertDataset,
  insertVersion,
  nextVersionNumber,
} from '../../core/data/repository.ts';
import type { Workspace } from '../../core/storage/workspace.ts';
import { writeParquet, type ParquetColumn } from './write-parquet.ts';

let made = 0;

/** A version with exactly these columns and types, without a file to import it from. */
export async function addVersion(
  workspace: Workspace,
  name: string,
  columns: readonly ParquetColumn[],
): Promise<Version> {
  const path = join(workspace.temporaryFolder, `version-${made++}.parquet`);
  await writeParquet(workspace.temporaryFolder, path, columns);
  const { sha256, bytes } = await workspace.artifacts.adopt(path);
  const at = Date.UTC(2026, 0, 1) + made;
  const dataset = findDataset(workspace.db, name) ?? { id: `ds_${made}`, name };
  if (!findDataset(workspace.db, name)) insertDataset(workspace.db, { ...dataset, createdAt: at });
  const version: Version = {
    id: `dv_${made}`,
    datasetId: dataset.id,
    datasetName: dataset.name,
    number: nextVersionNumber(workspace.db, dataset.id),
    layer: 'bronze',
    rows: columns[0]?.values.length ?? 0,
    sha256,
    bytes,
    columns: columns.map(({ name, type, values }) => ({
      name,
      type,
      missing: values.filter((value) => value === null).length,
    })),
    createdAt: at,
    createdBy: 'test',
  };
  insertVersion(workspace.db, { version, source: null, bronzeSha256: null, parentId: null });
  return version;
}
