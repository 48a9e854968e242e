import type { Database, Statement } from 'better-sqlite3';

const statements = new WeakMap<Database, Map<string, Statement>>();

/**
 * The prepared statement of a fixed text, prepared once a database: preparing costs more than most
 * statements take. For texts written in the source only; each distinct text is kept until the close.
 */
export function prepare<Values extends unknown[] | object = unknown[], Row = unknown>(
  db: Database,
  sql: string,
): Statement<Values extends unknown[] ? Values : [Values], Row> {
  let known = statements.get(db);
  if (!known) statements.set(db, (known = new Map()));
  let statement = known.get(sql);
  if (!statement) known.set(sql, (statement = db.prepare(sql)));
  return statement as Statement<Values extends unknown[] ? Values : [Values], Row>;
}
