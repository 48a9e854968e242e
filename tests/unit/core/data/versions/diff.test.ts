import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importText } from '../../../../support/import-text.ts';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(() => test[Symbol.asyncDispose]());

let made = 0;
async function diff(before: string, after: string, key?: string[]) {
  const name = `table${made++}`;
  await importText(test, name, before);
  await importText(test, name, after);
  const refs = { from: `${name}@1`, to: `${name}@2` };
  return test.client.run('data.diff', key ? { ...refs, key } : refs);
}

describe('data.diff', () => {
  it('matches rows by the first unique column and counts changed cells', async () => {
    const found = await diff(
      'id,city,price\nx1,Oslo,1.5\nx2,Rome,2.5\nx3,Rome,3.5\nx4,,4.5\n',
      'id,city,price\nx4,,4.5\nx2,Bari,9.5\nx3,Rome,3.25\nx5,Nice,5.5\n',
    );
    expect(found.key).toEqual(['id']);
    expect(found.rows).toEqual({ added: 1, removed: 1, changed: 2, unchanged: 1 });
    expect(found.cells).toEqual([
      { column: 'city', changed: 1 },
      { column: 'price', changed: 2 },
    ]);
    const byKind = (kind: string) => found.sample.filter((sample) => sample.kind === kind);
    expect(byKind('changed')).toEqual([
      {
        kind: 'changed',
        key: ['x2'],
        changes: [
          { column: 'city', from: 'Rome', to: 'Bari' },
          { column: 'price', from: 2.5, to: 9.5 },
        ],
      },
      { kind: 'changed', key: ['x3'], changes: [{ column: 'price', from: 3.5, to: 3.25 }] },
    ]);
    expect(byKind('added').map((sample) => sample.key)).toEqual([['x5']]);
    expect(byKind('removed')[0]!.changes).toContainEqual({
      column: 'city',
      from: 'Oslo',
      to: null,
    });
  });

  it('tells added, removed and retyped columns', async () => {
    const found = await diff('id,a,b\n1,1,2\n2,3,4\n', 'id,b,c\n1,2.5,x\n2,4,y\n');
    expect(found.columns).toEqual({
      added: ['c'],
      removed: ['a'],
      retyped: [{ name: 'b', from: 'integer', to: 'number' }],
    });
    expect(found.cells).toEqual([{ column: 'b', changed: 1 }]);
  });

  it('takes a pair of columns when no single one names a row', async () => {
    const found = await diff(
      'year,city,n\n2020,Oslo,1\n2020,Rome,2\n2021,Oslo,2\n2021,Rome,1\n',
      'year,city,n\n2020,Oslo,1\n2020,Rome,2\n2021,Oslo,2\n2021,Rome,7\n',
    );
    expect(found.key).toEqual(['year', 'city']);
    expect(found.rows).toMatchObject({ changed: 1, unchanged: 3 });
  });

  it('compares whole rows, each as often as it occurs, where nothing names a row', async () => {
    const found = await diff('v\n1\n1\n1\n2\n', 'v\n1\n1\n2\n2\n3\n');
    expect(found.key).toEqual([]);
    expect(found.rows).toEqual({ added: 2, removed: 1, changed: 0, unchanged: 3 });
    expect(
      found.sample.map(({ kind, changes }) => [kind, changes[0]!.from ?? changes[0]!.to]),
    ).toEqual([
      ['added', 2],
      ['added', 3],
      ['removed', 1],
    ]);
  });

  it('finds a version equal to itself and to a copy', async () => {
    const found = await diff('a,b\n1,x\n2,y\n', 'a,b\n1,x\n2,y\n');
    expect(found.rows).toEqual({ added: 0, removed: 0, changed: 0, unchanged: 2 });
  });

  it('takes names of columns as names', async () => {
    const hostile = `a"; DROP TABLE x; --`;
    const header = `id,"${hostile.replaceAll('"', '""')}"`;
    const found = await diff(`${header}\n1,2\n2,2\n`, `${header}\n1,2\n2,3\n`);
    expect(found.cells).toEqual([{ column: hostile, changed: 1 }]);
  });

  it.each([
    [['nothing'], 'no column of both'],
    [['city'], 'does not name one row'],
  ])('refuses the key %j', async (key, told) => {
    const text = 'id,city\n1,Oslo\n2,Oslo\n';
    await expect(diff(text, `${text}3,Rome\n`, key)).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT', message: expect.stringContaining(told) as string },
    });
  });
});
