import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Relation } from '../../../../core/contract/eda-relations.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import { importSample } from '../../../support/train-sample.ts';

let test: TestCore;
const hostile = `x" FROM read_csv('/etc/passwd'); --`;

async function importText(name: string, lines: readonly string[]): Promise<void> {
  const file = join(test.folder, `${name}.csv`);
  await writeFile(file, `${lines.join('\n')}\n`);
  await test.client.run('data.import', { files: [file], name });
}

beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'titanic', 'titanic');
  await importSample(test, 'bike_sharing', 'bikes');
  await importSample(test, 'penguins', 'penguins');
  const cells = (i: number) => [
    i % 7,
    3,
    '',
    i === 5 ? '1e300' : `${i}.5`,
    i % 2 ? '<b>' : "it's",
    `word ${i} of ${i * i}`,
  ];
  await importText('odd', [
    `"${hostile.replaceAll('"', '""')}",constant,empty,huge,group,text`,
    ...Array.from({ length: 60 }, (_, i) => cells(i).join(',')),
  ]);
}, 60_000);
afterAll(() => test[Symbol.asyncDispose]());

const relate = (version: string, x: string, y: string, segment?: string): Promise<Relation> =>
  test.client.call('eda.relation', {
    version,
    x,
    y,
    ...(segment === undefined ? {} : { segment }),
  });

describe('eda.relation', () => {
  it('draws 5,000 even rows of a large version and counts all of them on a grid', async () => {
    const relation = await relate('bikes', 'temperature', 'humidity');
    if (relation.kind !== 'scatter') throw new Error(relation.kind);
    expect(relation.points.row).toHaveLength(5000);
    expect(new Set(relation.points.row).size).toBe(5000);
    const steps = relation.points.row.slice(1).map((row, i) => row - relation.points.row[i]!);
    expect([Math.min(...steps), Math.max(...steps)]).toEqual([3, 4]);
    const counted = relation.density!.counts.flat().reduce((sum, count) => sum + count, 0);
    expect([counted, relation.rows]).toEqual([17_379, 17_379]);
  });

  it('shows the rows themselves when there are few', async () => {
    const relation = await relate('penguins', 'bill_length_mm', 'bill_depth_mm');
    if (relation.kind !== 'scatter') throw new Error(relation.kind);
    expect([relation.rows, relation.points.row.length, relation.density]).toEqual([342, 342, null]);
    // the fourth penguin was not measured
    expect(relation.points.row.slice(0, 5)).toEqual([0, 1, 2, 4, 5]);
  });

  it('is the same whichever of the two is the group', async () => {
    // The engine sums on several threads: the last digit depends on who is first.
    const rounded = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value, (_, inner: unknown) =>
          typeof inner === 'number' ? Number(inner.toPrecision(12)) : inner,
        ),
      );
    const [there, back] = [
      await relate('titanic', 'fare', 'sex'),
      await relate('titanic', 'sex', 'fare'),
    ];
    expect(rounded(there)).toEqual(rounded(back));
  });

  it('counts levels beyond the twenty largest together', async () => {
    const relation = await relate('titanic', 'home.dest', 'sex');
    if (relation.kind !== 'mosaic') throw new Error(relation.kind);
    expect(relation.xLabels).toHaveLength(21);
    expect(relation.xLabels.at(-1)).toMatch(/^\d+ others$/);
    expect(relation.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(relation.rows);
  });

  it('looks at the rows of a segment, by a condition or a list alike', async () => {
    const { rows } = await test.client.call('data.preview', { version: 'titanic', limit: 500 });
    const sex = (
      await test.client.call('data.show', { version: 'titanic' })
    ).version.columns.findIndex(({ name }) => name === 'sex');
    const listed = rows.flatMap((row, at) => (row[sex] === 'female' ? [at] : []));
    const filter = 'sex = "female"';
    await test.client.call('eda.saveSegment', { version: 'titanic', name: 'women', filter });
    await test.client.call('eda.saveSegment', { version: 'titanic', name: 'some', rows: listed });
    const women = await relate('titanic', 'age', 'fare', 'women');
    expect(women.rows).toBe(388);
    const some = await relate('titanic', 'sex', 'survived', 'some');
    if (some.kind !== 'box') throw new Error(some.kind);
    expect(some.groups.map(({ label, count }) => [label, count])).toEqual([
      ['female', listed.length],
    ]);
    expect(some.anova).toEqual({ f: null, pValue: null });
  });

  it('has no coefficient of constant or empty columns', async () => {
    const flat = await relate('odd', 'constant', hostile);
    expect(flat).toMatchObject({ kind: 'scatter', rows: 60, pearson: null, spearman: null });
    const { columns } = (await test.client.call('data.show', { version: 'odd' })).version;
    const empty = columns.find(({ name }) => name === 'empty')!;
    expect(empty.missing).toBe(60);
    for (const y of ['group', 'constant', 'text']) {
      expect(await relate('odd', 'empty', y)).toMatchObject({ rows: 0 });
    }
    const single = await relate('odd', 'empty', 'empty');
    expect(single.rows).toBe(0);
  });

  it('takes values whose squares leave the range of doubles', async () => {
    const scatter = await relate('odd', 'huge', hostile);
    if (scatter.kind !== 'scatter') throw new Error(scatter.kind);
    expect(Math.abs(scatter.pearson!)).toBeLessThan(1);
    const box = await relate('odd', 'group', 'huge');
    if (box.kind !== 'box') throw new Error(box.kind);
    expect(box.anova.f).toBeGreaterThan(0);
    expect(box.groups.map(({ outliers }) => outliers.length)).toEqual([1, 0]);
  });

  it('names the columns when one does not exist', async () => {
    await expect(relate('penguins', 'species', 'weight')).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND', path: 'y', hint: expect.stringContaining('body_mass_g') },
    });
  });
});

describe('eda.points', () => {
  it('gives the same rows of all columns, evenly drawn from the version or the segment', async () => {
    const { row, columns, rows } = await test.client.call('eda.points', {
      version: 'bikes',
      columns: ['count', 'date', 'count'],
      limit: 100,
    });
    expect(rows).toBe(17_379);
    expect(row).toHaveLength(100);
    expect(columns.map(({ name, values }) => [name, values.length])).toEqual([
      ['count', 100],
      ['date', 100],
    ]);
    expect(columns[1]!.values[0]).toBe('2011-01-01T00:00:00.000Z');
    await test.client.call('eda.saveSegment', {
      version: 'bikes',
      name: 'wet',
      filter: 'humidity > 90',
    });
    const wet = await test.client.call('eda.points', {
      version: 'bikes',
      columns: ['humidity'],
      limit: 50,
      segment: 'wet',
    });
    expect(wet.row).toHaveLength(50);
    expect(wet.columns[0]!.values.every((value) => Number(value) > 90)).toBe(true);
    expect(wet.rows).toBeGreaterThan(50);
  });
});

describe('eda.target', () => {
  it('ranks what tells most first, and gives an identifier no strength', async () => {
    const { columns, type } = await test.client.run('eda.target', {
      version: 'penguins',
      target: 'species',
    });
    expect(type).toBe('category');
    expect(columns[0]).toMatchObject({ name: 'flipper_length_mm', measure: 'correlation_ratio' });
    const strengths = columns.map(({ strength }) => strength);
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
    const odd = await test.client.run('eda.target', { version: 'odd', target: 'group' });
    expect(odd.columns.find(({ name }) => name === 'text')!.strength).toBe(0);
    expect(odd.columns.find(({ name }) => name === 'constant')).toMatchObject({
      strength: 0,
      value: null,
      pValue: null,
    });
  });

  it('counts missing cells as a bin of their own, which may tell most of all', async () => {
    const { columns } = await test.client.run('eda.target', {
      version: 'titanic',
      target: 'survived',
    });
    const boat = columns[0]!;
    expect(boat.name).toBe('boat');
    const missing = boat.bins.at(-1)!;
    expect([missing.label, missing.count]).toEqual(['(missing)', boat.missing]);
    expect(missing.value).toBeLessThan(0.05);
  });

  it('refuses a target without two values', async () => {
    for (const target of ['constant', 'empty']) {
      await expect(test.client.run('eda.target', { version: 'odd', target })).rejects.toMatchObject(
        { failure: { code: 'TARGET_INVALID' } },
      );
    }
  });
});

describe('eda.compare', () => {
  it('finds nothing between a version and itself', async () => {
    const { columns, schema } = await test.client.run('eda.compare', {
      a: 'titanic',
      b: 'titanic',
    });
    expect(columns.every(({ difference }) => difference === 0)).toBe(true);
    expect(schema).toEqual({ onlyA: [], onlyB: [], retyped: [] });
  });

  it('tells of columns that are gone, new or of another type', async () => {
    await importText('before', [
      'id,size,note,old',
      ...Array.from({ length: 30 }, (_, i) => `${i},${i}.5,a,1`),
    ]);
    await importText('after', [
      'id,size,note,new',
      ...Array.from({ length: 30 }, (_, i) => `${i},${i > 9 ? 'big' : 'small'},b,2`),
    ]);
    const { schema, columns } = await test.client.run('eda.compare', { a: 'before', b: 'after' });
    expect(schema.onlyA).toEqual(['old']);
    expect(schema.onlyB).toEqual(['new']);
    expect(schema.retyped).toEqual([{ name: 'size', a: 'number', b: 'category' }]);
    expect(columns.map(({ name, difference }) => [name, Number(difference.toFixed(9))])).toEqual([
      ['size', 1],
      ['note', 1],
      ['id', 0],
    ]);
  });

  it('refuses sides without rows and versions without a common column', async () => {
    await test.client.call('eda.saveSegment', {
      version: 'titanic',
      name: 'none',
      filter: 'age > 900',
    });
    const failed = (input: { a: string; b: string; segmentA?: string }) =>
      expect(test.client.run('eda.compare', input)).rejects.toMatchObject({
        failure: { code: 'NOT_ENOUGH_DATA' },
      });
    await failed({ a: 'titanic', b: 'titanic', segmentA: 'none' });
    await failed({ a: 'odd', b: 'bikes' });
  });
});

describe('eda.timeseries', () => {
  it('takes the first column of dates, a segment, and refuses what is no number or time', async () => {
    const wet = await test.client.run('eda.timeseries', {
      version: 'bikes',
      value: 'count',
      segment: 'wet',
      resample: '1mo',
    });
    expect(wet).toMatchObject({ frequency: '1mo', observations: 24, period: 12 });
    const refuse = (input: { value: string; time?: string }, path: string) =>
      expect(
        test.client.run('eda.timeseries', { version: 'bikes', ...input }),
      ).rejects.toMatchObject({ failure: { path } });
    await refuse({ value: 'season' }, 'value');
    await refuse({ value: 'count', time: 'season' }, 'time');
    await refuse({ value: 'nothing' }, 'value');
  });

  it('goes by row where there is no time', async () => {
    const series = await test.client.run('eda.timeseries', {
      version: 'penguins',
      value: 'body_mass_g',
    });
    expect(series.frequency).toBe('row');
    expect(series.time.slice(0, 3)).toEqual([0, 1, 2]);
    expect(series.warnings.join()).toMatch(/2 missing values were filled/);
  });
});
