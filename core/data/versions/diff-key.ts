import { AppError } from '../../base/app-error.ts';
import { inGroups } from '../column-facts.ts';
import type { Duck } from '../duckdb.ts';
import type { SharedColumn } from './diff-columns.ts';

/** Both files as tables `a` and `b`, which have a column `file_row_number`. */
export interface DiffTables {
  readonly from: string;
  readonly to: string;
  readonly fromRows: number;
  readonly toRows: number;
}

/** How many of the first columns are tried in pairs. */
const mostInPairs = 6;

/**
 * The columns that name a row: those asked for, which must be unique in both versions, else the first
 * column, then the first pair, that is unique and never missing in both; null when there is none.
 * Measures and truth values are not tried: they may be unique by chance.
 */
export async function chooseKey(
  duck: Duck,
  tables: DiffTables,
  made: { readonly shared: readonly SharedColumn[]; readonly asked: readonly string[] | undefined },
): Promise<readonly SharedColumn[] | null> {
  if (made.asked !== undefined && made.asked.length > 0) {
    return checkAsked(duck, tables, made.shared, made.asked);
  }
  const candidates = made.shared.filter(({ from, to }) => !isMeasure(from) && !isMeasure(to));
  const distinct = await roughDistinct(duck, tables, candidates);
  const needed = Math.max(tables.fromRows, tables.toRows);
  if (needed === 0) return null;
  for (const [index, column] of candidates.entries()) {
    if (distinct[index]! < 0.9 * needed) continue;
    if (await isUnique(duck, tables, [column])) return [column];
  }
  for (const [i, first] of candidates.slice(0, mostInPairs).entries()) {
    for (let j = i + 1; j < Math.min(mostInPairs, candidates.length); j++) {
      if (distinct[i]! * distinct[j]! < 0.9 * needed) continue;
      const pair = [first, candidates[j]!];
      if (await isUnique(duck, tables, pair)) return pair;
    }
  }
  return null;
}

function isMeasure(type: SharedColumn['from']): boolean {
  return type === 'number' || type === 'boolean';
}

async function checkAsked(
  duck: Duck,
  tables: DiffTables,
  shared: readonly SharedColumn[],
  asked: readonly string[],
): Promise<readonly SharedColumn[]> {
  const key = [...new Set(asked)].map((name) => {
    const column = shared.find((candidate) => candidate.name === name);
    if (column) return column;
    throw new AppError('INVALID_INPUT', `"${name}" is no column of both versions`, {
      hint: `Columns of both are ${shared
        .slice(0, 8)
        .map((candidate) => candidate.name)
        .join(', ')}`,
      path: 'key',
    });
  });
  if (await isUnique(duck, tables, key, true)) return key;
  throw new AppError('INVALID_INPUT', `${asked.join(', ')} does not name one row each`, {
    hint: 'Add a column that tells the rows apart, or leave the key out',
    path: 'key',
  });
}

async function roughDistinct(
  duck: Duck,
  tables: DiffTables,
  columns: readonly SharedColumn[],
): Promise<number[]> {
  const distinct: number[] = [];
  for (const group of inGroups(columns)) {
    const select = group.map((c, i) => `approx_count_distinct(${c.compared('a')}) AS d${i}`);
    const [row] = await duck.rows(`SELECT ${select.join(', ')} FROM ${tables.from} a`);
    // a rough count may be a tenth too small
    distinct.push(...group.map((_, i) => 1.1 * Number(row![`d${i}`])));
  }
  return distinct;
}

async function isUnique(
  duck: Duck,
  tables: DiffTables,
  key: readonly SharedColumn[],
  withMissing = false,
): Promise<boolean> {
  for (const [table, rows] of [
    [tables.from, tables.fromRows],
    [tables.to, tables.toRows],
  ] as const) {
    const values = key.map((column) => column.compared('t'));
    const present = values.map((value) => `${value} IS NOT NULL`).join(' AND ');
    const [row] = await duck.rows(
      `SELECT count(*) AS rows FROM (SELECT DISTINCT ${values.join(', ')} FROM ${table} t
       ${withMissing ? '' : `WHERE ${present}`})`,
    );
    if (Number(row!['rows']) !== rows) return false;
  }
  return true;
}
