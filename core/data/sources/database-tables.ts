import { AppError } from '../../base/app-error.ts';
import { sqlName } from '../duckdb.ts';
import type { PostgresSession } from './postgres.ts';

export interface DatabaseTable {
  readonly schema: string;
  readonly name: string;
  /** As the server last counted; null when it never did. */
  readonly rows: number | null;
}

/** Tables and views the user may read, without the server's own. */
export async function listDatabaseTables(session: PostgresSession): Promise<DatabaseTable[]> {
  const { rows } = await session.query(
    `SELECT n.nspname, c.relname, CASE WHEN c.reltuples >= 0 THEN c.reltuples::bigint END
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND n.nspname NOT LIKE 'pg\\_%' AND has_table_privilege(c.oid, 'SELECT')
     ORDER BY n.nspname <> 'public', n.nspname, c.relname LIMIT 10000`,
  );
  return rows.map(([schema, name, count]) => ({
    schema: schema!,
    name: name!,
    rows: count === null || count === undefined ? null : Number(count),
  }));
}

/** A table by name or schema.name; the first of its name counts, public before others. */
export function findDatabaseTable(tables: readonly DatabaseTable[], asked: string): DatabaseTable {
  const found =
    tables.find((table) => table.name === asked) ??
    tables.find((table) => `${table.schema}.${table.name}` === asked);
  if (found) return found;
  const some = tables.slice(0, 20).map((table) => `${table.schema}.${table.name}`);
  throw new AppError('NOT_FOUND', `The database has no table ${asked} that you may read`, {
    hint: some.length === 0 ? 'It has no tables at all' : `It has ${some.join(', ')}`,
    path: 'table',
  });
}

/** The table in SQL. */
export function tableSql(table: DatabaseTable): string {
  return `${sqlName(table.schema)}.${sqlName(table.name)}`;
}
