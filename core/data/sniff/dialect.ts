import { tokenize, type Dialect, type TokenRow } from '../tokenizer.ts';
import { isNumber, missingAmongNumbers } from './cell-kind.ts';
import { dateFormats, isTimeOfDay } from './dates.ts';
import { withoutUnit } from './units.ts';

export interface DialectGuess {
  readonly delimiter: string;
  readonly quote: string;
  readonly columns: number;
  /** Rows before the table, such as a title or comments. */
  readonly preambleRows: number;
  readonly confidence: number;
}

/** What a table is usually delimited by, and how much less likely the rest is. */
const candidates: readonly (readonly [string, number])[] = [
  [',', 1],
  [';', 1],
  ['\t', 1],
  ['|', 1],
  ['\u0001', 1],
  ['\u001f', 1],
  ['~', 0.7],
  ['^', 0.7],
  [':', 0.55],
  [' ', 0.5],
];

/** Rows and characters of the sample that are looked at for each candidate. */
const mostRows = 1000;
const mostCharacters = 200_000;

/**
 * Guesses delimiter and quote by how even the rows become and how plain their cells (after van den
 * Burg, Nazábal & Sutton 2019), not by counting characters. `fixed` holds what the caller knows.
 */
export function guessDialect(
  sample: string,
  fixed: { readonly delimiter?: string | undefined; readonly quote?: string | undefined },
  loneCarriageReturn: boolean,
): DialectGuess {
  const head = sample.slice(0, mostCharacters);
  const delimiters =
    fixed.delimiter === undefined
      ? candidates.filter(([delimiter]) => head.includes(delimiter))
      : [[fixed.delimiter, 1] as const];
  const quotes = fixed.quote === undefined ? likelyQuotes(head) : [fixed.quote];

  let best: Scored = oneColumn(head, quotes[0]!, loneCarriageReturn);
  let second = 0;
  for (const [delimiter, weight] of delimiters) {
    for (const quote of quotes) {
      const scored = score(head, { delimiter, quote, loneCarriageReturn });
      const value = fixed.delimiter === undefined ? scored.score * weight : 1 + scored.score;
      if (value > best.score) {
        if (scored.guess.delimiter !== best.guess.delimiter) second = best.score;
        best = { ...scored, score: value };
      } else if (scored.guess.delimiter !== best.guess.delimiter) {
        second = Math.max(second, value);
      }
    }
  }
  const confidence =
    fixed.delimiter !== undefined ? 1 : best.score === 0 ? 0.3 : 1 - 0.7 * (second / best.score);
  return { ...best.guess, confidence };
}

interface Scored {
  readonly guess: Omit<DialectGuess, 'confidence'>;
  readonly score: number;
}

/** Double quotes, and single ones where fields begin and end with them and double ones do not. */
function likelyQuotes(head: string): readonly string[] {
  const single = head.match(/(?:^|[,;\t|\n])'[^'\n]*'(?=[,;\t|\r\n]|$)/g)?.length ?? 0;
  const double = head.match(/(?:^|[,;\t|\n])"/g)?.length ?? 0;
  return single > 2 && double === 0 ? ['"', "'"] : ['"'];
}

function rowsOf(head: string, dialect: Dialect): TokenRow[] {
  const rows = tokenize(head, dialect, mostRows + 1);
  // the last row may be cut
  if (rows.length > 2) rows.pop();
  return rows.slice(0, mostRows).filter((row) => !isBlank(row));
}

/** Whether nothing stands on the row. */
export function isBlank(row: TokenRow): boolean {
  return row.fields.length === 1 && row.fields[0]!.trim() === '' && row.raw.trim() === '';
}

function isTyped(line: string): boolean {
  return isNumber(line, '.', null) || dateFormats(line).length > 0 || isTimeOfDay(line);
}

/** A table without delimiter: better than splitting plain values, worse than an even table. */
function oneColumn(head: string, quote: string, loneCarriageReturn: boolean): Scored {
  const dialect = { delimiter: ',', quote: '', loneCarriageReturn };
  const lines = rowsOf(head, dialect).map((row) => row.raw.trim());
  // the first line may be a name
  const body = lines.length > 1 && !isTyped(lines[0]!) ? lines.slice(1) : lines;
  const share = body.length === 0 ? 0 : body.filter(isTyped).length / body.length;
  return {
    guess: { delimiter: ',', quote, columns: 1, preambleRows: 0 },
    score: Math.max(0.1, 0.9 * share ** 2),
  };
}

function score(head: string, dialect: Dialect): Scored {
  const rows = rowsOf(head, dialect);
  const columns = usualWidth(rows);
  const preambleRows = countPreamble(rows, columns);
  const guess = { delimiter: dialect.delimiter, quote: dialect.quote, columns, preambleRows };
  if (columns < 2) return { guess, score: 0 };
  const table = rows.slice(preambleRows);
  const even = table.filter((row) => row.fields.length === columns);
  const evenness = even.length / table.length;
  const plain = plainShare(even, dialect);
  return { guess, score: evenness ** 2 * plain * ((columns - 1) / columns) };
}

/** The most frequent number of fields; the larger of two equally frequent ones. */
function usualWidth(rows: readonly TokenRow[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    if (row.unterminated) continue;
    counts.set(row.fields.length, (counts.get(row.fields.length) ?? 0) + 1);
  }
  let width = 1;
  let most = 0;
  for (const [fields, count] of counts) {
    if (count > most || (count === most && fields > width)) {
      width = fields;
      most = count;
    }
  }
  return width;
}

const longestPreamble = 50;

/** Leading rows that are narrower than the table, or comments; a header one short belongs to the table. */
function countPreamble(rows: readonly TokenRow[], columns: number): number {
  if (columns < 2) return 0;
  let count = 0;
  while (count < Math.min(rows.length, longestPreamble)) {
    const { fields, raw } = rows[count]!;
    const comment = raw.startsWith('#') && fields.length !== columns;
    const narrow = fields.length < columns && !(fields.length === columns - 1 && columns > 2);
    if (!comment && !narrow) break;
    count++;
  }
  return count === rows.length ? 0 : count;
}

const otherMarks = /[,;\t|]/;

function plainShare(rows: readonly TokenRow[], dialect: Dialect): number {
  let cells = 0;
  let plain = 0;
  for (const row of rows.slice(0, 200)) {
    const quoted = dialect.quote !== '' && row.raw.includes(dialect.quote);
    for (const field of row.fields) {
      cells++;
      plain += isPlain(field.trim(), dialect, quoted) ? 1 : 0;
    }
  }
  return cells === 0 ? 0 : plain / cells;
}

/** Numbers, dates, missing words and texts without another delimiter in them. */
function isPlain(text: string, dialect: Dialect, quoted: boolean): boolean {
  if (text === '' || missingAmongNumbers.has(text.toLowerCase())) return true;
  const number = withoutUnit(text);
  if (isNumber(number, '.', ',') || isNumber(number, ',', '.')) return true;
  if (dateFormats(text).length > 0) return true;
  if (quoted && dialect.quote !== '') return !text.startsWith(dialect.quote);
  return !otherMarks.test(text) && !text.startsWith('"');
}
