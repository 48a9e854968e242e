import { AppError } from '../../base/app-error.ts';
import {
  openSqliteFile,
  type SqliteCell,
  type SqliteFile,
} from '../../storage/read-sqlite-file.ts';
import {
  RejectedRows,
  WarningList,
  type RowBlock,
  type RowSource,
  type SourceCell,
  type SourceTable,
} from './row-source.ts';

const rowsPerBlock = 2000;

/** Files up to this size have their rows counted for the list of tables. */
const quickBytes = 200 * 2 ** 20;

/** The tables of a SQLite file. */
export function listSqliteTables(path: string, bytes: number): SourceTable[] {
  using file = openSqliteFile(path);
  return file.tables.map((name) => ({ name, rows: bytes <= quickBytes ? file.count(name) : null }));
}

/** The table to read: the first, or the one named. Throws NOT_FOUND, FILE_EMPTY when there is none. */
export function chooseTable(tables: readonly string[], asked: string | undefined): string {
  const [first] = tables;
  if (first === undefined) {
    throw new AppError('FILE_EMPTY', 'The database has no table', {
      hint: 'Views are not read; write the view to a table first',
    });
  }
  if (asked === undefined) return first;
  const found =
    tables.find((name) => name === asked) ??
    tables.find((name) => name.toLowerCase() === asked.toLowerCase());
  if (found !== undefined) return found;
  throw new AppError('NOT_FOUND', `The database has no table "${asked}"`, {
    hint: `It has ${tables.slice(0, 20).join(', ')}`,
    path: 'table',
  });
}

/** One table of a SQLite file, row by row in constant memory. */
export function readSqlite(path: string, table: string | undefined): RowSource {
  const warnings = new WarningList();
  const names: string[] = [];
  return {
    names,
    warnings: warnings.list,
    rejected: new RejectedRows(),
    nullWords: [],
    blocks: () => tableBlocks(path, { table, names, warnings }),
  };
}

async function* tableBlocks(
  path: string,
  made: {
    readonly table: string | undefined;
    readonly names: string[];
    readonly warnings: WarningList;
  },
): AsyncGenerator<RowBlock> {
  using file = openSqliteFile(path);
  const table = chooseTable(file.tables, made.table);
  const columns = describe(file, table);
  made.names.push(...columns.map((column) => column.name));
  const total = Math.max(1, file.count(table));
  let rows: SourceCell[][] = [];
  let done = 0;
  for (const row of file.rows(table)) {
    rows.push(row.map((cell, index) => plainCell(cell, columns[index]!, made.warnings)));
    done++;
    if (rows.length < rowsPerBlock) continue;
    yield { rows, done: done / total };
    rows = [];
  }
  yield { rows, done: 1 };
}

interface DescribedColumn {
  readonly name: string;
  readonly truth: boolean;
}

function describe(file: SqliteFile, table: string): DescribedColumn[] {
  return file.columns(table).map(({ name, declared }) => ({
    name,
    truth: declared === 'boolean' || declared === 'bool',
  }));
}

function plainCell(cell: SqliteCell, column: DescribedColumn, warnings: WarningList): SourceCell {
  if (cell instanceof Uint8Array) {
    warnings.add({
      kind: 'binary_as_text',
      message: `${column.name} holds binary values; they are kept as hexadecimal text`,
      column: column.name,
    });
    return Buffer.from(cell).toString('hex');
  }
  // a truth value is stored as 0 or 1
  if (column.truth && (cell === 0n || cell === 1n)) return cell === 1n;
  return cell;
}
