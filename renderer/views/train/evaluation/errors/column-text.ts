import type { Cell, ColumnType } from '../../../../../core/contract/common.ts';
import { absent } from '../../../../components/format.ts';
import { cellStyle, cellText } from '../../../data/grid/cell-format.ts';

/** Below this numbers are read without separators, as years are. */
const separated = 10_000;

/** How the cells of a column are written: as the table of the data does, large numbers with separators. */
export function columnText(type: ColumnType, cells: readonly Cell[]): (cell: Cell) => string {
  const style = cellStyle(type, cells);
  const large = cells.some((cell) => typeof cell === 'number' && Math.abs(cell) >= separated);
  const grouped = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: style.decimals,
    maximumFractionDigits: style.decimals,
  });
  return (cell) => {
    if (cell === null) return absent;
    const text =
      large && typeof cell === 'number' && Math.abs(cell) >= 1 && Math.abs(cell) < 1e15
        ? grouped.format(cell)
        : cellText(cell, style);
    return typeof cell === 'number' ? text.replaceAll('-', '−') : text;
  };
}
