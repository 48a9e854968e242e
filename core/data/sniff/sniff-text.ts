import type { ColumnType, Warning } from '../../contract/common.ts';
import type { Sniffed } from '../../contract/data.ts';
import type { ColumnPlan } from '../column-plan.ts';
import { TableRows, type RejectedRow } from '../table-rows.ts';
import { tokenize, type Dialect, type TokenRow } from '../tokenizer.ts';
import { nameColumns } from './column-names.ts';
import { planColumn } from './column-type.ts';
import { guessDialect } from './dialect.ts';
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
  const guess = guessDialect(sample, options, loneCarriageReturn);
  const dialect: Dialect = {
    delimiter: guess.delimiter,
    quote: guess.quote,
    loneCarriageReturn,
  };
  const all = completeRows(sample, dialect, options.complete);
  const table = new TableRows(dialect, guess.columns, {
    preambleRows: guess.preambleRows,
    rejectReplaced: false,
  });
  const shown = table.take(all);

  const first = table.header ?? [];
  const header =
    options.header === undefined
      ? guessHeader(first, shown.slice(0, 500))
      : { header: options.header, confidence: 1 };
  const rows = header.header ? shown : withFirst(first, shown, guess.columns);
  const style = guessNumberStyle(cellsOf(rows.slice(0, 2000)), dialect.delimiter, options.decimal);
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
        forced:
          options.types && Object.hasOwn(options.types, name) ? options.types[name] : undefined,
      },
    );
    warnings.push(...planned.warnings);
    return planned.plan;
  });
  warnings.push(...unknownTypes(named.names, options.types));

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
    preambleRows: guess.preambleRows,
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

function unknownTypes(
  names: readonly string[],
  types: Readonly<Record<string, ColumnType>> | undefined,
): Warning[] {
  const known = new Set(names);
  return Object.keys(types ?? {})
    .filter((name) => !known.has(name))
    .map((name) => ({
      kind: 'unknown_column',
      message: `A type was given for "${name}", but there is no such column`,
      column: name,
    }));
}
