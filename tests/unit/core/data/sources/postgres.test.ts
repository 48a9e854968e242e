import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findPostgres,
  startPostgres,
  type TemporaryPostgres,
} from '../../../../support/find-postgres.ts';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';

const bin = findPostgres();
if (bin === null) {
  process.stderr.write(
    'postgres.test.ts: no PostgreSQL server under /usr/lib/postgresql: skipped\n',
  );
}

describe.skipIf(bin === null)('a PostgreSQL server', () => {
  let server: TemporaryPostgres;
  let test: TestCore;

  beforeAll(async () => {
    [server, test] = await Promise.all([startPostgres(bin!), openTestCore()]);
    const client = new pg.Client(server.url);
    await client.connect();
    await client.query(`
      CREATE TABLE people AS SELECT i AS id, i * 0.5::float8 AS score, (i % 3 = 0) AS member,
        CASE WHEN i % 4 = 0 THEN NULL ELSE 'group ' || i % 2 END AS "Group",
        date '2020-01-01' + i AS day, timestamptz '2020-01-01 00:00:00+02' + i * interval '1 hour' AS at,
        9007199254740993 + i AS big, 12.50::numeric(10, 2) AS price, ARRAY[i, 2] AS list,
        '{"a": 1}'::jsonb AS doc, E'\\\\xff00'::bytea AS raw
      FROM generate_series(1, 12000) AS i;
      CREATE SCHEMA "odd ""one";
      CREATE TABLE "odd ""one"."ta.ble" (a int, b text);
      INSERT INTO "odd ""one"."ta.ble" VALUES (1, 'x'), (NULL, '');
      CREATE TABLE empty_one (a int, b text);
      ANALYZE;`);
    await client.end();
  });
  afterAll(async () => {
    await test[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  it('lists the tables a user may read', async () => {
    const { tables } = await test.client.call('data.databaseTables', { url: server.url });
    expect(tables).toEqual([
      { schema: 'public', name: 'empty_one', rows: 0 },
      { schema: 'public', name: 'people', rows: 12_000 },
      { schema: 'odd "one', name: 'ta.ble', rows: 2 },
    ]);
  });

  it('reads a table with its types, more rows than one fetch has', async () => {
    const { version, warnings } = await test.client.run('data.importDatabase', {
      url: server.url,
      table: 'people',
    });
    expect(version).toMatchObject({ datasetName: 'people', rows: 12_000 });
    expect(Object.fromEntries(version.columns.map(({ name, type }) => [name, type]))).toEqual({
      id: 'integer',
      score: 'number',
      member: 'boolean',
      Group: 'category',
      day: 'datetime',
      at: 'datetime',
      big: 'text',
      price: 'number',
      list: 'text',
      doc: 'category',
      raw: 'category',
    });
    const page = await test.client.call('data.preview', { version: version.id, limit: 1 });
    expect(page.rows[0]).toEqual([
      1,
      0.5,
      false,
      'group 1',
      '2020-01-02T00:00:00.000Z',
      '2019-12-31T23:00:00.000Z',
      '9007199254740994',
      12.5,
      '{1,2}',
      '{"a": 1}',
      'ff00',
    ]);
    expect(version.columns.find(({ name }) => name === 'Group')!.missing).toBe(3000);
    expect(warnings.map(({ kind }) => kind)).toContain('big_integers');
  });

  it('reads tables of any name, and tables without rows', async () => {
    const odd = await test.client.run('data.importDatabase', {
      url: server.url,
      table: 'odd "one.ta.ble',
      name: 'odd',
    });
    expect(odd.version.columns).toEqual([
      { name: 'a', type: 'integer', missing: 1 },
      { name: 'b', type: 'text', missing: 0 },
    ]);
    const empty = await test.client.run('data.importDatabase', {
      url: server.url,
      table: 'empty_one',
    });
    expect(empty.version).toMatchObject({ rows: 0 });
    expect(empty.version.columns.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('reads a query', async () => {
    const { version } = await test.client.run('data.importDatabase', {
      url: server.url,
      query: 'SELECT "Group", avg(score) AS mean FROM people GROUP BY 1 ORDER BY 1; ',
      name: 'means',
    });
    expect(version).toMatchObject({ datasetName: 'means', rows: 3 });
  });

  it.each([
    ['DELETE FROM people', 'INVALID_INPUT'],
    ['SELECT 1; COMMIT; DROP TABLE people', 'INVALID_INPUT'],
    ['WITH gone AS (DELETE FROM people RETURNING *) SELECT * FROM gone', 'INVALID_INPUT'],
    [`SELECT set_config('transaction_read_only', 'off', true), nextval('nothing')`, 'NOT_FOUND'],
    ['SELECT FROM WHERE', 'INVALID_INPUT'],
    ['SELECT * FROM nowhere', 'NOT_FOUND'],
    ['SELECT 1 / (id - 5) FROM people', 'INVALID_INPUT'],
  ])('refuses %s and changes nothing', async (query, code) => {
    const asked = test.client.run('data.importDatabase', { url: server.url, query });
    await expect(asked).rejects.toMatchObject({ failure: { code } });
    const { version } = await test.client.run('data.importDatabase', {
      url: server.url,
      query: 'SELECT count(*) AS n FROM people',
      name: 'count',
    });
    const page = await test.client.call('data.preview', { version: version.id });
    expect(page.rows).toEqual([[12_000]]);
  });

  it('tells a wrong password from a wrong database and a server that is not there', async () => {
    const ask = (url: string) => test.client.call('data.databaseTables', { url });
    const wrong = new URL(server.url);
    wrong.password = 'guess-me';
    await expect(ask(wrong.href)).rejects.toMatchObject({ failure: { code: 'UNAUTHORIZED' } });
    const nowhere = new URL(server.url);
    nowhere.pathname = '/nowhere';
    await expect(ask(nowhere.href)).rejects.toMatchObject({ failure: { code: 'NOT_FOUND' } });
    await expect(ask('postgres://a:b-secret@127.0.0.1:1/x')).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND', message: expect.not.stringContaining('b-secret') },
    });
  });

  it('ends a statement that takes forever within a second of the cancel', async () => {
    const controller = new AbortController();
    const asked = test.client.run(
      'data.importDatabase',
      { url: server.url, query: 'SELECT count(*) FROM generate_series(1, 100000000000) a' },
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(), 700);
    await expect(asked).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
    const client = new pg.Client(server.url);
    await client.connect();
    await expect
      .poll(
        async () => {
          const { rows } = await client.query<{ n: string }>(
            `SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE 'FETCH%' AND state = 'active'`,
          );
          return rows[0]!.n;
        },
        { timeout: 2000 },
      )
      .toBe('0');
    await client.end();
  });

  it('leaves the password nowhere in the workspace', async () => {
    await test.client
      .run('data.importDatabase', { url: server.url, table: 'a', query: 'b' })
      .catch((error: { failure: { message: string } }) => {
        expect(error.failure.message).not.toContain('p4ss');
      });
    const folder = test.core.workspace.path;
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      const bytes = await readFile(join(entry.parentPath, entry.name));
      expect(bytes.includes('p4ss'), entry.name).toBe(false);
    }
    const job = test.core.workspace.db
      .prepare(`SELECT input_json FROM jobs WHERE operation = 'data.importDatabase' LIMIT 1`)
      .get() as { input_json: string };
    expect(job.input_json).toContain('postgres://assay:***@127.0.0.1');
  });
});
