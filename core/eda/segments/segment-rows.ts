import { DuckDBBitValue } from '@duckdb/node-api';
import { AppError } from '../../base/app-error.ts';
import { openDuckdb, sqlText } from '../../data/duckdb.ts';
import { filterSql, type FilterSql } from '../../data/filter-sql.ts';
import type { VersionRecord } from '../../data/versions.ts';
import type { OperationContext } from '../../jobs/context.ts';
import { parseFilter } from '../../table/filter-expression.ts';
import { findSegment, type StoredSegment } from './repository.ts';

/** A handler's context; that of a job stops the scan when the job is cancelled. */
export type SegmentContext = Pick<OperationContext, 'workspace'> & {
  readonly signal?: AbortSignal;
};

type VersionFile = Pick<VersionRecord, 'version' | 'parquetPath'>;

/** Finds a segment by id or name. Throws NOT_FOUND. */
export function resolveSegment({ workspace }: SegmentContext, ref: string): StoredSegment {
  const found = findSegment(workspace.db, ref);
  if (!found) {
    throw new AppError('NOT_FOUND', `There is no segment ${ref}`, {
      hint: 'Give an id or a name; eda.segments lists them',
      path: 'segment',
    });
  }
  return found;
}

/**
 * The rows of a segment in a version, ascending; null, without a segment, means all rows. A condition
 * holds for any version that has its columns; a list of rows belongs to its own version. Throws
 * NOT_FOUND for an unknown segment, CONFLICT for rows of another version, INVALID_INPUT for a
 * condition whose columns the version lacks.
 */
export async function segmentRows(
  context: SegmentContext,
  ref: string | undefined,
  version: VersionFile,
): Promise<Uint32Array | null> {
  if (ref === undefined) return null;
  const stored = resolveSegment(context, ref);
  if (stored.rowsSha256 !== null) return listedRows(context, stored, version);
  return matchingRows(segmentFilter(stored.segment.filter!, version), version, context.signal);
}

/**
 * The same as a condition for a scan of the version's file with `file_row_number`, its values bound
 * from $1 on; null means all rows. It costs no list of rows. Throws as `segmentRows` does.
 */
export async function segmentCondition(
  context: SegmentContext,
  ref: string | undefined,
  version: VersionFile,
): Promise<FilterSql | null> {
  if (ref === undefined) return null;
  const stored = resolveSegment(context, ref);
  if (stored.rowsSha256 === null) return segmentFilter(stored.segment.filter!, version);
  const bits = toBits(await listedRows(context, stored, version), version.version.rows);
  return {
    where: '(get_bit($1::BIT, file_row_number::INTEGER) = 1)',
    values: [new DuckDBBitValue(bits)],
  };
}

/** What the rows of a segment depend on besides the version, for the key of a kept result. */
export function segmentKey(
  context: SegmentContext,
  ref: string | undefined,
): { readonly filter: string | null; readonly rows: string | null } | null {
  if (ref === undefined) return null;
  const { segment, rowsSha256 } = resolveSegment(context, ref);
  return { filter: segment.filter, rows: rowsSha256 };
}

/** A segment's condition as SQL on the columns of a version. */
export function segmentFilter(filter: string, { version }: VersionFile): FilterSql {
  return filterSql(parseFilter(filter), version.columns);
}

/** Row numbers of a version's file that a condition holds for, ascending. */
export async function matchingRows(
  filter: FilterSql,
  { parquetPath }: VersionFile,
  signal?: AbortSignal,
): Promise<Uint32Array> {
  using duck = await openDuckdb({ folders: [], files: [parquetPath], signal });
  await duck.run(
    `CREATE TEMP TABLE matching AS SELECT file_row_number::INTEGER AS row
     FROM read_parquet(${sqlText(parquetPath)}, file_row_number = true) WHERE ${filter.where}`,
    filter.values,
  );
  const [counted] = await duck.rows('SELECT count(*) AS rows FROM matching');
  const rows = new Uint32Array(Number(counted!['rows']));
  let at = 0;
  await duck.chunks('SELECT row FROM matching ORDER BY row', (chunk) => {
    rows.set(chunk.int32(0), at);
    at += chunk.rows;
  });
  return rows;
}

async function listedRows(
  { workspace }: SegmentContext,
  { segment, rowsSha256 }: StoredSegment,
  { version }: VersionFile,
): Promise<Uint32Array> {
  if (segment.versionId !== version.id) {
    throw new AppError(
      'CONFLICT',
      `The segment ${segment.name} lists rows of another version, not of ${version.datasetName}@${version.number}`,
      {
        hint: 'Use the version it was made on, or save the segment as a condition, which holds for every version',
        path: 'segment',
      },
    );
  }
  return decodeRows(await workspace.artifacts.read(rowsSha256!));
}

/** Row numbers as little-endian Uint32. */
export function encodeRows(rows: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(rows.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < rows.length; i++) view.setUint32(i * 4, rows[i]!, true);
  return bytes;
}

function decodeRows(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getUint32(i * 4, true));
}

/** A bit a row, the first one highest, after the byte that tells of unused bits. */
export function toBits(rows: ArrayLike<number>, all: number): Uint8Array {
  const bits = new Uint8Array(1 + Math.ceil(all / 8));
  for (let i = 0; i < rows.length; i++) bits[1 + (rows[i]! >>> 3)]! |= 0x80 >>> (rows[i]! & 7);
  return bits;
}
