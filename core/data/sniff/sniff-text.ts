import type { ColumnType, Warning } from '../../contract/common.ts';
import type { Sniffed } from '../../contract/data.ts';
import type { ColumnPlan } from '../column-plan.ts';
import { TableRows, type RejectedRow } from '../table-rows.ts';
import { tokenize, type Dialect, type TokenRow } from '../tokenizer.ts';
import { nameColumns } from './column-names.ts';
import { planColumn } from './column-type.ts';
import type { DateOrder } from './dates.ts';
import { guessDialect, isBlank } from './dialect.ts';
import type { EncodingGuess } from './encoding.ts';
import { guessHeader } from './header.ts';
import { guessNewline } from './newline.ts';
import { guessNumberStyle } from './numbers.ts';

/** What the caller knows of a file; an absent field is guessed. */
export interface ReadOptions {
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
  readonly encoding?: Sniffed['encoding'] | undefined;
  readonly decimal?: '.' | ',' | undefined;
  readonly header?: boolean | undefined;
  readonly types?: Readonly<Record<string, ColumnType>> | undefined;
  /** Lines before the table. */
  readonly skipLines?: number | undefined;
  /** Empty for none. */
  readonly thousands?: string | undefined;
  /** Words that mean missing besides the empty field, in place of the usual ones. */
  readonly nullWords?: readonly string[] | undefined;
  readonly dateFormats?: Readonly<Record<string, DateOrder>> | undefined;
}

export interface SniffedText {
  readonly sniffed: Sniffed;
  readonly dialect: Dialect;
  readonly plans: readonly ColumnPlan[];
  /** Well-formed rows of the sample, without the header. */
  readonly rows: readonly (readonly string[])[];
  readonly rejected: readonly RejectedRow[];
  readonly rejectedCount: number;
  readonly warnings: readonly Warning[];
  /** Rows before the table, blank ones not counted. */
  readonly preambleRows: number;
  /** The first row of the table as it stands, names or not. */
  readonly firstRow: readonly string[];
  /** Whether the sample was the whole file. */
  readonly complete: boolean;
}

/** Rows of the sample that types are decided on. */
const mostRows = 20_000;

/** Guesses everything about a text from its beginning. `complete` tells that it is the whole file. */
export function sniffText(
  sample: string,
  encoding: EncodingGuess,
  options: ReadOptions & { readonly complete: boolean },
): SniffedText {
  const newline = guessNewline(sample);
  const loneCarriageReturn = newline === '\r' || newline === 'mixed';
  const skipped = options.skipLines ?? 0;
  const guess = guessDialect(withoutLines(sample, skipped), options, loneCarriageReturn);
  const dialect: Dialect = {
    delimiter: guess.delimiter,
    quote: guess.quote,
    loneCarriageReturn,
  };
  const all = completeRows(sample, dialect, options.complete);
  const preambleRows =
    options.skipLines === undefined ? guess.preambleRows : rowsBefore(all, skipped);
  const table = new TableRows(dialect, guess.columns, { preambleRows, rejectReplaced: false });
  const shown = table.take(all);

  const first = table.header ?? [];
  const header =
    options.header === undefined
      ? guessHeader(first, shown.slice(0, 500))
      : { header: options.header, confidence: 1 };
  const rows = header.header ? shown : withFirst(first, shown, guess.columns);
  const style = guessNumberStyle(cellsOf(rows.slice(0, 2000)), dialect.delimiter, options);
  const named = nameColumns(header.header ? first : null, guess.columns);
  const warnings: Warning[] = [...named.warnings];
  if (header.header && rows.length === 0) {
    warnings.push({ kind: 'no_rows', message: 'The file has a header and no rows' });
  }
  const plans = named.names.map((name, index) => {
    const planned = planColumn(
      name,
      rows.map((row) => row[index] ?? ''),
      {
        style,
        dayFirst: style.decimal === ',' || dialect.delimiter === ';',
        forced: ownValue(options.types, name),
        nullWords: options.nullWords,
        dateOrder: ownValue(options.dateFormats, name),
      },
    );
    warnings.push(...planned.warnings);
    return planned.plan;
  });
  warnings.push(
    ...unknownColumns(named.names, options.types, 'type'),
    ...unknownColumns(named.names, options.dateFormats, 'date format'),
  );

  return {
    sniffed: {
      delimiter: dialect.delimiter,
      quote: dialect.quote,
      encoding: encoding.encoding,
      bom: encoding.bom,
      decimal: style.decimal,
      thousands: style.thousands,
      header: header.header,
      newline,
      compression: 'none',
      preamble: table.preambleLines,
      confidence: {
        delimiter: guess.confidence,
        encoding: encoding.confidence,
        decimal: style.confidence,
        header: header.confidence,
      },
    },
    dialect,
    plans,
    rows,
    rejected: table.rejected,
    rejectedCount: table.rejectedCount,
    warnings,
    preambleRows,
    firstRow: first,
    complete: options.complete && all.length < mostRows,
  };
}

function completeRows(sample: string, dialect: Dialect, complete: boolean): TokenRow[] {
  const rows = tokenize(sample, dialect);
  if (!complete && rows.length > 1) rows.pop();
  return rows.slice(0, mostRows);
}

function withFirst(
  first: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): readonly (readonly string[])[] {
  return first.length === columns ? [first, ...rows] : rows;
}

function* cellsOf(rows: readonly (readonly string[])[]): Iterable<string> {
  for (const row of rows) yield* row;
}

function unknownColumns(
  names: readonly string[],
  given: Readonly<Record<string, unknown>> | undefined,
  what: string,
): Warning[] {
  const known = new Set(names);
  return Object.keys(given ?? {})
    .filter((name) => !known.has(name))
    .map((name) => ({
      kind: 'unknown_column',
      message: `A ${what} was given for "${name}", but there is no such column`,
      column: name,
    }));
}

function ownValue<T>(given: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return given && Object.hasOwn(given, name) ? given[name] : undefined;
}

/** The text after its first lines, whatever ends them. */
function withoutLines(text: string, lines: number): string {
  let at = 0;
  const end = /\r+\n|\n|\r/g;
  for (let line = 0; line < lines; line++) {
    end.lastIndex = at;
    if (!end.test(text)) return '';
    at = end.lastIndex;
  }
  return text.slice(at);
}

/** Rows that begin on the first lines, blank ones not counted. */
function rowsBefore(rows: readonly TokenRow[], lines: number): number {
  return rows.filter((row) => row.line <= lines && !isBlank(row)).length;
}
