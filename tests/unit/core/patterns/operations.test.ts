import { describe, expect, it, beforeAll, afterAll } from 'vitest';
import { createRng } from '../../../../core/base/rng.ts';
import type { InputOf } from '../../../../core/contract/contract.ts';
import { addVersion } from '../../../support/add-version.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';

const rng = createRng(5);
const many = (rows: number, value: (row: number) => number | string | null) =>
  Array.from({ length: rows }, (_, row) => value(row));
const number = (name: string, values: (number | string | null)[]) => ({
  name,
  type: 'number' as const,
  values,
});
const text = (name: string, values: (number | string | null)[], type: 'category' | 'text') => ({
  name,
  type,
  values,
});

let test: TestCore;

beforeAll(async () => {
  test = await openTestCore();
  const { workspace } = test.core;
  await addVersion(workspace, 'words', [
    text(
      'word',
      many(30, (row) => `word ${row} of many`),
      'text',
    ),
  ]);
  await addVersion(workspace, 'constant', [
    number(
      'a',
      many(30, () => 4),
    ),
  ]);
  await addVersion(workspace, 'missing', [
    number(
      'a',
      many(30, () => null),
    ),
  ]);
  await addVersion(workspace, 'one', [number('a', [1]), number('b', [2])]);
  await addVersion(workspace, 'mixed', [
    number(
      'a',
      many(60, (row) => (row % 7 === 0 ? null : (row % 2) * 10 + rng.normal())),
    ),
    number(
      'b',
      many(60, (row) => (row % 2) * -8 + rng.normal()),
    ),
    text(
      'side',
      many(60, (row) => (row % 11 === 0 ? null : `side ${row % 2}`)),
      'category',
    ),
    { name: 'on', type: 'boolean', values: many(60, (row) => `${row % 3 === 0}`) },
    {
      name: 'day',
      type: 'datetime',
      values: many(60, (row) => new Date(Date.UTC(2020, 0, 1 + 9 * row)).toISOString()),
    },
    { name: 'id', type: 'integer', values: many(60, (row) => row + 1) },
  ]);
  await addVersion(workspace, 'large', [
    number(
      'a',
      many(3000, () => rng.normal()),
    ),
    number(
      'b',
      many(3000, () => rng.normal()),
    ),
  ]);
});
afterAll(() => test[Symbol.asyncDispose]());

describe('hostile versions', () => {
  it.each(['words', 'constant', 'missing'])('%s are refused in words', async (version) => {
    for (const name of [
      'patterns.clusters',
      'patterns.components',
      'patterns.outliers',
      'patterns.associations',
    ] as const) {
      await expect(test.client.run(name, { version })).rejects.toMatchObject({
        failure: { code: 'NOT_ENOUGH_DATA', path: 'columns' },
      });
    }
  });

  it('one row is told that nothing varies', async () => {
    await expect(test.client.run('patterns.clusters', { version: 'one' })).rejects.toMatchObject({
      failure: { code: 'NOT_ENOUGH_DATA' },
    });
  });

  it('a condition that no row meets is told so', async () => {
    const input = { version: 'mixed', filter: 'a > 1000' };
    await expect(test.client.run('patterns.outliers', input)).rejects.toMatchObject({
      failure: { code: 'NOT_ENOUGH_DATA', message: 'There are no rows to look at' },
    });
  });

  it('categories only are refused by an algorithm of numbers', async () => {
    const input = { version: 'mixed', columns: ['side'], algorithm: 'elliptic_envelope' };
    await expect(test.client.run('patterns.outliers', input)).rejects.toMatchObject({
      failure: { code: 'NOT_ENOUGH_DATA', path: 'columns' },
    });
  });

  it('more itemsets than can be looked at are refused with the parameter to change', async () => {
    const columns = Array.from({ length: 24 }, (_, j) =>
      text(
        `c${j}`,
        many(20, (row) => `${row === j ? 1 : 0}`),
        'category',
      ),
    );
    await addVersion(test.core.workspace, 'dense', columns);
    const params = { min_support: 0.05, max_len: 20 };
    for (const algorithm of ['fp_growth', 'apriori']) {
      const input = { version: 'dense', algorithm, params };
      await expect(test.client.run('patterns.associations', input)).rejects.toMatchObject({
        failure: { code: 'OUT_OF_MEMORY', path: 'params.min_support' },
      });
    }
  });
});

describe('columns of every type', () => {
  it('are encoded, and what is left out or filled in is told', async () => {
    const params = { n_clusters: 2 };
    const found = await test.client.run('patterns.clusters', { version: 'mixed', params });
    expect(found.columns).toEqual(['a', 'b', 'side', 'on', 'day']);
    expect(found.warnings.map(({ kind, column }) => [kind, column])).toEqual(
      expect.arrayContaining([
        ['identifier', 'id'],
        ['missing_values', 'a'],
        ['missing_values', 'side'],
      ]),
    );
    const [first] = found.clusters;
    expect(first!.typical['day']).toMatch(/^20\d\d-/);
    expect(typeof first!.typical['on']).toBe('boolean');
    // the two sides lie far apart, in a, in b and by name
    expect(found.clusters.map(({ rows }) => rows)).toEqual([30, 30]);
    expect(first!.differences.map(({ column }) => column)).toContain('side=side 1');
  });

  it('an algorithm without negative values scales to 0..1 and says so', async () => {
    const input = { version: 'mixed', algorithm: 'nmf', params: { n_components: 2 } };
    const found = await test.client.run('patterns.components', input);
    expect(found.warnings.map(({ kind }) => kind)).toContain('scaling');
  });
});

describe('what is kept', () => {
  it('a new version holds the column beside all others and names its parent', async () => {
    const before = await test.client.call('data.show', { version: 'mixed@1' });
    const found = await test.client.run('patterns.clusters', {
      version: 'mixed@1',
      filter: 'a is not missing',
      params: { n_clusters: 2 },
      save: 'half',
    });
    const { version } = await test.client.call('data.show', { version: found.savedVersionId! });
    expect(version.columns).toEqual([
      ...before.version.columns,
      { name: 'half', type: 'category', missing: 60 - found.rows },
    ]);
    const rows = (await test.client.call('data.preview', { version: version.id, limit: 60 })).rows;
    const old = (await test.client.call('data.preview', { version: 'mixed@1', limit: 60 })).rows;
    expect(rows.map((row) => row.slice(0, -1))).toEqual(old);
    rows.forEach((row) => expect(row.at(-1) === null).toBe(row[0] === null));
    const { events } = await test.client.call('audit.log', {});
    const operations = events.filter(({ operation }) => operation === 'patterns.clusters');
    expect(operations.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([found.id, version.id]),
    );
  });

  it('the same seed gives the same answer, apart from when and how long', async () => {
    const input = { version: 'large', algorithm: 'mini_batch_kmeans' };
    const [one, other] = [
      await test.client.run('patterns.clusters', input),
      await test.client.run('patterns.clusters', input),
    ];
    const stable = { id: '', durationMs: 0, createdAt: 0 };
    expect({ ...one, ...stable }).toEqual({ ...other, ...stable });
  });
});

it('an analysis shows in the lineage of its version and keeps a deleted dataset from being reclaimed', async () => {
  await addVersion(test.core.workspace, 'used', [
    number(
      'a',
      many(40, (row) => (row % 2) * 9 + row),
    ),
  ]);
  const { id } = await test.client.run('patterns.outliers', { version: 'used' });
  const { nodes } = await test.client.call('data.lineage', { version: 'used' });
  expect(nodes).toEqual(
    expect.arrayContaining([expect.objectContaining({ id, kind: 'analysis' })]),
  );
  await test.client.call('data.delete', { dataset: 'used' });
  const { datasets } = await test.client.call('data.bin', {});
  expect(datasets).toEqual([expect.objectContaining({ name: 'used', usedBy: 1 })]);
  await test.client.run('data.reclaim', {});
  expect(await test.client.call('patterns.show', { id })).toMatchObject({ id });
});

it('asked to end early, a map keeps what it has and says so', async () => {
  const params = { max_iter: 100_000 };
  const input = { version: 'large', algorithm: 't_sne', params } as const;
  const started = Promise.withResolvers<string>();
  const running = test.client.run('patterns.components', input, { onStart: started.resolve });
  const id = await started.promise;
  await new Promise((resolve) => setTimeout(resolve, 700));
  await test.client.call('jobs.finish', { id });
  const found = await running;
  expect(found.components).toHaveLength(2);
  expect(found.warnings.map(({ kind }) => kind)).toContain('ended_early');
});

it('cancelling ends the work within a second and keeps nothing', async () => {
  const before = await test.client.call('patterns.analyses', {});
  const input: InputOf<'patterns.components'> = {
    version: 'large',
    algorithm: 't_sne',
    params: { max_iter: 100_000 },
    save: 'place',
  };
  const started = Promise.withResolvers<string>();
  const running = test.client.run('patterns.components', input, { onStart: started.resolve });
  const jobId = await started.promise;
  await new Promise((resolve) => setTimeout(resolve, 700));
  const at = performance.now();
  await test.client.call('jobs.cancel', { id: jobId });
  await expect(running).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
  expect(performance.now() - at).toBeLessThan(1500);
  expect(await test.client.call('patterns.analyses', {})).toEqual(before);
});
