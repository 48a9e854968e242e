import type { ProfileColumn } from '../contract/eda.ts';
import { isCoded, type Column, type NumericColumn } from '../table/table.ts';
import { makeInt8, type Sharing } from './shared-arrays.ts';

/** Codes 0 .. levels − 1 of a column, one byte a row; −1 is missing. */
export interface SmallCodes {
  readonly name: string;
  readonly of: 'levels' | 'bins';
  readonly codes: Int8Array;
  readonly levels: number;
}

/** Levels a category may have to be worth a contingency table, as ydata-profiling. */
const mostLevels = 100;

/** Codes of a category or truth value by first row; null unless 2 to 100 levels occur. */
export function usedLevels(column: Column, sharing: Sharing): SmallCodes | null {
  const { name } = column;
  if (!isCoded(column)) {
    const codes = makeInt8(column.values.length, sharing);
    const seen = [false, false];
    for (let row = 0; row < codes.length; row++) {
      const value = column.values[row]!;
      codes[row] = Number.isNaN(value) ? -1 : value;
      if (value === 0 || value === 1) seen[value] = true;
    }
    return seen[0] && seen[1] ? { name, of: 'levels', codes, levels: 2 } : null;
  }
  const level = new Int32Array(column.dictionary.length).fill(-1);
  let levels = 0;
  for (let row = 0; row < column.codes.length; row++) {
    const code = column.codes[row]!;
    if (code < 0 || level[code]! >= 0) continue;
    level[code] = levels++;
    if (levels > mostLevels) return null;
  }
  if (levels < 2) return null;
  const codes = makeInt8(column.codes.length, sharing);
  for (let row = 0; row < codes.length; row++) {
    const code = column.codes[row]!;
    codes[row] = code < 0 ? -1 : level[code]!;
  }
  return { name, of: 'levels', codes, levels };
}

const bins = 10;

/**
 * Numbers in ten bins of equal width over their finite range, each closed on its right and the first on
 * both sides, as pandas' `cut`. Missing and infinite values, and a constant, have no bin. O(n).
 */
export function tenBins(
  column: NumericColumn,
  { min, max }: Pick<ProfileColumn, 'min' | 'max'>,
  sharing: Sharing,
): SmallCodes {
  const codes = makeInt8(column.values.length, sharing).fill(-1);
  const coded: SmallCodes = { name: column.name, of: 'bins', codes, levels: bins };
  if (min === null || max === null || !(max > min) || !Number.isFinite(max - min)) return coded;
  const edges = Array.from({ length: bins + 1 }, (_, i) =>
    i === bins ? max : i * ((max - min) / bins) + min,
  );
  const scale = bins / (max - min);
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row]!;
    if (value - value !== 0) continue;
    let bin = Math.min(bins - 1, Math.floor((value - min) * scale));
    // the arithmetic may be off by one at an edge
    if (bin < bins - 1 && value > edges[bin + 1]!) bin++;
    else if (bin > 0 && value <= edges[bin]!) bin--;
    codes[row] = bin;
  }
  return coded;
}
