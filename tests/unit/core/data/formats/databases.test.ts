import { copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openDuckdb } from '../../../../../core/data/duckdb.ts';
import { listSqliteTables } from '../../../../../core/data/formats/read-sqlite.ts';
import { readSource, typesOf } from '../../../../support/read-source.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

async function sqlite(path: string, sql: string): Promise<void> {
  const db = new SqliteDatabase(path);
  db.unsafeMode();
  db.exec(sql);
  db.close();
}

describe('a SQLite file', () => {
  it('gives a table by name, with the values as they are', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a.db');
    await sqlite(
      path,
      `PRAGMA journal_mode = WAL;
       CREATE TABLE first (a INTEGER, b REAL, c TEXT, d BLOB, e BOOLEAN, f DATETIME, g INTEGER);
       INSERT INTO first VALUES (1, 2.5, 'x', x'00ff', 1, '2020-01-01 10:00:00', 9007199254740993),
         (NULL, 3, '', NULL, 0, NULL, -9223372036854775808);
       CREATE TABLE "we""ird; DROP TABLE first; --" (k);
       INSERT INTO "we""ird; DROP TABLE first; --" VALUES ('one'), (2);`,
    );
    const made = await readSource(path);
    expect(typesOf(made)).toEqual({
      a: 'integer',
      b: 'number',
      c: 'text',
      d: 'text',
      e: 'boolean',
      f: 'datetime',
      g: 'text',
    });
    expect(made.cells).toEqual([
      [1, 2.5, 'x', '00ff', true, '2020-01-01T10:00:00.000Z', '9007199254740993'],
      [null, 3, '', null, false, null, '-9223372036854775808'],
    ]);
    const odd = await readSource(path, { table: 'we"ird; DROP TABLE first; --' });
    expect(odd.cells).toEqual([['one'], ['2']]);
    expect(odd.warnings.map(({ kind }) => kind)).toEqual(['mixed_types']);
    expect(listSqliteTables(path, 1).map(({ rows }) => rows)).toEqual([2, 2]);
    await expect(readSource(path, { table: 'nowhere' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('offers neither views, which may never end, nor virtual tables', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a.db');
    await sqlite(
      path,
      `CREATE VIEW forever AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
       CREATE VIRTUAL TABLE words USING fts5(w);
       CREATE TABLE plain (a, hidden_work GENERATED ALWAYS AS (a * 2) VIRTUAL);
       INSERT INTO plain VALUES (21);`,
    );
    expect(listSqliteTables(path, 1).map(({ name }) => name)).not.toContain('forever');
    expect(listSqliteTables(path, 1).map(({ name }) => name)).not.toContain('words');
    expect((await readSource(path, { table: 'plain' })).cells).toEqual([[21, 42]]);
    await expect(readSource(path, { table: 'forever' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('with a schema that was tampered with, or cut pages, is refused', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a.db');
    await sqlite(
      path,
      `CREATE TABLE t (a TEXT); INSERT INTO t VALUES (hex(randomblob(20000)));
       PRAGMA writable_schema = ON;
       UPDATE sqlite_schema SET sql = 'CREATE TABLE t (a TEXT, a TEXT) oops' WHERE name = 't';`,
    );
    await expect(readSource(path)).rejects.toMatchObject({ code: 'PARSE_FAILED' });

    const cut = join(folder.path, 'cut.db');
    await sqlite(cut, `CREATE TABLE t (a TEXT); INSERT INTO t VALUES (hex(randomblob(20000)));`);
    await writeFile(cut, (await readFile(cut)).subarray(0, 12_288));
    await expect(readSource(cut)).rejects.toMatchObject({ code: 'PARSE_FAILED' });
  });

  it('without tables says so', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a.db');
    await sqlite(path, 'CREATE TABLE t (a); DROP TABLE t;');
    await expect(readSource(path)).rejects.toMatchObject({ code: 'FILE_EMPTY' });
  });
});

describe('a DuckDB file', () => {
  async function duckdb(folder: string, path: string, sql: readonly string[]): Promise<void> {
    using duck = await openDuckdb({ folders: [folder] });
    await duck.run(`ATTACH '${path}' AS made`);
    for (const statement of sql) await duck.run(statement);
    await duck.run('DETACH made');
  }

  it('gives a table by name', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a.duckdb');
    await duckdb(folder.path, path, [
      `CREATE TABLE made.people AS SELECT i AS id, 'n' || i AS name, i % 2 = 0 AS even,
         CASE WHEN i = 1 THEN 'NaN'::DOUBLE ELSE i / 2 END AS half, [i] AS list, DATE '2020-01-01' + i::INTEGER AS day
       FROM range(3) t(i)`,
      'CREATE SCHEMA made.other',
      'CREATE TABLE made.other."a ""b" AS SELECT 1 AS one',
      `CREATE VIEW made.thief AS SELECT 'stolen' AS x`,
    ]);
    const made = await readSource(path);
    expect(typesOf(made)).toEqual({
      id: 'integer',
      name: 'text',
      even: 'boolean',
      half: 'number',
      list: 'text',
      day: 'datetime',
    });
    expect(made.cells[1]).toEqual([1, 'n1', false, null, '[1]', '2020-01-02T00:00:00.000Z']);
    expect((await readSource(path, { table: 'other.a "b' })).cells).toEqual([[1]]);
    await expect(readSource(path, { table: 'thief' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const typed = await readSource(path, {
      types: { id: 'text', half: 'integer', name: 'number' },
    });
    expect(typed.cells).toEqual([
      ['0', null, true, 0, '[0]', '2020-01-01T00:00:00.000Z'],
      ['1', null, false, null, '[1]', '2020-01-02T00:00:00.000Z'],
      ['2', null, true, 1, '[2]', '2020-01-03T00:00:00.000Z'],
    ]);
  });

  it('that is damaged is refused', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a.duckdb');
    await duckdb(folder.path, path, [
      'CREATE TABLE made.t AS SELECT range AS i FROM range(100000)',
    ]);
    const bytes = await readFile(path);
    bytes.fill(7, 4096, 12_288);
    await writeFile(path, bytes);
    await expect(readSource(path)).rejects.toMatchObject({ code: 'PARSE_FAILED' });
    await writeFile(path, bytes.subarray(0, 5000));
    await expect(readSource(path)).rejects.toMatchObject({ code: 'PARSE_FAILED' });
  });

  it('cannot bring in a log that leads elsewhere', async () => {
    await using folder = await temporaryFolder();
    const outside = join(folder.path, 'outside');
    await mkdir(outside);
    await writeFile(join(outside, 'secret'), 'secret');
    const path = join(folder.path, 'a.duckdb');
    await duckdb(folder.path, path, ['CREATE TABLE made.t AS SELECT 1 AS one']);
    await symlink(join(outside, 'secret'), `${path}.wal`);
    const copy = join(folder.path, 'copy');
    await copyFile(path, copy);
    expect((await readSource(copy)).cells).toEqual([[1]]);
  });
});
