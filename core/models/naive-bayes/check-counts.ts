import { AppError } from '../../base/app-error.ts';
import type { Matrix } from '../../table/matrix.ts';

/** Refuses values below 0, which are no counts. O(rows × columns). */
export function checkCounts(x: Matrix, id: string): void {
  x.columns.forEach((column, j) => {
    const row = column.findIndex((value) => value < 0);
    if (row < 0) return;
    const seen = `Column '${x.names[j]}' has ${column[row]} in row ${row}`;
    throw new AppError('INVALID_INPUT', `${seen}; ${id} takes counts and shares, from 0 on.`, {
      hint: 'Scale the columns to [0, 1] first; the automatic recipe does.',
    });
  });
}
