import type { ColumnType } from '../../contract/common.ts';
import type { Diff } from '../../contract/data-versions.ts';
import type { VersionColumn } from '../../contract/data.ts';
import { sqlName } from '../duckdb.ts';

/** A column that both versions have. */
export interface SharedColumn {
  readonly name: string;
  readonly from: ColumnType;
  readonly to: ColumnType;
  /** SQL of its value, so that values of both sides compare. `side` is an alias of a table. */
  readonly compared: (side: string) => string;
}

export function sharedColumns(
  from: readonly VersionColumn[],
  to: readonly VersionColumn[],
): SharedColumn[] {
  const other = new Map(to.map((column) => [column.name, column.type]));
  return from.flatMap(({ name, type }) => {
    const toType = other.get(name);
    if (toType === undefined) return [];
    const cast = commonType(type, toType);
    const compared = (side: string) => {
      const value = `${side}.${sqlName(name)}`;
      return cast === null ? value : `CAST(${value} AS ${cast})`;
    };
    return [{ name, from: type, to: toType, compared }];
  });
}

export function columnChanges(
  from: readonly VersionColumn[],
  to: readonly VersionColumn[],
  shared: readonly SharedColumn[],
): Diff['columns'] {
  const both = new Set(shared.map(({ name }) => name));
  const others = (columns: readonly VersionColumn[]) =>
    columns.filter(({ name }) => !both.has(name)).map(({ name }) => name);
  return {
    added: others(to),
    removed: others(from),
    retyped: shared
      .filter((column) => !isSameKind(column.from, column.to))
      .map(({ name, from, to }) => ({ name, from, to })),
  };
}

/** Category and text differ by how often values repeat only, which is no change of a type. */
function isSameKind(a: ColumnType, b: ColumnType): boolean {
  const kind = (type: ColumnType) => (type === 'category' ? 'text' : type);
  return kind(a) === kind(b);
}

/** Numbers compare as numbers, texts as texts, and unlike types by their texts. */
function commonType(a: ColumnType, b: ColumnType): 'DOUBLE' | 'VARCHAR' | null {
  if (isSameKind(a, b)) return null;
  const isNumeric = (type: ColumnType) => type === 'number' || type === 'integer';
  return isNumeric(a) && isNumeric(b) ? 'DOUBLE' : 'VARCHAR';
}
