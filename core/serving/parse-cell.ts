import { AppError } from '../base/app-error.ts';
import { parseIsoTime } from '../base/parse-iso-time.ts';
import type { Cell } from '../contract/common.ts';
import type { FeatureSchema } from '../models/pipeline.ts';
import { isCodedType } from '../table/table.ts';
import type { Column, NumericColumn } from '../table/table.ts';

const truths = new Set(['true', 't', 'yes', 'y', '1']);
const falsehoods = new Set(['false', 'f', 'no', 'n', '0']);

function parseBoolean(cell: string | number): number | null {
  const text = String(cell).toLowerCase();
  return truths.has(text) ? 1 : falsehoods.has(text) ? 0 : null;
}

/** Null when the cell is no value of the type. */
function parseNumeric(cell: string | number | boolean, type: NumericColumn['type']): number | null {
  if (typeof cell === 'boolean') return type === 'datetime' ? null : Number(cell);
  if (type === 'boolean') return parseBoolean(cell);
  const value = type === 'datetime' && typeof cell === 'string' ? parseIsoTime(cell) : Number(cell);
  return Number.isFinite(value) ? value : null;
}

const wanted: Readonly<Record<NumericColumn['type'], string>> = {
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  datetime: 'a date such as 2024-05-31 or 2024-05-31T12:00:00Z',
};

/**
 * One cell of JSON as a column of one row, in the type that training saw. Null and empty text are
 * missing; numbers may come as text. INVALID_INPUT with the path `row.<name>` when it cannot be read.
 */
export function parseCell({ name, type }: FeatureSchema, cell: Cell): Column {
  const trimmed = typeof cell === 'string' ? cell.trim() : cell;
  const missing = trimmed === null || trimmed === '';
  if (isCodedType(type)) {
    return missing
      ? { name, type, codes: Int32Array.of(-1), dictionary: [] }
      : { name, type, codes: Int32Array.of(0), dictionary: [String(cell)] };
  }
  if (missing) return { name, type, values: Float64Array.of(Number.NaN) };
  const value = parseNumeric(trimmed, type);
  if (value === null) {
    throw new AppError(
      'INVALID_INPUT',
      `'${name}' must be ${wanted[type]}, but is ${JSON.stringify(cell)}.`,
      {
        path: `row.${name}`,
        hint: 'Give null when the value is unknown',
      },
    );
  }
  return { name, type, values: Float64Array.of(value) };
}
