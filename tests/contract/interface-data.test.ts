import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, openCommandLine } from '../support/command-line.ts';

/** What scripts rely on of `data` and `eda`; see interface.test.ts for the rest. */
const samples = join(import.meta.dirname, '../../datasets');
const heart = join(samples, 'heart_cleveland_uci.csv');
const titanic = join(samples, 'titanic_openml.csv');

const text = expect.any(String) as string;
const number = expect.any(Number) as number;
const list = expect.any(Array) as unknown[];
const numbers = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries(names.map((name) => [name, number]));

let cli: CommandLine;

beforeAll(async () => {
  cli = await openCommandLine();
  await cli.output('data import --name heart', heart);
  await cli.output('data import --name titanic', titanic);
});
afterAll(() => cli[Symbol.asyncDispose]());

describe('data', () => {
  it('import answers with the dataset, the version, what was sniffed and what was rejected', async () => {
    const file = join(cli.folder, 'semicolons.csv');
    await writeFile(
      file,
      Buffer.from('Größe;Preis\n1,5;zehn\n2,25;elf\nzu;viele;Felder\n3,5;zwölf\n', 'latin1'),
    );
    const read = ['--delimiter', ';', '--encoding', 'latin1', '--decimal', ','];
    const types = ['--types', 'Preis=category'];
    const output = await cli.output('data import', file, '--name', 'prices', ...read, ...types);
    expect(output).toMatchObject({
      dataset: { id: text, name: 'prices' },
      version: {
        id: text,
        number: 1,
        layer: 'silver',
        rows: 3,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        columns: [
          { name: 'Größe', type: 'number', missing: 0 },
          { name: 'Preis', type: 'category', missing: 0 },
        ],
      },
      sniffed: { delimiter: ';', quote: '"', encoding: 'latin1', decimal: ',', header: true },
      rejected: { rows: 1, sample: [{ line: 4, reason: text, text: 'zu;viele;Felder' }] },
      warnings: [{ kind: 'rejected_rows', message: text }],
    });
  });

  it('import takes several files', async () => {
    const files = ['penguins.csv', 'wine_uci.csv'].map((name) => join(samples, name));
    expect(await cli.output('data import', ...files)).toMatchObject({
      dataset: { name: 'penguins' },
      imports: [{ dataset: { name: 'penguins' } }, { dataset: { name: 'wine_uci' } }],
      failures: [],
    });
  });

  it('sniff, list and show', async () => {
    expect(await cli.output('data sniff', heart)).toMatchObject({
      sniffed: { delimiter: ',', quote: '"', encoding: 'utf-8', decimal: '.', header: true },
      columns: list,
      preview: list,
    });
    const { datasets } = await cli.output<{ datasets: { name: string }[] }>('data list');
    expect(datasets.find(({ name }) => name === 'heart')).toMatchObject({
      id: text,
      versions: 1,
      latest: { number: 1, rows: 302 },
    });
    const { version } = await cli.output<{ version: { id: string } }>('data show heart@1');
    for (const ref of [version.id, 'heart']) {
      expect(await cli.output('data show', ref)).toMatchObject({
        dataset: { id: text, name: 'heart' },
        version: { id: version.id, rows: 302 },
        source: { file: heart, sha256: text },
        versions: list,
      });
    }
  });

  it('preview pages, sorts and filters', async () => {
    const window = ['--offset', '1', '--limit', '3', '--sort', 'age:desc'];
    const page = await cli.output<{ rows: number[][]; matching: number }>(
      'data preview heart',
      ...window,
      '--filter',
      'age < 60 and sex = 1',
    );
    expect(page.rows.map(([age]) => age)).toEqual([59, 59, 59]);
    expect(page).toMatchObject({ columns: list, offset: 1, total: 302 });
    expect(page.matching).toBeGreaterThan(100);
    expect(page.matching).toBeLessThan(302);
  });

  it.each(['csv', 'parquet', 'json'])('export writes %s', async (format) => {
    const out = `heart.${format}`;
    const path = join(cli.folder, out);
    const done = await cli.output('data export heart --format', format, '--out', out);
    const bytes = await readFile(path);
    expect(done).toEqual({ path, bytes: bytes.length, rows: 302 });
    if (format === 'csv') expect(bytes.equals(await readFile(heart))).toBe(true);
    if (format === 'json') expect(JSON.parse(bytes.toString())).toHaveLength(302);
    if (format === 'parquet') expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
  });
});

it('eda profile', async () => {
  const profile = await cli.output<{ columns: { name: string; type: string }[] }>(
    'eda profile titanic',
  );
  const matrix = { columns: list, matrix: list };
  expect(profile).toMatchObject({
    rows: 1309,
    correlations: { pearson: matrix, spearman: matrix, cramers_v: matrix },
    missing: { cells: number, share: number },
    duplicates: { rows: number, share: number },
    alerts: expect.arrayContaining([
      { kind: 'missing', column: 'cabin', value: number, message: text },
    ]),
  });
  const age = profile.columns.find(({ name }) => name === 'age');
  expect(age).toMatchObject({
    type: 'number',
    count: 1046,
    missing: 263,
    quantiles: numbers(['0.05', '0.25', '0.5', '0.75', '0.95']),
    histogram: { edges: list, counts: list },
    top: list,
    outliers: { iqr: { count: number }, zscore: { count: number } },
    ...numbers(['distinct', 'mean', 'std', 'variance', 'min', 'max', 'sum', 'skewness']),
    ...numbers(['kurtosis', 'mad', 'iqr', 'cv', 'zeros']),
  });
  expect(profile.columns.find(({ name }) => name === 'sex')).toMatchObject({
    type: 'category',
    mean: null,
    top: [
      { value: 'male', count: 843 },
      { value: 'female', count: 466 },
    ],
  });
});
