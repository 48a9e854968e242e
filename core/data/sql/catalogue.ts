import type { Version } from '../../contract/data.ts';
import type { Workspace } from '../../storage/workspace.ts';
import { listDatasets, listVersions } from '../repository.ts';

/** A name that a query can use for a version. */
export interface NamedVersion {
  /** Of the dataset, for its latest version, or `name@3`. */
  readonly name: string;
  readonly version: Version;
}

/** Every dataset that is not in the bin, by its name, and every one of its versions. */
export function listSqlTables({ db }: Workspace): NamedVersion[] {
  return listDatasets(db).flatMap((dataset) => [
    { name: dataset.name, version: dataset.latest },
    ...listVersions(db, dataset.id).map((version) => ({
      name: `${dataset.name}@${version.number}`,
      version,
    })),
  ]);
}
