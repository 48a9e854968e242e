import { AppError } from '../base/app-error.ts';
import { isoTime } from '../data/cells.ts';
import { sqlName } from '../data/duckdb.ts';
import type { Bind, RuleColumn } from './define-expectation.ts';
import type { CellValue } from './kwargs.ts';

/** The column in SQL. */
export function columnSql(column: RuleColumn): string {
  return sqlName(column.name);
}

/** The cell as text, as Python writes it: 5.0, True. */
export function textSql(column: RuleColumn): string {
  const name = sqlName(column.name);
  if (column.type === 'boolean') return `(CASE WHEN ${name} THEN 'True' ELSE 'False' END)`;
  return `CAST(${name} AS VARCHAR)`;
}

/** A value as the column holds it, bound; null when no cell of the column can equal it. */
export function literalSql(column: RuleColumn, value: CellValue, bind: Bind): string | null {
  switch (column.type) {
    case 'number':
    case 'integer':
      if (typeof value === 'string') return null;
      return `${bind(Number(value))}::DOUBLE`;
    case 'boolean':
      if (value !== true && value !== false && value !== 0 && value !== 1) return null;
      return `${bind(Boolean(value))}::BOOLEAN`;
    case 'datetime': {
      const moment = typeof value === 'string' ? parseMoment(value) : null;
      return moment === null ? null : momentSql(moment, bind);
    }
    case 'category':
    case 'text':
      return typeof value === 'string' ? `${bind(value)}::VARCHAR` : null;
  }
}

/** A bound that cells are compared with; INVALID_INPUT when the types cannot be compared. */
export function boundSql(column: RuleColumn, value: CellValue, bind: Bind): string {
  const literal = literalSql(column, value, bind);
  if (literal !== null) return literal;
  const wanted = {
    number: 'a number',
    integer: 'a number',
    boolean: 'true or false',
    datetime: 'a date such as "2020-01-31"',
    category: 'a text',
    text: 'a text',
  }[column.type];
  throw new AppError(
    'INVALID_INPUT',
    `${column.name} is of type ${column.type} and cannot be compared with ${JSON.stringify(value)}`,
    { hint: `Give ${wanted}`, path: 'kwargs' },
  );
}

function momentSql(moment: number, bind: Bind): string {
  return `make_timestamp((${bind(moment)}::DOUBLE * 1000)::BIGINT)`;
}

/** UTC milliseconds of a date in ISO form (no offset means UTC), or null. */
export function parseMoment(text: string): number | null {
  const iso = text.trim().replace(' ', 'T');
  const moment = Date.parse(/^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(iso) ? `${iso}Z` : iso);
  return Number.isNaN(moment) ? null : moment;
}

/** The column as the engine hands it out for `readCell`. */
export function selectSql(column: RuleColumn): string {
  const name = sqlName(column.name);
  return column.type === 'datetime' ? `epoch_ms(${name})` : name;
}

/** A cell as JSON carries it. Infinities, which JSON does not know, are texts. */
export function readCell(column: RuleColumn, value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (column.type === 'datetime') return isoTime(Number(value));
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value as string | number | boolean;
}

/** The rule needs numbers (or dates, when they are allowed). */
export function requireNumeric(column: RuleColumn, purpose: string): void {
  if (column.type === 'number' || column.type === 'integer' || column.type === 'boolean') return;
  throw new AppError(
    'INVALID_INPUT',
    `${column.name} is of type ${column.type}; ${purpose} needs numbers`,
    {
      hint: 'Choose a column of numbers',
      path: 'kwargs.column',
    },
  );
}

/** The rule reads texts. */
export function requireText(column: RuleColumn, purpose: string): void {
  if (column.type === 'text' || column.type === 'category') return;
  throw new AppError(
    'INVALID_INPUT',
    `${column.name} is of type ${column.type}; ${purpose} needs texts`,
    {
      hint: 'Choose a column of texts; dates and numbers are checked when they are imported',
      path: 'kwargs.column',
    },
  );
}
