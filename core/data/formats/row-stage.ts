import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../base/app-error.ts';
import { writeFailure } from '../../storage/file-errors.ts';
import { sqlText } from '../duckdb.ts';
import { ColumnTally } from './column-tally.ts';
import { mostColumns, type SourceCell } from './row-source.ts';

/** A file of rows that all have the same number of columns. */
interface Part {
  readonly path: string;
  readonly columns: number;
  longestRow: number;
  rows: number;
}

export interface StageOptions {
  /** Where the parts are written; `dispose` removes them. */
  readonly folder: string;
  readonly nullWords: readonly string[];
  /** Whether the caller named the words, so that they count among numbers too. */
  readonly wordsGiven: boolean;
}

/**
 * Rows on their way to a version: written to disk as plain delimited text, which the engine reads
 * fast, and tallied by kind. Columns may be added while rows come; then a new part begins. Memory is
 * constant.
 */
export class RowStage {
  readonly tallies: ColumnTally[] = [];
  rows = 0;
  private readonly options: StageOptions;
  private readonly parts: Part[] = [];
  private file: FileHandle | null = null;
  private removedNul = 0;

  constructor(options: StageOptions) {
    this.options = options;
  }

  /** Zero characters that were taken out of texts. */
  get nulCount(): number {
    return this.removedNul;
  }

  /** Adds rows of at most `columns` cells. Throws WRITE_FAILED, PARSE_FAILED for too many columns. */
  async append(rows: readonly (readonly SourceCell[])[], columns: number): Promise<void> {
    if (columns > mostColumns) {
      throw new AppError('PARSE_FAILED', `The source has more than ${mostColumns} columns`, {
        hint: 'Check that its records are rows, and not a dictionary of values',
      });
    }
    while (this.tallies.length < columns) this.tallies.push(this.newTally());
    if (rows.length === 0) return;
    const part = await this.currentPart(columns);
    let text = '';
    for (const row of rows) {
      const line = this.writeRow(row, columns);
      part.longestRow = Math.max(part.longestRow, line.length);
      text += line;
      if (text.length > 1 << 22) {
        await this.write(text, part);
        text = '';
      }
    }
    await this.write(text, part);
    part.rows += rows.length;
    this.rows += rows.length;
  }

  private newTally(): ColumnTally {
    const tally = new ColumnTally(this.options.nullWords, this.options.wordsGiven);
    tally.missing = this.rows;
    return tally;
  }

  /** The first field keeps a row without any values from being a blank line. */
  private writeRow(row: readonly SourceCell[], columns: number): string {
    let line = '0';
    for (let column = 0; column < columns; column++) {
      const text = this.tallies[column]!.add(row[column]);
      line += text === null ? ',' : `,"${this.escape(text)}"`;
    }
    return `${line}\n`;
  }

  private escape(text: string): string {
    const plain = text.includes('\0') ? this.withoutNul(text) : text;
    return plain.includes('"') ? plain.replaceAll('"', '""') : plain;
  }

  private withoutNul(text: string): string {
    const parts = text.split('\0');
    this.removedNul += parts.length - 1;
    return parts.join('');
  }

  private async currentPart(columns: number): Promise<Part> {
    const last = this.parts.at(-1);
    if (last?.columns === columns && this.file) return last;
    await this.file?.close();
    const path = join(this.options.folder, `${randomUUID()}.part.csv`);
    const part = { path, columns, longestRow: 0, rows: 0 };
    this.file = await open(path, 'wx').catch((error) => Promise.reject(writeFailure(error, path)));
    this.parts.push(part);
    return part;
  }

  private async write(text: string, part: Part): Promise<void> {
    if (text === '') return;
    await this.file!.appendFile(text).catch((error) =>
      Promise.reject(writeFailure(error, part.path)),
    );
  }

  /** Ends the writing. The SQL of a relation with text columns c0, c1 ..., rows in their order. */
  async relation(): Promise<string> {
    await this.file?.close();
    this.file = null;
    const all = this.tallies.map((_, index) => index);
    if (this.parts.length === 0) {
      const none = all.map((index) => `NULL::VARCHAR AS c${index}`).join(', ');
      return `(SELECT ${none === '' ? '0' : none} WHERE false)`;
    }
    const selects = this.parts.map((part) => {
      const select = all.map((i) => (i < part.columns ? `c${i}` : `NULL::VARCHAR AS c${i}`));
      return `SELECT ${select.join(', ')} FROM ${reader(part)}`;
    });
    return `(${selects.join('\nUNION ALL\n')})`;
  }

  async dispose(): Promise<void> {
    await this.file?.close();
    this.file = null;
    for (const part of this.parts) await rm(part.path, { force: true });
  }
}

function reader(part: Part): string {
  const columns = Array.from({ length: part.columns }, (_, i) => `, c${i}: 'VARCHAR'`).join('');
  // characters were counted; each is at most three bytes
  const longest = Math.max(2 ** 21, 3 * part.longestRow + 16);
  return `read_csv(${sqlText(part.path)}, auto_detect = false, columns = {row_mark: 'VARCHAR'${columns}},
    delim = ',', quote = '"', escape = '"', header = false, new_line = '\\n', nullstr = '',
    allow_quoted_nulls = false, max_line_size = ${longest}, buffer_size = ${Math.max(32_000_000, 4 * longest)})`;
}
