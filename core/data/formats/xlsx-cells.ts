import { TextDecoder } from 'node:util';
import { AppError } from '../../base/app-error.ts';
import type { SourceCell } from './row-source.ts';
import { unescapeControls, type XlsxWorkbook } from './xlsx-workbook.ts';
import { XmlParser, type XmlAttributes, type XmlHandler } from './xml-events.ts';
import type { ZipArchive } from './zip-archive.ts';

/** A row of a sheet that has values. Columns count from 0, `row` from 1 as the sheet shows it. */
export interface SheetRow {
  readonly row: number;
  readonly cells: Map<number, SourceCell>;
}

export interface SheetCounts {
  /** Cells with an error such as #N/A, which are missing. */
  errors: number;
  /** Formulas whose value was not saved. */
  unsaved: number;
}

/** Columns of the widest sheet. */
const mostSheetColumns = 16_384;
const mostSheetRows = 1_048_576;

/** Column number from 0 of letters such as AB; -1 for anything else. */
export function columnNumber(letters: string): number {
  if (!/^[A-Za-z]{1,3}$/.test(letters)) return -1;
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

/**
 * The rows of a sheet that have values, block by block, as the sheet's XML streams by. Formulas are
 * never computed: their saved value counts. Throws PARSE_FAILED, FILE_TOO_LARGE.
 */
export async function* sheetRows(
  archive: ZipArchive,
  member: string,
  made: {
    readonly workbook: XlsxWorkbook;
    readonly texts: readonly string[];
    readonly counts: SheetCounts;
  },
): AsyncGenerator<{ readonly rows: SheetRow[]; readonly bytes: number }> {
  const reader = new SheetReader(made);
  const parser = new XmlParser(reader);
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const block of archive.blocks(member)) {
    bytes += block.length;
    parser.push(decoder.decode(block, { stream: true }));
    yield { rows: reader.take(), bytes };
  }
  parser.end();
  yield { rows: reader.take(), bytes };
}

class SheetReader implements XmlHandler {
  private readonly made: Parameters<typeof sheetRows>[2];
  private rows: SheetRow[] = [];
  private row: SheetRow | null = null;
  private lastRow = 0;
  private column = -1;
  private kind = 'n';
  private style = 0;
  private value = '';
  private collecting = false;
  private hasFormula = false;
  private phonetic = 0;

  constructor(made: Parameters<typeof sheetRows>[2]) {
    this.made = made;
  }

  take(): SheetRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'row':
        this.openRow(attributes);
        break;
      case 'c':
        this.openCell(attributes);
        break;
      case 'f':
        this.hasFormula = true;
        break;
      case 'v':
        this.collecting = true;
        break;
      case 't':
        this.collecting = this.kind === 'inlineStr' && this.phonetic === 0;
        break;
      case 'rPh':
        this.phonetic++;
        break;
    }
  }

  text(text: string): void {
    if (this.collecting) this.value += text;
  }

  close(name: string): void {
    switch (name) {
      case 'row':
        if (this.row && this.row.cells.size > 0) this.rows.push(this.row);
        this.row = null;
        break;
      case 'c':
        this.closeCell();
        break;
      case 'v':
      case 't':
        this.collecting = false;
        break;
      case 'rPh':
        this.phonetic--;
        break;
    }
  }

  private openRow(attributes: XmlAttributes): void {
    const row = Number(attributes.get('r') ?? this.lastRow + 1);
    if (!Number.isInteger(row) || row <= this.lastRow || row > mostSheetRows) {
      throw damagedSheet(`row ${attributes.get('r')} follows row ${this.lastRow}`);
    }
    this.lastRow = row;
    this.column = -1;
    this.row = { row, cells: new Map() };
  }

  private openCell(attributes: XmlAttributes): void {
    const place = attributes.get('r');
    this.column = place === undefined ? this.column + 1 : columnNumber(place.replace(/\d+$/, ''));
    if (this.column < 0 || this.column >= mostSheetColumns) {
      throw damagedSheet(`there is no cell ${JSON.stringify(place?.slice(0, 20))}`);
    }
    this.kind = attributes.get('t') ?? 'n';
    this.style = Number(attributes.get('s') ?? 0);
    this.value = '';
    this.hasFormula = false;
  }

  private closeCell(): void {
    const cell = this.cellValue();
    if (cell !== null && cell !== '') this.row?.cells.set(this.column, cell);
    this.collecting = false;
  }

  private cellValue(): SourceCell {
    const { value, made } = this;
    if (value === '') {
      if (this.hasFormula && this.kind !== 'str') made.counts.unsaved++;
      return null;
    }
    switch (this.kind) {
      case 's':
        return this.sharedText(value);
      case 'str':
      case 'inlineStr':
        return unescapeControls(value);
      case 'b':
        return value.trim() === '1' || value.trim() === 'true';
      case 'e':
        made.counts.errors++;
        return null;
      case 'd':
        return new Date(/[zZ]|[+-]\d\d:\d\d$/.test(value) ? value : `${value}Z`);
      default:
        return this.numberValue(Number(value));
    }
  }

  private sharedText(value: string): string {
    const text = this.made.texts[Number(value)];
    if (text === undefined) throw damagedSheet(`there is no shared text ${value.slice(0, 20)}`);
    return text;
  }

  private numberValue(value: number): SourceCell {
    if (Number.isNaN(value)) throw damagedSheet(`"${this.value.slice(0, 40)}" is no number`);
    const { dateStyles, from1904 } = this.made.workbook;
    return dateStyles[this.style] === true ? serialDate(value, from1904) : value;
  }
}

const dayMs = 86_400_000;

/**
 * The time a serial number means, UTC. A time without a day is text such as 08:30:00. In the 1900 system
 * the days before March 1900 are one off, because it has a 29 February 1900.
 */
export function serialDate(serial: number, from1904: boolean): SourceCell {
  const milliseconds = Math.round(serial * dayMs);
  if (serial >= 0 && serial < 1) return new Date(milliseconds).toISOString().slice(11, 19);
  if (serial < 0 || serial >= 2_958_466) return serial;
  const start = from1904 ? 24_107 : serial < 60 ? 25_568 : 25_569;
  return new Date(milliseconds - start * dayMs);
}

function damagedSheet(reason: string): AppError {
  return new AppError('PARSE_FAILED', `The sheet is damaged: ${reason}`, {
    hint: 'Open the workbook in a spreadsheet program and save it again',
  });
}
