import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importText } from '../../../support/import-text.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';

const ages = [30, 10, 40, 10, 50, 20];

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
  const lines = ages.map((age, i) => `${age},${'abcdef'[i]}`);
  await importText(test, 'people', ['age,who', ...lines].join('\n'));
  await test.client.call('eda.saveSegment', {
    version: 'people',
    name: 'young',
    filter: 'age < 35',
  });
  await test.client.call('eda.saveSegment', { version: 'people', name: 'some', rows: [5, 0, 2] });
});
afterAll(() => test[Symbol.asyncDispose]());

async function page(input: object) {
  const found = await test.client.call('data.preview', { version: 'people', ...input });
  return { ...found, who: found.rows.map((row) => row[1]).join('') };
}

describe('the row numbers of a page', () => {
  it.each([
    [{}, [0, 1, 2, 3, 4, 5]],
    [{ offset: 2, limit: 2 }, [2, 3]],
    [{ sort: 'age:asc' }, [1, 3, 5, 0, 2, 4]],
    [{ filter: 'age > 15', sort: 'age:desc', offset: 1 }, [2, 0, 5]],
    [{ segment: 'young' }, [0, 1, 3, 5]],
    [{ segment: 'some', sort: 'age:asc' }, [5, 0, 2]],
    [{ segment: 'some', filter: 'age > 25' }, [0, 2]],
    [{ segment: 'young', rows: [5, 4, 3, 3] }, [3, 5]],
    [{ rows: [4, 1] }, [1, 4]],
    [{ rows: [] }, []],
  ])('of %j are %j', async (input, numbers) => {
    const found = await page(input);
    expect(found.rowNumbers).toEqual(numbers);
    expect(found.rows.map((row) => row[0])).toEqual(numbers.map((row) => ages[row]));
  });

  it('count what matches, whatever the page shows of it', async () => {
    const found = await page({ segment: 'young', limit: 1 });
    expect([found.total, found.matching, found.who]).toEqual([6, 4, 'a']);
  });
});

it.each([
  [{ rows: [6] }, 'INVALID_INPUT'],
  [{ segment: 'nobody' }, 'NOT_FOUND'],
])('refuses %j', async (input, code) => {
  await expect(page(input)).rejects.toMatchObject({ failure: { code } });
});
