import { AppError, isAppError } from '../../base/app-error.ts';
import type { Cell } from '../../contract/common.ts';
import { openDuckdb, sqlName, sqlText, type Duck, type EngineLimits } from '../duckdb.ts';
import { describeRelation, mapRelation } from '../formats/relation-columns.ts';
import { writeSettled } from '../formats/settle-stage.ts';
import { nameColumns } from '../sniff/column-names.ts';
import { longestCell, shownType } from './cell-sql.ts';
import type { QueryRequest, ShownResult, SqlTable, WrittenResult } from './query-request.ts';
import { readStatement, type Statement } from './statement.ts';

/** Views are cheap, but each reads the end of its file. */
const mostViews = 500;
/** Characters of a whole answer; a window cannot show more anyhow. */
const mostCharacters = 32_000_000;
/** Schema of the query's own view, apart from the names of datasets. */
const schema = 'query_of_this_process';

/**
 * Runs one query on an engine of its own that reads the named files and nothing else. Meant for a
 * process that can be ended at any time. Throws INVALID_INPUT for what the engine refuses and
 * OUT_OF_MEMORY past the limits.
 */
export async function runQuery(
  request: QueryRequest,
  folders: readonly string[],
): Promise<ShownResult | WrittenResult> {
  const limits: EngineLimits = {
    memoryBytes: request.memoryBytes,
    spillBytes: 2 * request.memoryBytes,
    threads: 2,
    depth: 250,
  };
  try {
    const statement = await parseStatement(request.sql, limits);
    const tables = neededTables(statement, request.tables);
    using duck = await openDuckdb({ folders, files: tables.map((table) => table.path), limits });
    for (const table of tables) await addView(duck, table);
    // awaited here: the engine closes when this scope ends
    return await (request.target === null
      ? show(duck, statement, request.limit)
      : write(duck, statement, { target: request.target, tables }));
  } catch (error) {
    throw asFailure(error);
  }
}

async function parseStatement(sql: string, limits: EngineLimits): Promise<Statement> {
  using duck = await openDuckdb({ folders: [], limits });
  return await readStatement(duck, sql);
}

/** The tables a statement names; all of them when it asks what there is or names an unknown one. */
function neededTables(statement: Statement, all: readonly SqlTable[]): readonly SqlTable[] {
  const byName = new Map(all.map((table) => [table.name.toLowerCase(), table]));
  const named = [...statement.tables].map((name) => byName.get(name.toLowerCase()));
  if (statement.asksCatalogue || named.includes(undefined)) {
    const first = named.filter((table) => table !== undefined);
    return [...new Set([...first, ...all])].slice(0, mostViews);
  }
  return [...new Set(named as SqlTable[])];
}

async function addView(duck: Duck, table: SqlTable): Promise<void> {
  const columns = table.columns.map(sqlName).join(', ');
  await duck.run(
    `CREATE VIEW ${sqlName(table.name)} AS SELECT ${columns} FROM read_parquet(${sqlText(table.path)})`,
  );
}

/** The statement as a view, so that what surrounds it is ours. */
async function addQueryView(duck: Duck, { sql }: Statement): Promise<string> {
  await duck.run(`CREATE SCHEMA ${schema}`);
  await duck.run(`CREATE VIEW ${schema}.query AS ${sql}`);
  return `${schema}.query`;
}

async function show(duck: Duck, statement: Statement, limit: number): Promise<ShownResult> {
  const from = performance.now();
  const answer =
    statement.kind === 'select'
      ? await showRows(duck, await addQueryView(duck, statement), limit)
      : await showTexts(duck, statement.sql, limit);
  return { kind: 'shown', ...answer, durationMs: performance.now() - from };
}

type Shown = Omit<ShownResult, 'kind' | 'durationMs'>;

async function showRows(duck: Duck, view: string, limit: number): Promise<Shown> {
  const columns = await describeRelation(duck, view);
  const types = columns.map((column) => shownType(column.type));
  const select = columns.map(({ name }, i) => `${types[i]!.sql(sqlName(name))} AS v${i}`);
  const found = await duck.rows(`SELECT ${select.join(', ')} FROM ${view} LIMIT ${limit + 1}`);
  const rows: Cell[][] = [];
  let characters = 0;
  for (const row of found.slice(0, limit)) {
    const cells = types.map((type, i) => {
      const value = row[`v${i}`];
      return value === null || value === undefined ? null : type.cell(value);
    });
    for (const cell of cells) characters += typeof cell === 'string' ? cell.length : 8;
    if (characters > mostCharacters) break;
    rows.push(cells);
  }
  return { columns, rows, truncated: rows.length < found.length };
}

/** What DESCRIBE, SUMMARIZE, SHOW and EXPLAIN tell: texts and small numbers. */
async function showTexts(duck: Duck, sql: string, limit: number): Promise<Shown> {
  const found = await duck.rows(sql);
  const names = Object.keys(found[0] ?? {});
  return {
    columns: names.map((name) => ({ name, type: 'VARCHAR' })),
    rows: found.slice(0, limit).map((row) => names.map((name) => plainCell(row[name]))),
    truncated: found.length > limit,
  };
}

function plainCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'boolean' ? value : String(value).slice(0, longestCell);
}

async function write(
  duck: Duck,
  statement: Statement,
  made: { readonly target: string; readonly tables: readonly SqlTable[] },
): Promise<WrittenResult> {
  if (statement.kind !== 'select') {
    throw new AppError('INVALID_INPUT', 'Only the rows of a query can become a version', {
      hint: 'Write SELECT ... FROM (DESCRIBE ...)',
      path: 'sql',
    });
  }
  const view = await addQueryView(duck, statement);
  // once: the types are chosen by the values, which may differ when it ran again
  const result = `${schema}.result`;
  await duck.run(`CREATE TABLE ${result} AS SELECT * FROM ${view}`);
  const engine = await describeRelation(duck, result);
  const { names, warnings } = nameColumns(
    engine.map((column) => column.name),
    engine.length,
  );
  const mapped = await mapRelation(duck, result, { engine, names, options: {} });
  const written = await writeSettled(duck, mapped.relation, {
    columns: mapped.columns,
    target: made.target,
  });
  return {
    kind: 'written',
    rows: written.rows,
    columns: written.columns,
    warnings: [...warnings, ...mapped.warnings, ...written.warnings],
    read: statement.asksCatalogue ? [] : made.tables.map((table) => table.name),
  };
}

/** What stands before the query where the engine quotes it. */
const ourPart = `CREATE VIEW ${schema}.query AS `;

/** Whatever the engine says of a query is about the query. */
function asFailure(error: unknown): unknown {
  if (isAppError(error) || !(error instanceof Error)) return error;
  const [first, ...rest] = error.message.split('\n').filter((line) => line.trim() !== '');
  const hint = rest
    .filter((line) => !/^\s*\^/.test(line))
    .map((line) => line.replace(ourPart, ''))
    .join(' ')
    .slice(0, 400);
  const about = first ?? 'The query failed';
  if (about.startsWith('Permission Error')) {
    return new AppError(
      'INVALID_INPUT',
      'The query reaches for a file; it may read datasets only',
      {
        hint: 'Import the file, then name its dataset in the query',
        path: 'sql',
      },
    );
  }
  return new AppError('INVALID_INPUT', about.slice(0, 400), {
    ...(hint === '' ? {} : { hint }),
    path: 'sql',
  });
}
