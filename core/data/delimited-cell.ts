import { isCoded, type Column } from '../table/table.ts';

/** Cells a spreadsheet would run as a formula start with one of these. */
const formulaStart = /^[=+\-@\t\r]/;

/** A text as a field of comma-separated text, RFC 4180: quoted when it has to be, quotes doubled. */
export function quoteField(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** An apostrophe before what a spreadsheet would run. */
export function escapeFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

export type CellWriter = (row: number) => string;

/**
 * How the cells of a column are written: missing as an empty field, numbers in their shortest form
 * that reads back the same, dates as ISO 8601 UTC (only the day when every value is a midnight).
 */
export function cellWriter(
  column: Column,
  options: { readonly escapeFormulas: boolean; readonly dayOnly: boolean },
): CellWriter {
  if (isCoded(column)) {
    const fields = new Map<number, string>();
    return (row) => {
      const code = column.codes[row]!;
      if (code < 0) return '';
      let field = fields.get(code);
      if (field === undefined) {
        const text = column.dictionary[code]!;
        field = quoteField(options.escapeFormulas ? escapeFormula(text) : text);
        fields.set(code, field);
      }
      return field;
    };
  }
  const { values } = column;
  return (row) => {
    const value = values[row]!;
    if (Number.isNaN(value)) return '';
    if (column.type === 'boolean') return value === 1 ? 'true' : 'false';
    if (column.type === 'datetime') return dateField(value, options.dayOnly);
    return Object.is(value, -0) ? '-0' : String(value);
  };
}

function dateField(milliseconds: number, dayOnly: boolean): string {
  const iso = new Date(milliseconds).toISOString();
  if (dayOnly) return iso.slice(0, iso.indexOf('T'));
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso;
}

const dayMs = 86_400_000;

/** Whether every date of the column is a midnight, so that the time of day can be left out. O(rows). */
export function isDayOnly(column: Column): boolean {
  if (column.type !== 'datetime') return false;
  return column.values.every((value) => Number.isNaN(value) || value % dayMs === 0);
}
