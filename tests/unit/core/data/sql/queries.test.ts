import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importText } from '../../../../support/import-text.ts';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
  await importText(test, 'people', 'age,who,born\n30,a,1990-01-02\n10,b,2010-03-04\n40,c,\n');
  await importText(test, 'people', 'age,who,born\n31,a,1990-01-02\n11,b,2010-03-04\n41,c,\n');
});
afterAll(() => test[Symbol.asyncDispose]());

const query = (sql: string, more: object = {}) => test.client.run('data.sql', { sql, ...more });
const rows = async (sql: string) => (await query(sql)).rows;

describe('data.sql', () => {
  it('names the latest version by its dataset, in any letter case, and others by number', async () => {
    expect(await rows('select sum(age) from PEOPLE')).toEqual([[83]]);
    expect(await rows('select sum(age) from "people@1"')).toEqual([[80]]);
    expect(
      await rows('select n.who, n.age - o.age from people n join "people@1" o using (who)'),
    ).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 1],
    ]);
  });

  it.each([
    ['from people select age order by 1', [[11], [31], [41]]],
    ['with t as (values (1), (2)) select * from t;', [[1], [2]]],
    [
      'values (1, true), (2, null) -- done',
      [
        [1, true],
        [2, null],
      ],
    ],
    ['/* first */ select count(*) from range(5)', [[5]]],
    ['select 1 as "a""b", \'x;y\' as a', [[1, 'x;y']]],
  ])('runs %s', async (sql, expected) => {
    expect(await rows(sql)).toEqual(expected);
  });

  it.each([
    ['describe people', 'age'],
    ['summarize people;', 'born'],
    ['show tables', 'people@2'],
    ['explain select * from people where age > 3', 'physical_plan'],
    ['-- why\nexplain analyze select count(*) from people', 'analyzed_plan'],
    ['select table_name from information_schema.tables', 'people@1'],
    ["select name from pragma_table_info('people')", 'who'],
  ])('answers %s', async (sql, told) => {
    expect(JSON.stringify(await rows(sql))).toContain(told);
  });

  it('shows every type of the engine as JSON', async () => {
    const shown = await query(`select
      1::hugeint * 9007199254740991 as safe, 1::hugeint * 9007199254740993 as big,
      170141183460469231731687303715884105727 as huge, 255::utinyint as tiny,
      1.50::decimal(5,2) as price, 12345678901234567.89::decimal(20,2) as exact,
      'nan'::double as n, 'infinity'::double as i, 0.1::float as f, true as b, null as nothing,
      [1, null, 3] as list, {'a': 1, 'b': 'x'} as record, map {'k': 1} as pairs,
      'ab\\x00c'::blob as bytes, interval '1 month 2 days' as span, date '2020-02-29' as day,
      time '12:30:00' as time, timestamp '2020-02-29 12:30:00.123' as moment,
      timestamptz '2020-02-29 12:30:00+02' as zoned, 'infinity'::timestamp as never,
      '550e8400-e29b-41d4-a716-446655440000'::uuid as id, '101'::bit as bits,
      'x'::enum('x', 'y') as word, union_value(n := 5) as either, [[1], []] as nested`);
    const byName = Object.fromEntries(
      shown.columns.map(({ name }, i) => [name, shown.rows[0]![i]]),
    );
    expect(byName).toEqual({
      safe: 9007199254740991,
      big: '9007199254740993',
      huge: '170141183460469231731687303715884105727',
      tiny: 255,
      price: 1.5,
      exact: '12345678901234567.89',
      n: null,
      i: null,
      f: expect.closeTo(0.1, 6) as number,
      b: true,
      nothing: null,
      list: '[1, NULL, 3]',
      record: "{'a': 1, 'b': x}",
      pairs: '{k=1}',
      bytes: 'ab\\x00c',
      span: '1 month 2 days',
      day: '2020-02-29',
      time: '12:30:00',
      moment: '2020-02-29T12:30:00.123Z',
      zoned: '2020-02-29T10:30:00.000Z',
      never: null,
      id: '550e8400-e29b-41d4-a716-446655440000',
      bits: '101',
      word: 'x',
      either: '5',
      nested: '[[1], []]',
    });
  });

  it('keeps to the limit and says that there is more', async () => {
    const some = await query('select * from range(1000000000000)', { limit: 3 });
    expect([some.rows, some.truncated]).toEqual([[[0], [1], [2]], true]);
    expect((await query('select * from range(3)', { limit: 3 })).truncated).toBe(false);
    expect((await query('summarize people', { limit: 2 })).truncated).toBe(true);
  });

  it('cuts a cell that no window could show', async () => {
    const [row] = await rows("select repeat('x', 1000000)");
    expect((row![0] as string).length).toBe(20_000);
  });

  it('stays exact with columns of one name', async () => {
    const { columns, rows } = await query('select 1 as a, 2 as a, 3 as A');
    expect([columns.length, rows]).toEqual([3, [[1, 2, 3]]]);
  });

  it('names what it does not know', async () => {
    await expect(query('select agee from people')).rejects.toMatchObject({
      failure: {
        code: 'INVALID_INPUT',
        message: expect.stringContaining('agee') as string,
        hint: expect.stringContaining('age') as string,
      },
    });
  });

  it('still answers when the file of another dataset is gone', async () => {
    await importText(test, 'lost', 'a,b\n1,2\n');
    const { version } = await test.client.call('data.show', { version: 'lost' });
    test.core.workspace.artifacts.removeFiles([version.sha256]);
    expect(await rows('select count(*) from people')).toEqual([[3]]);
    await expect(query('select * from lost')).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT' },
    });
    await test.client.call('data.delete', { dataset: 'lost' });
  });
});

describe('data.saveSql', () => {
  it('keeps the whole result as a version with column types of its own', async () => {
    const { version } = await test.client.run('data.saveSql', {
      name: 'summary of people',
      sql: `select who, sum(age) as age, avg(age) as mean, max(born) as born, bool_or(age > 15) as old,
        list(age) as ages, 9007199254740993 as big, 1 as file_row_number
        from people group by who order by who`,
    });
    expect(version).toMatchObject({ number: 1, layer: 'silver', rows: 3 });
    const types = version.columns.map(({ name, type, missing }) => [name, type, missing]);
    expect(types).toEqual([
      ['who', 'text', 0],
      ['age', 'integer', 0],
      ['mean', 'number', 0],
      ['born', 'datetime', 1],
      ['old', 'boolean', 0],
      ['ages', 'text', 0],
      ['big', 'category', 0],
      ['file_row_number_2', 'integer', 0],
    ]);
    const page = await test.client.call('data.preview', { version: 'summary of people' });
    expect(page.rows[0]).toEqual([
      'a',
      31,
      31,
      '1990-01-02T00:00:00.000Z',
      true,
      '[31]',
      '9007199254740993',
      1,
    ]);
    const { events } = await test.client.call('audit.log', {});
    expect(events[0]).toMatchObject({
      operation: 'data.saveSql',
      detail: { sql: expect.stringContaining('bool_or') as string },
    });
  });

  it.each([
    ['select * from people', 'a@1'],
    ['describe people', 'described'],
    ['drop table people', 'dropped'],
  ])('refuses %s as %s and makes nothing', async (sql, name) => {
    await expect(test.client.run('data.saveSql', { sql, name })).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT' },
    });
    const { datasets } = await test.client.call('data.list', {});
    expect(datasets.map((dataset) => dataset.name)).not.toContain(name);
  });
});

it('lists for completion what a query can name', async () => {
  const { tables } = await test.client.call('data.sqlTables', {});
  expect(tables.map((table) => table.name)).toEqual(
    expect.arrayContaining(['people', 'people@1', 'people@2']),
  );
  expect(tables.find((table) => table.name === 'people@1')!.columns[0]).toEqual({
    name: 'age',
    type: 'integer',
  });
});

it('quotes names of datasets and columns, however hostile they are', async () => {
  const name = `x"; DROP VIEW people; --`;
  const column = `c"'); SELECT 1; --`;
  await importText(test, name, `"${column.replaceAll('"', '""')}",b\n1,2\n3,4\n`);
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  expect(await rows(`select ${quoted(column)} from ${quoted(name)}`)).toEqual([[1], [3]]);
  expect(await rows('select count(*) from people')).toEqual([[3]]);
});
