import { AppError } from '../base/app-error.ts';
import type { Version, VersionColumn } from '../contract/data.ts';

/** The column of that name; letter case decides only between two that differ in it. Throws NOT_FOUND. */
export function requireColumn(version: Version, name: string, path: string): VersionColumn {
  const { columns } = version;
  const found =
    columns.find((column) => column.name === name) ??
    columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const known = columns.slice(0, 8).map((column) => column.name);
  throw new AppError(
    'NOT_FOUND',
    `${version.datasetName}@${version.number} has no column "${name}"`,
    { hint: `It has ${known.join(', ')}${columns.length > 8 ? ' ...' : ''}`, path },
  );
}
