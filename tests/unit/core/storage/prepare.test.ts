import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { prepare } from '../../../../core/storage/prepare.ts';

it('prepares a text once a database, and answers from the database it was asked of', () => {
  const [a, b] = [new Database(':memory:'), new Database(':memory:')];
  for (const [db, value] of [
    [a, 1],
    [b, 2],
  ] as const) {
    db.exec(`CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (${value})`);
  }
  const sql = 'SELECT x FROM t';
  expect(prepare(a, sql)).toBe(prepare(a, sql));
  expect(prepare(a, sql).get()).toEqual({ x: 1 });
  expect(prepare(b, sql).get()).toEqual({ x: 2 });
  a.exec('ALTER TABLE t ADD COLUMN y INTEGER DEFAULT 3');
  expect(prepare(a, sql).get()).toEqual({ x: 1 });
  a.close();
  b.close();
});
