import type { Cell, ColumnType } from '../../../../core/contract/common.ts';

/** How the values of an engine type are shown. */
export function columnTypeOf(engineType: string): ColumnType {
  const type = engineType.toUpperCase();
  if (/\[\]$|^(LIST|STRUCT|MAP|UNION)/.test(type)) return 'text';
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?\b/.test(type)) return 'integer';
  if (/^(DOUBLE|FLOAT|REAL|DECIMAL|NUMERIC)/.test(type)) return 'number';
  if (type.startsWith('BOOL')) return 'boolean';
  if (/^(DATE|TIMESTAMP)/.test(type)) return 'datetime';
  return 'text';
}

function compare(a: Exclude<Cell, null>, b: Exclude<Cell, null>): number {
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return Number(a) - Number(b);
}

/** Rows in the order of one column, missing cells last either way; rows that tie keep their order. */
export function sortRows(
  rows: readonly (readonly Cell[])[],
  column: number,
  direction: 'asc' | 'desc',
): readonly (readonly Cell[])[] {
  const sign = direction === 'asc' ? 1 : -1;
  return rows.toSorted((x, y) => {
    const a = x[column] ?? null;
    const b = y[column] ?? null;
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * compare(a, b);
  });
}
