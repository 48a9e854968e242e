import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../../core/contract/contract.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import { importSample, trainQuickly } from '../../../support/train-sample.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'penguins', 'penguins');
  await importSample(test, 'titanic', 'titanic');
});
afterAll(() => test[Symbol.asyncDispose]());

const regression = { version: 'penguins', target: 'body_mass_g', algorithm: 'ridge' } as const;
const ways: Record<string, InputOf<'models.train'>> = {
  'rows set aside': { ...regression, seed: 3 },
  'whole groups': { ...regression, split: 'group', group: 'island' },
  'the latest rows': { ...regression, split: 'time', time: 'year' },
  'weighted rows': { ...regression, weight: 'bill_length_mm', target: 'flipper_length_mm' },
  'another version': { ...regression, test: 'penguins' },
  'the training rows': { ...regression, testFraction: 0 },
  classes: { version: 'penguins', target: 'species', algorithm: 'lda' },
};

it.each(Object.entries(ways))('finds the rows of the evaluation again: %s', async (_, input) => {
  const { run } = await trainQuickly(test, input);
  const shown = await test.client.call('evaluation.show', { run: run.id });
  const found = await test.client.run('evaluation.errors', { run: run.id, worst: 5 });
  expect(found).toMatchObject({ rows: shown.rows, on: shown.on });
  const { name } = found.metric;
  expect(found.overall.value).toBeCloseTo(shown.metrics[name]!, 12);
  // the worst rows are told by their numbers in the version
  const [worst] = found.worst;
  const page = await test.client.call('data.preview', {
    version: found.versionId,
    rows: [worst!.row],
  });
  const at = page.columns.findIndex((column) => column.name === input.target);
  expect(page.rows[0]![at]).toBe(worst!.actual);
  expect(Object.values(worst!.values)).toEqual(page.rows[0]);
});

it('keeps to the version that a test was named by', async () => {
  await importSample(test, 'penguins', 'later');
  const { run } = await trainQuickly(test, { ...regression, test: 'later' });
  const before = await test.client.run('evaluation.errors', { run: run.id });
  await importSample(test, 'titanic', 'later');
  const after = await test.client.run('evaluation.errors', { run: run.id });
  expect(after).toEqual(before);
});

describe('segments of errors', () => {
  it('are filters that choose the very rows, also of missing cells and odd names', async () => {
    const path = join(test.folder, 'odd.csv');
    const line = (i: number): string => {
      const kind = ['say "hi"', 'back\\slash', "it's", '=1+1', ''][i % 5]!;
      const size = i % 7 === 0 ? '' : String((i * 37) % 101);
      const day = new Date(Date.UTC(2024, 0, 1 + (i % 90))).toISOString().slice(0, 10);
      const wrong = i % 5 === 1 ? 40 : i % 7 === 0 ? 25 : i % 90 > 60 ? 15 : 1;
      const y = 100 + ((i % 2) * 2 - 1) * wrong + i / 1000;
      return `"${kind.replaceAll('"', '""')}",${size},${day},${y}`;
    };
    const lines = Array.from({ length: 600 }, (_, i) => line(i));
    await writeFile(path, `"the ""kind"" \`x\`",not,day,y\n${lines.join('\n')}\n`);
    await test.client.run('data.import', { files: [path], name: 'odd' });
    const { run } = await trainQuickly(test, {
      version: 'odd',
      target: 'y',
      algorithm: 'dummy',
      testFraction: 0,
    });
    const out = join(test.folder, 'worst.csv');
    const input = { run: run.id, maxDepth: 4, worst: 600, out };
    const { segments, versionId } = await test.client.run('evaluation.errors', input);
    expect(segments.length).toBeGreaterThan(2);
    expect(segments[0]!.filter).toMatch(/back/);
    // a spreadsheet must not run what is in cells
    const written = await readFile(out, 'utf8');
    expect(written).toMatch(/,'=1\+1,/);
    expect(written).not.toMatch(/,=/);
    for (const { filter, rows } of segments) {
      const page = await test.client.call('data.preview', { version: versionId, filter, limit: 1 });
      expect([filter, page.matching]).toEqual([filter, rows]);
    }
  });

  it('choose the very rows of a table with text, categories and gaps', async () => {
    const { run } = await trainQuickly(test, {
      version: 'titanic',
      target: 'survived',
      algorithm: 'logistic_regression',
      testFraction: 0,
    });
    const found = await test.client.run('evaluation.errors', {
      run: run.id,
      metric: 'accuracy',
      maxDepth: 5,
    });
    expect(found.segments.length).toBeGreaterThan(2);
    for (const { filter, rows, value } of found.segments) {
      const page = await test.client.call('data.preview', { version: found.versionId, filter });
      expect([filter, page.matching]).toEqual([filter, rows]);
      expect(value.method).toBe('wilson');
    }
    const worst = found.segments[0]!;
    expect(worst.value.value!).toBeLessThan(found.overall.value!);
  });
});

it('tells residuals with the numbers of their rows', async () => {
  const { run } = await trainQuickly(test, regression);
  const found = await test.client.run('evaluation.residuals', { run: run.id });
  const { row, actual, predicted, residual } = found.points;
  expect(row).toHaveLength(found.rows);
  const page = await test.client.call('data.preview', {
    version: found.versionId,
    rows: row.toSorted((a, b) => a - b),
    limit: 500,
  });
  const at = page.columns.findIndex((column) => column.name === regression.target);
  const truth = new Map(page.rowNumbers.map((number, i) => [number, page.rows[i]![at]]));
  expect(row.map((number) => truth.get(number))).toEqual(actual);
  expect(actual.map((value, i) => value - predicted[i]!)).toEqual(residual);
  const ofRow = new Map(row.map((number, i) => [number, residual[i]!]));
  expect(found.qq.row.map((number) => ofRow.get(number))).toEqual(
    residual.toSorted((a, b) => a - b),
  );
  const sum = residual.reduce((total, value) => total + value, 0);
  expect(found.meanResidual).toBeCloseTo(sum / found.rows, 9);
});
