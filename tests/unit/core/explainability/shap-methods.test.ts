import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf, OutputOf } from '../../../../core/contract/contract.ts';
import { firstLookRows } from '../../../../core/contract/explainability.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import { importSample, trainQuickly } from '../../../support/train-sample.ts';

type Explanation = OutputOf<'explainability.shap'>;

let test: TestCore;
const models: Record<string, string> = {};
beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'heart', 'heart');
  await importSample(test, 'penguins', 'penguins');
  for (const [version, target, algorithm] of [
    ['heart', 'disease', 'gradient_boosting'],
    ['heart', 'disease', 'logistic_regression'],
    ['heart', 'disease', 'gaussian_nb'],
    ['penguins', 'species', 'k_neighbors'],
    ['penguins', 'species', 'gradient_boosting'],
  ] as const) {
    const { run } = await trainQuickly(test, { version, target, algorithm });
    models[`${version} ${algorithm}`] = run.id;
  }
});
afterAll(() => test[Symbol.asyncDispose]());

type Asked = Partial<InputOf<'explainability.shap'>>;

function explain(key: string, asked: Asked = {}): Promise<Explanation> {
  const version = key.split(' ')[0]!;
  return test.client.run('explainability.shap', { model: models[key]!, version, ...asked });
}

it('takes every row of the background that is given, and says so', async () => {
  const found = await explain('heart gradient_boosting', { limit: 30, background: 'heart' });
  expect(found).toMatchObject({ method: 'tree_interventional', output: 'raw', rows: 30 });
  expect(found.background!.rows).toBe(found.background!.of);
  expect(found.background!.rows).toBe(found.versionRows);
  expect(found.background!.rows).toBeGreaterThan(100);
  expect(found.maxAdditivityError).toBeLessThan(1e-6);
  const part = await explain('heart gradient_boosting', {
    limit: 30,
    background: 'heart',
    backgroundRows: 40,
  });
  expect(part.background).toMatchObject({ rows: 40, of: found.background!.of });
});

it('explains the probability of a class of trees', async () => {
  const found = await explain('heart gradient_boosting', { limit: 30, output: 'probability' });
  expect(found).toMatchObject({ method: 'tree_interventional', output: 'probability' });
  expect(found.maxAdditivityError).toBeLessThan(1e-6);
  for (const value of found.sample.prediction) expect(value >= 0 && value <= 1).toBe(true);
  const other = await explain('heart gradient_boosting', {
    limit: 30,
    output: 'probability',
    label: 'absent',
  });
  expect(other.baseValue).toBeCloseTo(1 - found.baseValue, 10);
  other.sample.values.forEach((column, j) => {
    column.forEach((value, i) => expect(value).toBeCloseTo(-found.sample.values[j]![i]!, 10));
  });
});

it('gives interaction values whose rows add up, with the strongest pairs of each row', async () => {
  const found = await explain('heart gradient_boosting', { limit: 25, interactions: true });
  const { mean, pairs } = found.interactions!;
  expect(found.method).toBe('tree_path_dependent');
  expect(mean).toHaveLength(found.features.length);
  mean.forEach((row, a) => row.forEach((value, b) => expect(value).toBe(mean[b]![a])));
  expect(pairs).toHaveLength(25);
  for (const row of pairs) {
    const sizes = row.map(({ value }) => Math.abs(value));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  }
});

it.each(['kernel', 'permutation'] as const)('%s values have a standard error', async (method) => {
  const asked = { method, sample: 4, backgroundRows: 20, coalitions: 200, permutations: 6 };
  const found = await explain('heart gaussian_nb', asked);
  expect(found).toMatchObject({ method, rows: 4, background: { rows: 20 } });
  expect(found.maxAdditivityError).toBeLessThan(1e-6);
  expect(Object.keys(found.standardError!)).toEqual(found.features);
  expect(Math.max(...Object.values(found.standardError!))).toBeGreaterThan(0);
  expect(found.sample.standardError).toHaveLength(found.features.length);
  const again = await explain('heart gaussian_nb', asked);
  expect(again.sample).toEqual(found.sample);
});

it('explains a part of the rows where each takes many predictions, and says which', async () => {
  const found = await explain('heart gaussian_nb', { permutations: 40 });
  expect(found.method).toBe('permutation');
  expect(found.rows).toBeLessThan(found.versionRows!);
  expect(found.warnings).toMatchObject([
    { kind: 'sample', message: expect.stringContaining(`${found.rows} of ${found.versionRows}`) },
  ]);
  expect(found.sample.row.at(-1)).toBe(found.versionRows! - 1);
});

it('gives exact values of a model of few columns, on rows drawn evenly', async () => {
  const found = await explain('penguins k_neighbors', { sample: 5, backgroundRows: 30 });
  expect(found).toMatchObject({ method: 'exact', rows: 5, background: { rows: 30 } });
  expect(found.standardError).toBeUndefined();
  expect(found.maxAdditivityError).toBeLessThan(1e-6);
  expect(found.sample.row.at(-1)).toBe(found.versionRows! - 1);
});

it('explains what serving one row explains, whatever the model', async () => {
  const { fields } = await test.client.call('serving.schema', {
    model: models['penguins k_neighbors']!,
  });
  const row = Object.fromEntries(fields.map(({ name, typical }) => [name, typical]));
  const answer = await test.client.call('serving.one', {
    model: models['penguins k_neighbors']!,
    row,
    explain: true,
  });
  expect(answer.explanation).toMatchObject({ method: 'exact', backgroundRows: 50 });
  const { contributions, baseValue, output } = answer.explanation!;
  const sum = contributions.reduce((total, one) => total + one.contribution, baseValue);
  expect(sum).toBeCloseTo(output, 9);
});

it('shares the effect of columns that are correlated', async () => {
  const key = 'heart logistic_regression';
  const plain = await explain(key, { limit: 20, background: 'heart' });
  const found = await explain(key, { limit: 20, method: 'linear_correlated' });
  expect(found.maxAdditivityError).toBeLessThan(1e-6);
  expect(found.baseValue).toBeCloseTo(plain.baseValue, 6);
  expect(found.meanAbs).not.toEqual(plain.meanAbs);
});

it('draws the same rows for plots from a first look as from all of a long version', async () => {
  const lines = Array.from(
    { length: 2345 },
    (_, i) => `${i},${(i * 37) % 101},${i % 2 ? 'a' : 'b'}`,
  );
  const path = join(test.folder, 'long.csv');
  await writeFile(path, `a,b,y\n${lines.join('\n')}\n`);
  await test.client.run('data.import', { files: [path], name: 'long' });
  const { run } = await trainQuickly(test, {
    version: 'long',
    target: 'y',
    algorithm: 'gradient_boosting',
  });
  const asked = { model: run.id, version: 'long' };
  const first = await test.client.run('explainability.shap', { ...asked, sample: firstLookRows });
  const all = await test.client.run('explainability.shap', asked);
  expect([first.rows, first.versionRows, all.rows]).toEqual([firstLookRows, 2345, 2345]);
  expect(first.sample).toEqual(all.sample);
  const b = first.sample.data[first.features.indexOf('b')];
  expect(b).toEqual(first.sample.row.map((row) => (row * 37) % 101));
});

describe('ways to explain', () => {
  const waysOf = async (key: string) =>
    (await test.client.call('explainability.methods', { model: models[key]! })).ways;

  it('offers trees what trees have, interactions only where there are some', async () => {
    const ways = await waysOf('heart gradient_boosting');
    const raw = ways.filter(({ output }) => output === 'raw');
    expect(raw[0]).toEqual({
      method: 'auto',
      output: 'raw',
      unit: 'log_odds',
      plain: 'tree_path_dependent',
      withBackground: 'tree_interventional',
      withInteractions: 'tree_path_dependent',
    });
    expect(raw.map(({ method }) => method)).not.toContain('linear');
    const probability = ways.filter(({ output }) => output === 'probability');
    expect(probability.map(({ method }) => method)).toEqual([
      'auto',
      'tree_interventional',
      'exact',
      'kernel',
      'permutation',
    ]);
    expect(probability[0]!.withInteractions).toBeNull();
  });

  it.each(['heart gradient_boosting', 'heart logistic_regression', 'penguins k_neighbors'])(
    'takes every way it offers for %s',
    async (key) => {
      for (const { method, output, withInteractions, ...way } of await waysOf(key)) {
        const asked = { method, output, sample: 2, backgroundRows: 5, permutations: 2 };
        const few = { ...asked, coalitions: 16, interactions: withInteractions !== null };
        const found = await explain(key, few);
        expect(found.method).toBe(withInteractions ?? way.plain);
        expect(found.unit).toBe(way.unit);
        expect(found.interactions !== undefined).toBe(few.interactions);
      }
    },
  );
});

describe('asked wrongly', () => {
  it.each([
    ['heart logistic_regression', { method: 'tree_interventional' }, /not made of trees/],
    ['heart gaussian_nb', { method: 'linear' }, /no linear model/],
    [
      'heart gradient_boosting',
      { method: 'tree_path_dependent', output: 'probability' },
      /raw output only/,
    ],
    ['heart gaussian_nb', { method: 'permutation', interactions: true }, /no interaction values/],
    [
      'penguins gradient_boosting',
      { method: 'tree_interventional', output: 'probability' },
      /two classes only/,
    ],
  ] as const)('%s by %j is refused', async (key, asked, message) => {
    await expect(explain(key, asked)).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT', message: expect.stringMatching(message) },
    });
  });

  it('names the columns that a background of another schema lacks', async () => {
    await expect(
      explain('heart gradient_boosting', { background: 'penguins' }),
    ).rejects.toMatchObject({ failure: { code: 'SCHEMA_MISMATCH' } });
    await expect(
      explain('heart gradient_boosting', { background: 'nowhere' }),
    ).rejects.toMatchObject({ failure: { code: 'NOT_FOUND' } });
  });
});

describe('rows that are hard to explain', () => {
  async function importRows(name: string, lines: readonly string[]): Promise<void> {
    const path = join(test.folder, `${name}.csv`);
    await writeFile(path, `${lines.join('\n')}\n`);
    await test.client.run('data.import', { files: [path], name });
  }

  const rows = Array.from({ length: 80 }, (_, i) => {
    const a = (i * 37) % 80;
    return `${a},${a},5,${a % 3 === 0 ? 'u' : 'v'},${2 * a + (i % 3)}`;
  });

  it.each(['gradient_boosting', 'ridge', 'k_neighbors', 'random_forest'])(
    'one row, two columns that are one and a constant one: %s',
    async (algorithm) => {
      const name = `twins-${algorithm}`;
      await importRows(name, ['a,b,c,d,y', ...rows]);
      const { run } = await trainQuickly(test, { version: name, target: 'y', algorithm });
      const found = await test.client.run('explainability.shap', {
        model: run.id,
        version: name,
        limit: 1,
      });
      expect(found.rows).toBe(1);
      expect(found.maxAdditivityError).toBeLessThan(1e-6);
      expect(found.meanAbs['c'] ?? 0).toBe(0);
    },
  );

  it('gives nothing to any column of a model that always says the same', async () => {
    await importRows('flat', ['a,b,c,d,y', ...rows]);
    const { run } = await trainQuickly(test, {
      version: 'flat',
      target: 'y',
      algorithm: 'dummy',
    });
    for (const method of ['auto', 'exact', 'kernel', 'permutation'] as const) {
      const found = await test.client.run('explainability.shap', {
        model: run.id,
        version: 'flat',
        method,
        sample: 3,
      });
      expect(Math.max(...Object.values(found.meanAbs))).toBeLessThan(1e-12);
      expect(found.baseValue).toBeCloseTo(found.sample.prediction[0]!, 12);
    }
  });
});
