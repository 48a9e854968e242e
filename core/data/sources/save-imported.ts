import type { Imported } from '../../contract/data.ts';
import type { JobContext } from '../../jobs/context.ts';
import type { StoredArtifact } from '../../storage/artifact-store.ts';
import type { ConvertedSource } from '../formats/convert-source.ts';
import type { VersionSource } from '../repository.ts';
import { saveVersion } from '../versions.ts';

/** Saves the version of an import whose artifacts are in the store. */
export function saveImported(
  context: JobContext,
  made: {
    readonly name: string;
    readonly source: VersionSource;
    readonly parquet: StoredArtifact;
    readonly converted: ConvertedSource;
    /** Default: data.import. */
    readonly operation?: string;
  },
): Imported {
  const { source } = made;
  const version = saveVersion(context, {
    datasetName: made.name,
    layer: 'silver',
    rows: made.converted.rows,
    columns: made.converted.columns,
    parquet: made.parquet,
    source,
    bronzeSha256: source.sha256,
    operation: made.operation ?? 'data.import',
  });
  const { sniffed, rejected, warnings, format } = source;
  return {
    dataset: { id: version.datasetId, name: version.datasetName },
    version,
    bronze: { sha256: source.sha256, bytes: source.bytes, file: source.file },
    format,
    sniffed,
    rejected,
    warnings,
  };
}
