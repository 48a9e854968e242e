import { asCoded } from '../preprocessing/coded.ts';
import type { ColumnType } from '../contract/common.ts';
import { isCoded, isCodedType, type Column, type NumericColumn } from '../table/table.ts';

/** A column as another type, and the text values that could not be read as that type. */
export interface Cast {
  readonly column: Column;
  /** Rows that became missing, and one of their values. */
  readonly unreadable: { readonly rows: number; readonly example: string } | null;
}

const truths = new Set(['true', 't', 'yes', 'y', '1']);
const falsehoods = new Set(['false', 'f', 'no', 'n', '0']);

/** NaN when the text is no value of the type. */
function parseValue(text: string, type: NumericColumn['type']): number {
  const trimmed = text.trim();
  if (trimmed === '') return Number.NaN;
  if (type === 'datetime') return Date.parse(trimmed);
  if (type !== 'boolean') return Number(trimmed);
  const lower = trimmed.toLowerCase();
  return truths.has(lower) ? 1 : falsehoods.has(lower) ? 0 : Number.NaN;
}

function castText(column: Extract<Column, { codes: unknown }>, type: NumericColumn['type']): Cast {
  const parsed = Float64Array.from(column.dictionary, (text) => parseValue(text, type));
  const values = new Float64Array(column.codes.length);
  let rows = 0;
  let example = '';
  for (let row = 0; row < values.length; row++) {
    const code = column.codes[row]!;
    const value = code < 0 ? Number.NaN : parsed[code]!;
    values[row] = value;
    if (code < 0 || !Number.isNaN(value)) continue;
    if (rows === 0) example = column.dictionary[code]!;
    rows++;
  }
  const made = { name: column.name, type, values };
  return { column: made, unreadable: rows > 0 ? { rows, example } : null };
}

/** Reads a column as the type that training saw. What cannot be read becomes missing. O(rows). */
export function castColumn(column: Column, type: ColumnType): Cast {
  if (column.type === type) return { column, unreadable: null };
  if (isCodedType(type)) return { column: asCoded(column, type), unreadable: null };
  if (isCoded(column)) return castText(column, type);
  return { column: { name: column.name, type, values: column.values }, unreadable: null };
}
