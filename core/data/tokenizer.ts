/** How rows and fields are told apart in a text. */
export interface Dialect {
  /** One character. */
  readonly delimiter: string;
  /** One character, or empty for none. A quote inside quotes is doubled. */
  readonly quote: string;
  /** Whether a lone carriage return ends a row; CR LF and CR CR LF always do. */
  readonly loneCarriageReturn: boolean;
}

export interface TokenRow {
  readonly fields: string[];
  /** Line of the source the row starts on, from 1. */
  readonly line: number;
  /** Set when the row is not well formed: its quote never closed. `fields` is then the raw line. */
  readonly unterminated: boolean;
  /** The row as it stood in the source. */
  readonly raw: string;
}

/** A quoted field longer than this is taken for a quote that was never closed. */
const longestField = 16 * 1024 * 1024;

const CR = 13;
const LF = 10;
const SPACE = 32;

interface Scanned {
  readonly fields: string[];
  /** Where the row's content ends, and where the next row starts. */
  readonly end: number;
  readonly next: number;
  readonly state: 'row' | 'unterminated';
}

/**
 * Splits text that comes in pieces into rows, in one pass. Lenient where nothing is lost: blanks
 * around quoted fields are dropped, a quote inside an unquoted field stands for itself, and so does
 * a stray quote inside a quoted one while the field stays on its line. A quote that is still open
 * when another malformed one turns up on a later line, or at the end, makes only the line it was
 * opened on unterminated: reading goes on with the next line.
 */
export class Tokenizer {
  private readonly dialect: Dialect;
  private buffer = '';
  private line = 1;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** Rows that are complete once this text has come, at most so many; the others come with the next text. */
  push(text: string, most = Infinity): TokenRow[] {
    this.buffer += text;
    return this.drain(false, most);
  }

  /** The rows that were left. */
  end(): TokenRow[] {
    return this.drain(true, Infinity);
  }

  private drain(final: boolean, most: number): TokenRow[] {
    const rows: TokenRow[] = [];
    let at = 0;
    while (at < this.buffer.length && rows.length < most) {
      let scanned = scanRow(this.buffer, at, final, this.dialect);
      if (scanned === null && this.buffer.length - at > longestField) {
        scanned = brokenLine(this.buffer, at, this.dialect);
      }
      if (scanned === null) break;
      const raw = this.buffer.slice(at, scanned.end);
      rows.push({
        fields: scanned.fields,
        line: this.line,
        unterminated: scanned.state === 'unterminated',
        raw,
      });
      this.line += countLines(this.buffer, at, scanned.next, this.dialect);
      at = scanned.next;
    }
    this.buffer = this.buffer.slice(at);
    return rows;
  }

  /**
   * Takes back all but the first line of a row just returned last from `push` or `end`, so that a
   * field that swallowed lines by mistake costs one line only. Returns the rows of those lines.
   */
  static resplit(row: TokenRow, dialect: Dialect): TokenRow[] {
    const first = brokenLine(row.raw, 0, dialect);
    const inner = new Tokenizer(dialect);
    inner.line = row.line + countLines(row.raw, 0, first.next, dialect);
    return [...inner.push(row.raw.slice(first.next)), ...inner.end()];
  }
}

/** All rows of a whole text, or the first `most` of them. */
export function tokenize(text: string, dialect: Dialect, most = Infinity): TokenRow[] {
  const tokenizer = new Tokenizer(dialect);
  const rows = tokenizer.push(text, most);
  return rows.length < most ? [...rows, ...tokenizer.end()].slice(0, most) : rows;
}

/** The first line of a row that spans several. */
export function firstLine(row: TokenRow, dialect: Dialect): string {
  return row.raw.slice(0, brokenLine(row.raw, 0, dialect).end);
}

/** Where the line break that starts at `at` ends, or `at` when there is none; -1 if more text is needed. */
function breakEnd(text: string, at: number, final: boolean, dialect: Dialect): number {
  const code = text.charCodeAt(at);
  if (code === LF) return at + 1;
  if (code !== CR) return at;
  let next = at + 1;
  while (next < text.length && text.charCodeAt(next) === CR) next++;
  if (next === text.length && !final) return -1;
  if (text.charCodeAt(next) === LF) return next + 1;
  return dialect.loneCarriageReturn ? at + 1 : at;
}

function countLines(text: string, from: number, to: number, dialect: Dialect): number {
  let lines = 0;
  if (!dialect.loneCarriageReturn) {
    // then every break ends in a line feed
    for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) {
      lines++;
    }
    return lines;
  }
  let at = from;
  while (at < to) {
    const end = breakEnd(text, at, true, dialect);
    if (end > at) {
      lines++;
      at = end;
    } else at++;
  }
  return lines;
}

/** Null when the row may go on in text that has not come yet. */
function scanRow(text: string, from: number, final: boolean, dialect: Dialect): Scanned | null {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const quote = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
  const fields: string[] = [];
  let at = from;
  for (;;) {
    let start = at;
    if (delimiter !== SPACE) while (text.charCodeAt(start) === SPACE) start++;
    let end: number;
    if (quote !== -1 && text.charCodeAt(start) === quote) {
      const field = scanQuoted(text, start, final, dialect);
      if (field === null) return null;
      if (field === 'unterminated') return brokenLine(text, from, dialect);
      fields.push(field.value);
      end = field.end;
    } else {
      end = at;
      for (; end < text.length; end++) {
        const code = text.charCodeAt(end);
        if (code === delimiter) break;
        if ((code === LF || code === CR) && breakEnd(text, end, final, dialect) !== end) break;
      }
      fields.push(text.slice(at, end));
    }
    if (end >= text.length) {
      return final ? { fields, end, next: end, state: 'row' } : null;
    }
    if (text.charCodeAt(end) === delimiter) {
      at = end + 1;
      // the row ends in an empty field that the text may still continue
      if (at >= text.length && !final) return null;
      continue;
    }
    const next = breakEnd(text, end, final, dialect);
    return next === -1 ? null : { fields, end, next, state: 'row' };
  }
}

function scanQuoted(
  text: string,
  start: number,
  final: boolean,
  dialect: Dialect,
): { value: string; end: number } | 'unterminated' | null {
  const { quote } = dialect;
  let value = '';
  let from = start + 1;
  let stray = false;
  for (;;) {
    const closing = text.indexOf(quote, from);
    const stop = closing === -1 ? text.length : closing;
    if (stray && hasBreak(text, start, stop)) return 'unterminated';
    if (closing === -1) return final ? 'unterminated' : null;
    value += text.slice(from, closing);
    if (text.charAt(closing + 1) === quote) {
      value += quote;
      from = closing + 2;
      continue;
    }
    const end = afterClosing(text, closing + 1, final, dialect);
    if (end === null) return null;
    if (end !== -1) return { value, end };
    if (hasBreak(text, start, closing)) return 'unterminated';
    stray = true;
    value += quote;
    from = closing + 1;
  }
}

/** Where the field ends after its closing quote (blanks may follow); -1 when the quote closes nothing. */
function afterClosing(text: string, at: number, final: boolean, dialect: Dialect): number | null {
  let end = at;
  if (dialect.delimiter !== ' ') while (text.charCodeAt(end) === SPACE) end++;
  if (end >= text.length) return final ? end : null;
  if (text.charAt(end) === dialect.delimiter) return end;
  const next = breakEnd(text, end, final, dialect);
  if (next === -1) return null;
  return next > end ? end : -1;
}

function hasBreak(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) return true;
  }
  return false;
}

function brokenLine(text: string, from: number, dialect: Dialect): Scanned {
  for (let end = from; end < text.length; end++) {
    const next = breakEnd(text, end, true, dialect);
    if (next > end) return { fields: [], end, next, state: 'unterminated' };
  }
  return { fields: [], end: text.length, next: text.length, state: 'unterminated' };
}
