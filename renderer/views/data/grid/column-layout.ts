import type { Cell, ColumnType } from '../../../../core/contract/common.ts';
import { type CellStyle, cellStyle, cellText, isRightAligned } from './cell-format.ts';

export const narrowest = 64;
export const widest = 900;
const leastGuess = 84;
const widestGuess = 280;
/** Of the grid's 12.5 px type; tabular digits are wider than letters on average. */
const letterPx = 7;
const digitPx = 7.9;
const headerLetterPx = 7.4;
/** Padding, type sign, sort arrow. */
const headerExtraPx = 58;

export interface GridColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Position in the version, and so in the cells of a row. */
  readonly index: number;
  readonly width: number;
  readonly style: CellStyle;
}

/** Columns with widths that suit their names and first rows. */
export function layoutColumns(
  columns: readonly { readonly name: string; readonly type: ColumnType }[],
  rows: readonly (readonly Cell[])[],
): GridColumn[] {
  return columns.map(({ name, type }, index) => {
    const values = rows.map((row) => row[index] ?? null);
    const style = cellStyle(type, values);
    let longest = 4;
    for (const value of values)
      if (value !== null) longest = Math.max(longest, cellText(value, style).length);
    const cellPx = longest * (isRightAligned(type) ? digitPx : letterPx) + 26;
    const wish = Math.max(name.length * headerLetterPx + headerExtraPx, cellPx);
    const width = Math.round(Math.min(Math.max(wish, leastGuess), widestGuess));
    return { name, type, index, style, width };
  });
}

/** Pinned columns first, in the order they were pinned; the rest in the order of the version. */
export function arrangeColumns(
  columns: readonly GridColumn[],
  pinned: readonly string[],
  widths: ReadonlyMap<string, number>,
): { readonly columns: readonly GridColumn[]; readonly pinnedCount: number } {
  const sized = columns.map((column) => {
    const width = widths.get(column.name);
    return width === undefined ? column : { ...column, width };
  });
  const byName = new Map(sized.map((column) => [column.name, column]));
  const front = pinned.flatMap((name) => byName.get(name) ?? []);
  const rest = sized.filter((column) => !pinned.includes(column.name));
  return { columns: [...front, ...rest], pinnedCount: front.length };
}
