import type { Cell } from '../../contract/common.ts';
import { isoTime } from '../cells.ts';
import type { DuckRow } from '../duckdb.ts';

/** Longest text of a cell that is shown, in characters. */
export const longestCell = 20_000;

interface ShownType {
  /** SQL of what the engine hands over. */
  readonly sql: (column: string) => string;
  readonly cell: (value: NonNullable<DuckRow[string]>) => Cell;
}

const text: ShownType = {
  sql: (column) => `left(CAST(${column} AS VARCHAR), ${longestCell})`,
  cell: (value) => String(value),
};

const time: ShownType = {
  sql: (column) =>
    `CASE WHEN isfinite(CAST(${column} AS TIMESTAMP)) THEN epoch_ms(CAST(${column} AS TIMESTAMP)) END`,
  cell: (value) => isoTime(Number(value)),
};

/**
 * How a value of one of the engine's types travels as JSON. Whole numbers beyond 2^53 and decimals of
 * more than 15 digits are text, so that no digit is lost; times are ISO 8601 UTC; lists, records, bytes,
 * intervals and the rest are the engine's own text, cut after 20,000 characters.
 */
export function shownType(type: string): ShownType {
  if (/^U?(TINY|SMALL)?INT(EGER)?$/.test(type)) return { sql: (c) => c, cell: Number };
  if (type === 'BOOLEAN') return { sql: (c) => c, cell: (value) => value === true };
  if (type === 'DOUBLE' || type === 'FLOAT') {
    return { sql: (c) => c, cell: (value) => (Number.isFinite(value) ? Number(value) : null) };
  }
  if (/^U?(BIG|HUGE)INT$/.test(type)) return { ...text, cell: exactInteger };
  if (type.startsWith('DECIMAL')) return { ...text, cell: exactDecimal };
  if (type.startsWith('TIMESTAMP')) return type.includes('ZONE') ? zoned : time;
  return text;
}

const zoned: ShownType = {
  sql: (column) => `CASE WHEN isfinite(${column}) THEN epoch_ms(${column}) END`,
  cell: time.cell,
};

function exactInteger(value: NonNullable<DuckRow[string]>): Cell {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function exactDecimal(value: NonNullable<DuckRow[string]>): Cell {
  const digits = String(value).replace(/^[-0.]+|[^0-9]/g, '');
  return digits.length <= 15 ? Number(value) : String(value);
}
