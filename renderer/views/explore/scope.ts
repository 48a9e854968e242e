import type { ColumnType } from '../../../core/contract/common.ts';
import type { Version, VersionColumn } from '../../../core/contract/data.ts';
import type { Segment } from '../../../core/contract/eda-segments.ts';

/** What Explore looks at: a version, or the part of it that a segment names. */
export interface Scope {
  readonly version: Version;
  readonly segment: Segment | null;
}

/** The same as operations take it. */
export function scopeInput({ version, segment }: Scope): { version: string; segment?: string } {
  return segment ? { version: version.id, segment: segment.id } : { version: version.id };
}

/** Does the segment name rows of this version? Lists of rows belong to the version they were made on. */
export function suits(segment: Segment, version: Version): boolean {
  return (
    segment.datasetId === version.datasetId &&
    (segment.versionId === null || segment.versionId === version.id)
  );
}

export const isNumeric = (type: ColumnType): boolean => type === 'number' || type === 'integer';

/** Numbers and dates have an axis; all other types name groups. */
export const isQuantity = (type: ColumnType): boolean => isNumeric(type) || type === 'datetime';

export function findColumn(version: Version, name: string | null): VersionColumn | undefined {
  return version.columns.find((column) => column.name === name);
}
