import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../base/app-error.ts';
import { isCoded, type Column, type Table } from '../../table/table.ts';
import { isoTime } from '../cells.ts';
import { escapeFormula } from '../delimited-cell.ts';
import { ZipWriter } from './zip-writer.ts';

/** Rows of a sheet, the header among them. */
export const mostExcelRows = 1_048_576;
const mostExcelColumns = 16_384;
/** Characters of a cell. */
const longestText = 32_767;

export interface ExcelSheet {
  readonly columns: readonly { readonly name: string; readonly type: Column['type'] }[];
  readonly rows: number;
  /** The table in parts, rows in order. */
  readonly parts: AsyncIterable<Table>;
  /** Put an apostrophe before texts a spreadsheet would run were they typed in. */
  readonly escapeFormulas: boolean;
  /** Date columns without a time of day. */
  readonly dayOnly: ReadonlySet<string>;
}

/** Throws UNSUPPORTED when the table does not fit in a sheet. */
export function checkExcelSize(rows: number, columns: number): void {
  if (rows + 1 > mostExcelRows) {
    throw new AppError(
      'UNSUPPORTED',
      `${rows} rows and a header do not fit in a sheet, which has ${mostExcelRows} rows`,
      { hint: 'Export as CSV or Parquet, or filter the rows first', path: 'format' },
    );
  }
  if (columns > mostExcelColumns) {
    throw new AppError(
      'UNSUPPORTED',
      `${columns} columns do not fit in a sheet, which has ${mostExcelColumns}`,
      { hint: 'Export as CSV or Parquet, or choose fewer columns', path: 'format' },
    );
  }
}

/**
 * Writes a workbook of one sheet named "data" in constant memory. Texts are texts, whatever they look
 * like; dates are dates where the calendar of spreadsheets has them, from March 1900 on, else ISO texts.
 */
export async function writeExcel(file: FileHandle, sheet: ExcelSheet): Promise<void> {
  const zip = new ZipWriter(file);
  for (const [name, content] of fixedParts) await zip.add(name, [content]);
  await zip.add('xl/worksheets/sheet1.xml', sheetXml(sheet));
  await zip.end();
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const fixedParts: readonly (readonly [string, string])[] = [
  [
    '[Content_Types].xml',
    `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    'xl/styles.xml',
    // styles 1 and 2: days, and times to the millisecond; 3: the header
    `${head}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
  ],
];

const rowsPerPart = 1000;

async function* sheetXml(sheet: ExcelSheet): AsyncGenerator<string> {
  const { columns, escapeFormulas } = sheet;
  yield `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  const letters = columns.map((_, index) => columnLetters(index));
  let line = 1;
  const names = columns.map(({ name }, index) =>
    textCell(`${letters[index]}1`, escapeFormulas ? escapeFormula(name) : name, 3),
  );
  yield `<row r="1">${names.join('')}</row>`;
  for await (const table of sheet.parts) {
    const writers = table.columns.map((column) =>
      cellWriter(column, { escapeFormulas, day: sheet.dayOnly.has(column.name) }),
    );
    for (let from = 0; from < table.rows; from += rowsPerPart) {
      let text = '';
      for (let row = from; row < Math.min(table.rows, from + rowsPerPart); row++) {
        line++;
        text += `<row r="${line}">`;
        writers.forEach((write, index) => {
          text += write(row, `${letters[index]}${line}`);
        });
        text += '</row>';
      }
      yield text;
    }
  }
  yield '</sheetData></worksheet>';
}

/** Letters of a column counted from 0: A, B ... Z, AA .... */
function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** A missing cell is left out. */
type CellWriter = (row: number, place: string) => string;

function cellWriter(
  column: Column,
  options: { readonly escapeFormulas: boolean; readonly day: boolean },
): CellWriter {
  if (isCoded(column)) {
    return (row, place) => {
      const code = column.codes[row]!;
      if (code < 0) return '';
      const text = column.dictionary[code]!;
      return textCell(place, options.escapeFormulas ? escapeFormula(text) : text);
    };
  }
  const { values, type } = column;
  return (row, place) => {
    const value = values[row]!;
    if (Number.isNaN(value)) return '';
    if (type === 'boolean') return `<c r="${place}" t="b"><v>${value}</v></c>`;
    if (type === 'datetime') return dateCell(place, value, options.day);
    return Number.isFinite(value)
      ? `<c r="${place}"><v>${value}</v></c>`
      : textCell(place, String(value));
  };
}

const dayMs = 86_400_000;
/** 1 March 1900: days before it are counted wrongly. */
const firstSafeDay = 61;
const lastDay = 2_958_466;

function dateCell(place: string, milliseconds: number, day: boolean): string {
  const serial = milliseconds / dayMs + 25_569;
  if (serial >= firstSafeDay && serial < lastDay) {
    return `<c r="${place}" s="${day ? 1 : 2}"><v>${serial}</v></c>`;
  }
  const iso = isoTime(milliseconds) ?? String(milliseconds);
  return textCell(place, day ? iso.slice(0, iso.indexOf('T')) : iso);
}

function textCell(place: string, text: string, style?: number): string {
  if (text.length > longestText) {
    throw new AppError(
      'UNSUPPORTED',
      `A text of ${text.length} characters does not fit in a cell, which holds ${longestText}`,
      { hint: 'Export as CSV, JSON or Parquet', path: 'format' },
    );
  }
  const kept = escapeXml(text);
  const space = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : '';
  const styled = style === undefined ? '' : ` s="${style}"`;
  return `<c r="${place}"${styled} t="inlineStr"><is><t${space}>${kept}</t></is></c>`;
}

// Control characters XML cannot hold, a carriage return, which it would turn into a line feed, and what
// would be read as such an escape.
// oxlint-disable-next-line no-control-regex -- they are what is escaped
const controls = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)/g;

function escapeXml(text: string): string {
  return text
    .replace(
      controls,
      (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
