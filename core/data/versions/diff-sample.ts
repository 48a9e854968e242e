import type { Cell } from '../../contract/common.ts';
import type { Diff } from '../../contract/data-versions.ts';
import type { VersionColumn } from '../../contract/data.ts';
import { sqlName, type Duck } from '../duckdb.ts';
import { toCell } from '../preview.ts';

type Sample = Diff['sample'][number];

/** Columns of a row that is new or gone; more would fill an answer with one table's width. */
const mostColumns = 100;

/** A side of a diff: SQL of its rows, which have a `file_row_number`, and its columns. */
export interface DiffSide {
  readonly table: string;
  readonly columns: readonly VersionColumn[];
}

/** The named cells of some rows by row number. */
export async function readCells(
  duck: Duck,
  side: DiffSide,
  made: { readonly names: readonly string[]; readonly rows: readonly number[] },
): Promise<ReadonlyMap<number, ReadonlyMap<string, Cell>>> {
  const cells = new Map<number, ReadonlyMap<string, Cell>>();
  if (made.rows.length === 0) return cells;
  const columns = made.names.map((name) => side.columns.find((column) => column.name === name)!);
  const select = columns.map(({ name, type }, i) => {
    const value = type === 'datetime' ? `epoch_ms(${sqlName(name)})` : sqlName(name);
    return `${value} AS v${i}`;
  });
  const found = await duck.rows(
    `SELECT ${['file_row_number AS row_number', ...select].join(', ')} FROM ${side.table} t
     WHERE file_row_number IN (${made.rows.join(', ')})`,
  );
  for (const row of found) {
    const values = columns.map(({ name, type }, i) => [name, toCell(row[`v${i}`], type)] as const);
    cells.set(Number(row['row_number']), new Map(values));
  }
  return cells;
}

/** Rows of one version only, as samples: every column from or to nothing. */
export async function sampleOneSided(
  duck: Duck,
  side: DiffSide,
  made: {
    readonly kind: 'added' | 'removed';
    readonly rows: readonly number[];
    readonly key: readonly string[];
  },
): Promise<Sample[]> {
  const shown = side.columns.slice(0, mostColumns).map((column) => column.name);
  const names = [...new Set([...made.key, ...shown])];
  const cells = await readCells(duck, side, { names, rows: made.rows });
  return made.rows.map((row) => {
    const values = cells.get(row)!;
    return {
      kind: made.kind,
      key: made.key.map((name) => values.get(name)!),
      changes: shown.map((column) => {
        const value = values.get(column)!;
        return made.kind === 'added'
          ? { column, from: null, to: value }
          : { column, from: value, to: null };
      }),
    };
  });
}
