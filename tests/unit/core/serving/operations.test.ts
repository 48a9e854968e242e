import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '../../../../core/contract/common.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import {
  importSample,
  rewriteLines,
  samplePath,
  trainQuickly,
} from '../../../support/train-sample.ts';

let test: TestCore;
let penguins: string;
let model: string;
beforeAll(async () => {
  test = await openTestCore();
  penguins = await samplePath(test, 'penguins');
  await importSample(test, 'penguins', 'penguins');
  const trained = await trainQuickly(test, {
    version: 'penguins',
    target: 'species',
    algorithm: 'gradient_boosting',
  });
  model = trained.run.id;
});
afterAll(() => test[Symbol.asyncDispose]());

const classes = ['Adelie', 'Chinstrap', 'Gentoo'];

describe('serving.schema', () => {
  it('has one field a column with what training saw', async () => {
    const { fields, model: described } = await test.client.call('serving.schema', { model });
    expect(fields.map((field) => field.name)).toEqual(described.features);
    expect(described.classes).toEqual(classes);
    const island = fields.find((field) => field.name === 'island')!;
    expect(island.type).toBe('category');
    expect(island.categories!.toSorted()).toEqual(['Biscoe', 'Dream', 'Torgersen']);
    const bill = fields.find((field) => field.name === 'bill_length_mm')!;
    expect(bill.min).toBeGreaterThan(30);
    expect(bill.max).toBeLessThan(60);
  });
});

describe.each([
  ['penguins', 'species', 'gradient_boosting'],
  ['heart', 'disease', 'logistic_regression'],
  ['heart', 'disease', 'gradient_boosting'],
  ['ames', 'Sale_Price', 'gradient_boosting'],
  ['titanic', 'survived', 'gradient_boosting'],
] as const)('%s by %s', (sample, target, algorithm) => {
  it('predicts a row of a file as it predicts the row alone', async () => {
    const version = await importSample(test, sample, `${sample}-${algorithm}`);
    const { run, model: made } = await trainQuickly(test, { version, target, algorithm });
    const file = await samplePath(test, sample);
    const out = join(test.folder, `${sample}-${algorithm}-scored.csv`);
    const scored = await test.client.run('serving.predict', { model: run.id, file, out });
    const page = await test.client.call('data.preview', { version, limit: 20 });
    const names = page.columns.map((column) => column.name);
    const added = scored.columns.slice(names.length);
    expect(scored.columns.slice(0, names.length)).toEqual(names);
    expect(added).toEqual(['prediction', ...(made.classes ?? []).map((c) => `probability_${c}`)]);
    for (const [i, cells] of page.rows.entries()) {
      const row = Object.fromEntries(names.map((name, j): [string, Cell] => [name, cells[j]!]));
      const one = await test.client.call('serving.one', { model: run.id, row });
      const written = scored.preview[i]!.slice(names.length);
      expect(written).toEqual([one.prediction, ...Object.values(one.probabilities ?? {})]);
    }
    expect(scored.summary.reduce((sum, { count }) => sum + count, 0)).toBe(scored.rows);
  });
});

describe('serving.predict', () => {
  it('writes the cells of the file as they came, quoted and with leading zeros', async () => {
    const file = await rewriteLines(test, penguins, (line, at) =>
      at === 0 ? `"tag",${line},"note"` : `00${at},${line},"a ""b"", c"`,
    );
    const scored = await test.client.run('serving.predict', { model, file });
    expect(dirname(scored.path)).toBe(test.core.workspace.exportsFolder);
    expect(basename(scored.path)).toBe(`${basename(file, '.csv')}-predictions.csv`);
    const lines = (await readFile(scored.path, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(scored.rows + 1);
    expect(lines[1]).toMatch(
      /^001,Adelie,Torgersen,39.1,18.7,181,3750,male,2007,"a ""b"", c",Adelie,0\.\d+/,
    );
    expect((await stat(scored.path)).size).toBe(scored.bytes);
    // missing cells stay empty
    expect(lines[4]).toMatch(/^004,Adelie,Torgersen,,,,,,2007,/);
  });

  it('names a column that has vanished', async () => {
    const file = await rewriteLines(test, penguins, (line) =>
      line.split(',').toSpliced(1, 1).join(','),
    );
    await expect(test.client.run('serving.predict', { model, file })).rejects.toMatchObject({
      failure: { code: 'SCHEMA_MISMATCH', message: expect.stringContaining('island') },
    });
  });

  it('scores a file without the target, with its columns in another order', async () => {
    const file = await rewriteLines(test, penguins, (line) =>
      line.split(',').slice(1).toReversed().join(','),
    );
    const turned = await test.client.run('serving.predict', { model, file });
    const straight = await test.client.run('serving.predict', { model, file: penguins });
    const last = (rows: Cell[][]): Cell[][] => rows.map((row) => row.slice(-4));
    expect(last(turned.preview)).toEqual(last(straight.preview));
  });

  it('warns of a category it has not seen, with the column', async () => {
    const file = await rewriteLines(test, penguins, (line) =>
      line.replace('Torgersen', 'Atlantis'),
    );
    const { warnings, rows } = await test.client.run('serving.predict', { model, file });
    expect(rows).toBe(344);
    expect(warnings).toContainEqual(
      expect.objectContaining({ kind: 'unseen_category', column: 'island' }),
    );
  });

  it('scores a file that was scored before without losing a column', async () => {
    const first = await test.client.run('serving.predict', { model, file: penguins });
    const out = join(test.folder, 'again.csv');
    const again = await test.client.run('serving.predict', { model, file: first.path, out });
    expect(again.columns.slice(0, first.columns.length)).toEqual(first.columns);
    expect(again.columns.slice(first.columns.length)).toEqual([
      'prediction_1',
      ...classes.map((label) => `probability_${label}_1`),
    ]);
    expect(again.warnings.filter((warning) => warning.kind === 'name_taken')).toHaveLength(4);
  });

  it('never writes over the file it scores', async () => {
    const file = await rewriteLines(test, penguins, (line) => line);
    const before = await readFile(file, 'utf8');
    await expect(
      test.client.run('serving.predict', { model, file, out: file }),
    ).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT', path: 'out' },
    });
    expect(await readFile(file, 'utf8')).toBe(before);
  });

  it('tells of a file that is not there and leaves no output', async () => {
    const out = join(test.folder, 'nothing.csv');
    const file = join(test.folder, 'absent.csv');
    await expect(test.client.run('serving.predict', { model, file, out })).rejects.toMatchObject({
      failure: { code: 'FILE_NOT_FOUND' },
    });
    await expect(stat(out)).rejects.toThrow('ENOENT');
  });

  it('leaves an audit event', async () => {
    const { path } = await test.client.run('serving.predict', { model, file: penguins });
    const { events } = await test.client.call('audit.log', {});
    const event = events.find((one) => one.operation === 'serving.predict');
    expect(event?.detail).toMatchObject({ file: penguins, out: path, rows: 344 });
  });
});
