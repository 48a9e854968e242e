import { AppError } from '../../base/app-error.ts';
import { missingAmongTexts } from '../sniff/cell-kind.ts';
import { guessHeader } from '../sniff/header.ts';
import {
  RejectedRows,
  WarningList,
  type RowBlock,
  type RowSource,
  type SourceCell,
  type SourceTable,
} from './row-source.ts';
import { columnNumber, sheetRows, type SheetCounts, type SheetRow } from './xlsx-cells.ts';
import {
  readSharedStrings,
  readWorkbook,
  type XlsxSheet,
  type XlsxWorkbook,
} from './xlsx-workbook.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

export interface ExcelOptions {
  readonly sheet?: string | undefined;
  readonly range?: string | undefined;
  readonly header?: boolean | undefined;
  /** Rows with values that are left out before the table. */
  readonly skipLines?: number | undefined;
}

/** Rows the place of the table and its header are told by. */
const headRows = 200;

/** The sheets of a workbook, and the one to read: the first, or the one named. */
export async function openExcel(
  path: string,
  options: ExcelOptions,
): Promise<{ readonly tables: SourceTable[]; readonly source: RowSource }> {
  const archive = await openZip(path);
  const workbook = await readWorkbook(archive);
  const sheet = chooseSheet(workbook, options.sheet);
  return {
    tables: workbook.sheets.map(({ name }) => ({ name, rows: null })),
    source: new ExcelSource({ archive, workbook, sheet, options }),
  };
}

function chooseSheet(workbook: XlsxWorkbook, name: string | undefined): XlsxSheet {
  const { sheets } = workbook;
  if (name === undefined) return sheets[0]!;
  const found =
    sheets.find((sheet) => sheet.name === name) ??
    sheets.find((sheet) => sheet.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  throw new AppError('NOT_FOUND', `The workbook has no sheet "${name}"`, {
    hint: `It has ${sheets
      .slice(0, 10)
      .map((sheet) => `"${sheet.name}"`)
      .join(', ')}`,
    path: 'sheet',
  });
}

interface Window {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** The rectangle of a range such as B3:H200; a single cell is its upper left corner. */
export function parseRange(range: string | undefined): Window {
  if (range === undefined) {
    return { fromRow: 1, toRow: Infinity, fromColumn: 0, toColumn: Infinity };
  }
  const corners = range.split(':').map((corner) => {
    const [, letters = '', digits = ''] = /^([A-Za-z]+)(\d+)$/.exec(corner) ?? [];
    return { column: columnNumber(letters), row: Number(digits) };
  });
  const [first, second] = corners as [{ column: number; row: number }, (typeof corners)[0]?];
  if (corners.some(({ column, row }) => column < 0 || row < 1)) {
    throw new AppError('INVALID_INPUT', `"${range}" is no range of cells`, {
      hint: 'Write it like B3:H200',
      path: 'range',
    });
  }
  if (!second) {
    return { fromRow: first.row, toRow: Infinity, fromColumn: first.column, toColumn: Infinity };
  }
  return {
    fromRow: Math.min(first.row, second.row),
    toRow: Math.max(first.row, second.row),
    fromColumn: Math.min(first.column, second.column),
    toColumn: Math.max(first.column, second.column),
  };
}

interface Opened {
  readonly archive: ZipArchive;
  readonly workbook: XlsxWorkbook;
  readonly sheet: XlsxSheet;
  readonly options: ExcelOptions;
}

class ExcelSource implements RowSource {
  readonly names: string[] = [];
  readonly rejected = new RejectedRows();
  readonly nullWords = [...missingAmongTexts];
  private readonly warningList = new WarningList();
  private readonly opened: Opened;
  /** The first column of the table. */
  private left = 0;

  constructor(opened: Opened) {
    this.opened = opened;
  }

  get warnings() {
    return this.warningList.list;
  }

  async *blocks(): AsyncGenerator<RowBlock> {
    const { archive, workbook, sheet, options } = this.opened;
    const window = parseRange(options.range);
    const member = workbook.sharedStringsMember;
    const texts = member === null ? [] : await readSharedStrings(archive, member);
    const counts: SheetCounts = { errors: 0, unsaved: 0 };
    const total = archive.members.find(({ name }) => name === sheet.member)?.bytes ?? 1;
    let head: SheetRow[] | null = [];
    for await (const block of sheetRows(archive, sheet.member, { workbook, texts, counts })) {
      const rows = clip(block.rows, window);
      const done = Math.min(1, block.bytes / Math.max(1, total));
      const past = (block.rows.at(-1)?.row ?? 0) >= window.toRow;
      if (head) {
        head.push(...rows);
        if (head.length < headRows && !past) continue;
        yield { rows: this.begin(head), done };
        head = null;
      } else if (rows.length > 0) {
        yield { rows: rows.map((row) => this.cells(row)), done };
      }
      if (past) break;
    }
    if (head) yield { rows: this.begin(head), done: 1 };
    this.tell(counts);
  }

  /** Finds the table among the first rows, names the columns, and returns the rows. */
  private begin(head: readonly SheetRow[]): SourceCell[][] {
    const { header, range, skipLines } = this.opened.options;
    let rows = head.slice(skipLines ?? 0);
    if (range === undefined && skipLines === undefined) {
      const first = tableStart(rows);
      if (first > 0) {
        this.warningList.add({
          kind: 'preamble',
          message: `${first} rows above the table were left out`,
        });
      }
      rows = rows.slice(first);
    }
    if (rows.length === 0) {
      throw new AppError(
        'FILE_EMPTY',
        `The sheet "${this.opened.sheet.name}" has no values there`,
        {
          hint: 'Choose another sheet or range',
        },
      );
    }
    const columns = rows.flatMap((row) => [...row.cells.keys()]);
    this.left = columns.reduce((a, b) => Math.min(a, b));
    const width = columns.reduce((a, b) => Math.max(a, b)) - this.left + 1;
    const cells = rows.map((row) => this.cells(row));
    const named = header ?? this.isHeader(cells);
    const names = named ? cells[0]! : [];
    this.names.length = 0;
    for (let index = 0; index < width; index++) {
      const cell = names[index];
      this.names.push(named ? cellText(cell) : `column_${index + 1}`);
    }
    return named ? cells.slice(1) : cells;
  }

  /** Numbers, dates and truth values are no names, except a run of years. */
  private isHeader(cells: readonly (readonly SourceCell[])[]): boolean {
    const [first, ...rest] = cells as [readonly SourceCell[], ...(readonly SourceCell[])[]];
    if (first.some((cell) => typeof cell === 'boolean' || cell instanceof Date)) return false;
    return guessHeader(
      first.map(cellText),
      rest.map((row) => row.map(cellText)),
    ).header;
  }

  private cells(row: SheetRow): SourceCell[] {
    const cells: SourceCell[] = [];
    for (const [column, cell] of row.cells) {
      const index = column - this.left;
      if (index < 0) {
        this.warningList.add({
          kind: 'cells_outside',
          message: `Cells left of the table, first in row ${row.row}, were left out`,
        });
        continue;
      }
      while (this.names.length > 0 && this.names.length <= index) {
        this.names.push(`column_${this.names.length + 1}`);
      }
      cells[index] = cell;
    }
    for (let index = 0; index < cells.length; index++) cells[index] ??= null;
    return cells;
  }

  private tell(counts: SheetCounts): void {
    if (counts.errors > 0) {
      this.warningList.add({
        kind: 'cell_errors',
        message: `${counts.errors} cells hold an error such as #N/A and are missing`,
      });
    }
    if (counts.unsaved > 0) {
      this.warningList.add({
        kind: 'formulas_without_value',
        message: `${counts.unsaved} formulas have no saved value and are missing; open and save the workbook in a spreadsheet program`,
      });
    }
  }
}

function clip(rows: readonly SheetRow[], window: Window): SheetRow[] {
  const clipped: SheetRow[] = [];
  for (const { row, cells } of rows) {
    if (row < window.fromRow || row > window.toRow) continue;
    for (const column of cells.keys()) {
      if (column < window.fromColumn || column > window.toColumn) cells.delete(column);
    }
    if (cells.size > 0) clipped.push({ row, cells });
  }
  return clipped;
}

/** The first row that is at least half as full as the fullest: titles above a table have a cell or two. */
function tableStart(rows: readonly SheetRow[]): number {
  const fullest = rows.reduce((most, row) => Math.max(most, row.cells.size), 0);
  return Math.max(
    0,
    rows.findIndex((row) => row.cells.size >= fullest / 2),
  );
}

function cellText(cell: SourceCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}
