import { AppError } from '../../base/app-error.ts';
import type { Duck } from '../duckdb.ts';

/** One read-only statement, as the engine itself parsed it. */
export interface Statement {
  readonly kind: 'select' | 'describe' | 'explain';
  /** What may be run. */
  readonly sql: string;
  /** Every table it names outside of functions, as written, besides those that it defines itself. */
  readonly tables: ReadonlySet<string>;
  /** It asks about tables in general, or of one of the engine's own. */
  readonly asksCatalogue: boolean;
}

/**
 * What may stand in FROM besides tables. Everything else is refused: some of the engine's functions
 * read files, change its settings, write logs or follow addresses in memory.
 */
const tableFunctions: ReadonlySet<string> = new Set([
  'range',
  'generate_series',
  'unnest',
  'repeat',
  'repeat_row',
  'json_each',
  'json_tree',
  'summary',
  'test_all_types',
  'duckdb_columns',
  'duckdb_functions',
  'duckdb_keywords',
  'duckdb_schemas',
  'duckdb_tables',
  'duckdb_types',
  'duckdb_views',
  'pragma_table_info',
  'pragma_version',
  'pg_timezone_names',
]);

/** Values it does not compute but act. */
const refusedFunctions: ReadonlySet<string> = new Set(['write_log', 'getenv', 'sleep_ms']);

/**
 * Reads a text with the engine's own parser. Throws INVALID_INPUT for anything but one SELECT, WITH,
 * FROM, VALUES, DESCRIBE, SHOW or SUMMARIZE statement, or EXPLAIN of one.
 */
export async function readStatement(duck: Duck, text: string): Promise<Statement> {
  if (text.includes('\0')) throw refused('The query holds a zero byte');
  const explained = explainPrefix(text);
  // the prefix is ours again, and what follows must be a statement of its own
  const sql = explained === null ? text : explained.inner;
  const node = onlyNode(await parse(duck, sql));
  const found = inspect(node);
  const isShow = isObject(node['from_table']) && node['from_table']['type'] === 'SHOW_REF';
  return {
    kind: explained ? 'explain' : isShow ? 'describe' : 'select',
    sql: explained ? `${explained.prefix} ${sql}` : sql,
    ...found,
  };
}

interface Parsed {
  readonly error: boolean;
  readonly error_message?: string;
  readonly statements?: readonly { readonly node: unknown }[];
}

async function parse(duck: Duck, text: string): Promise<Parsed> {
  const [row] = await duck.rows('SELECT json_serialize_sql($1::VARCHAR) AS parsed', [text]);
  return JSON.parse(row!['parsed'] as string) as Parsed;
}

function onlyNode(parsed: Parsed): Record<string, unknown> {
  if (parsed.error) {
    const message = parsed.error_message ?? '';
    throw message.includes('Only SELECT')
      ? refused('The query changes something')
      : broken(message);
  }
  const statements = parsed.statements ?? [];
  if (statements.length === 0) throw refused('There is no statement');
  if (statements.length > 1) throw refused(`There are ${statements.length} statements`);
  return statements[0]!.node as Record<string, unknown>;
}

function refused(seen: string): AppError {
  return new AppError('INVALID_INPUT', `${seen}; the console takes one statement that reads`, {
    hint: 'Begin with SELECT, WITH, FROM, VALUES, DESCRIBE, SUMMARIZE or EXPLAIN',
    path: 'sql',
  });
}

function broken(message: string): AppError {
  return new AppError('INVALID_INPUT', `The query cannot be read: ${message.slice(0, 300)}`, {
    path: 'sql',
  });
}

/** Splits EXPLAIN [ANALYZE] off. Comments before it are blanks. */
function explainPrefix(text: string): { prefix: string; inner: string } | null {
  const match = /^(?:\s|--[^\n]*\n|\/\*[^*]*\*\/)*explain\s+(analyze\s)?/i.exec(text);
  if (!match) return null;
  return {
    prefix: match[1] === undefined ? 'EXPLAIN' : 'EXPLAIN ANALYZE',
    inner: text.slice(match[0].length),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Walks the whole tree, without recursion: it may be as deep as the parser lets it. */
function inspect(root: unknown): Pick<Statement, 'tables' | 'asksCatalogue'> {
  const tables = new Set<string>();
  let asksCatalogue = false;
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value)) for (const item of value) open.push(item);
    if (!isObject(value)) continue;
    for (const inner of Object.values(value)) {
      if (typeof inner === 'object' && inner !== null) open.push(inner);
    }
    if (value['type'] === 'TABLE_FUNCTION') {
      const name = functionName(value['function']);
      if (!tableFunctions.has(name)) throw refusedFunction(name);
      asksCatalogue = true;
    } else if (value['class'] === 'FUNCTION') {
      const name = functionName(value);
      if (refusedFunctions.has(name)) throw refusedFunction(name);
    } else if (value['type'] === 'SHOW_REF') {
      asksCatalogue ||= !isObject(value['query']);
    } else if (value['type'] === 'BASE_TABLE') {
      tables.add(String(value['table_name']));
    }
  }
  return { tables, asksCatalogue };
}

function functionName(node: unknown): string {
  return isObject(node) ? String(node['function_name']).toLowerCase() : '';
}

function refusedFunction(name: string): AppError {
  return new AppError('INVALID_INPUT', `The console does not offer the function ${name}`, {
    hint: 'Queries read the datasets of this workspace, by name; import a file to query it',
    path: 'sql',
  });
}
