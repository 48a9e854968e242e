import { firstLine, Tokenizer, type Dialect, type TokenRow } from './tokenizer.ts';

export interface RejectedRow {
  /** In the source file, from 1. */
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

const longestText = 500;

/**
 * Sorts the rows of a file into preamble, header, table and rejected ones. Blank lines are no rows,
 * except in a table of one column, where they are a missing value. One empty field too many, from a
 * delimiter at the end of the line, is dropped.
 */
export class TableRows {
  readonly rejected: RejectedRow[] = [];
  /** All rejected rows; `rejected` lists the first of them. */
  rejectedCount = 0;
  /** The first row of the table, whether it names the columns or not. */
  header: string[] | null = null;
  /** Lines before the table. */
  preambleLines = 0;
  private readonly dialect: Dialect;
  private readonly columns: number;
  private skip: number;
  /** Also reject rows with the replacement character: set when the file has invalid bytes. */
  private readonly rejectReplaced: boolean;

  constructor(
    dialect: Dialect,
    columns: number,
    options: { readonly preambleRows: number; readonly rejectReplaced: boolean },
  ) {
    this.dialect = dialect;
    this.columns = columns;
    this.skip = options.preambleRows;
    this.rejectReplaced = options.rejectReplaced;
  }

  /** The well-formed rows among these, each of `columns` fields. The first row ever is kept as header. */
  take(rows: readonly TokenRow[]): string[][] {
    const taken: string[][] = [];
    for (const row of rows) this.sort(row, taken);
    return taken;
  }

  private sort(row: TokenRow, taken: string[][]): void {
    if (isBlankRow(row) && (this.columns > 1 || this.header === null)) return;
    if (this.skip > 0) {
      this.skip--;
      return;
    }
    if (this.header === null) {
      this.header = row.unterminated ? [row.raw] : row.fields;
      this.preambleLines = row.line - 1;
      return;
    }
    if (!row.unterminated && this.fits(row)) {
      const invalid = this.rejectReplaced && row.raw.includes('\ufffd');
      if (invalid) this.reject(row.line, 'bytes that are not valid in this encoding', row.raw);
      else taken.push(row.fields);
      return;
    }
    // a quote that was never closed may have swallowed lines: give them back
    const line = firstLine(row, this.dialect);
    if (!row.unterminated && line.length === row.raw.length) {
      const few = row.fields.length < this.columns ? 'too few' : 'too many';
      this.reject(
        row.line,
        `${few} fields: ${row.fields.length} instead of ${this.columns}`,
        row.raw,
      );
      return;
    }
    this.reject(row.line, 'a quote that is never closed', line);
    if (!row.unterminated)
      this.take(Tokenizer.resplit(row, this.dialect)).forEach((r) => taken.push(r));
  }

  private fits(row: TokenRow): boolean {
    if (row.fields.length === this.columns + 1 && row.fields.at(-1) === '') row.fields.pop();
    return row.fields.length === this.columns;
  }

  private reject(line: number, reason: string, text: string): void {
    this.rejectedCount++;
    if (this.rejected.length < 100) {
      this.rejected.push({ line, reason, text: text.slice(0, longestText) });
    }
  }
}

function isBlankRow(row: TokenRow): boolean {
  return row.fields.length === 1 && row.raw.trim() === '';
}
