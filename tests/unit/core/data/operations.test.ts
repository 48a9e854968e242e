import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(() => test[Symbol.asyncDispose]());

const heart = 'datasets/heart_cleveland_uci.csv';
const titanic = 'datasets/titanic_openml.csv';

describe('data.import', () => {
  it('keeps the file byte for byte, and makes the next version of a known name', async () => {
    const first = await test.client.run('data.import', { files: [heart], name: 'Heart' });
    const second = await test.client.run('data.import', { files: [heart], name: 'heart' });
    expect(first.version).toMatchObject({ datasetName: 'Heart', number: 1, rows: 302 });
    expect(second.version).toMatchObject({ datasetName: 'Heart', number: 2 });
    expect(first.version.columns.find((column) => column.name === 'ca')).toEqual({
      name: 'ca',
      type: 'integer',
      missing: 4,
    });
    const bronze = await test.core.workspace.artifacts.read(first.bronze.sha256);
    expect(Buffer.from(bronze).equals(await readFile(heart))).toBe(true);
    expect(second.version.sha256).toBe(first.version.sha256);
  });

  it('imports what it can of several files and lists what failed', async () => {
    const output = await test.client.run('data.import', {
      files: [titanic, 'nowhere.csv', 'tests/fixtures/csv/empty.csv'],
    });
    expect(output.imports.map((one) => one.dataset.name)).toEqual(['titanic_openml']);
    expect(output.failures.map((failure) => failure.error.code)).toEqual([
      'FILE_NOT_FOUND',
      'FILE_EMPTY',
    ]);
  });

  it('fails with the first failure when every file fails', async () => {
    const files = ['tests/fixtures/csv/empty.csv', 'nowhere.csv'];
    await expect(test.client.run('data.import', { files })).rejects.toMatchObject({
      failure: { code: 'FILE_EMPTY' },
    });
  });

  it('refuses names that could not be told from versions', async () => {
    await expect(
      test.client.run('data.import', { files: [heart], name: 'a@2' }),
    ).rejects.toMatchObject({ failure: { code: 'INVALID_INPUT' } });
  });

  it('leaves nothing in the temporary folder, whether it succeeds, fails or is cancelled', async () => {
    const lines = Array.from({ length: 300_000 }, (_, i) => `${i},${i * 2},text ${i}`).join('\n');
    const path = join(test.folder, 'long.csv');
    await writeFile(path, `a,b,c\n${lines}\n`);
    const controller = new AbortController();
    const running = test.client.run(
      'data.import',
      { files: [path] },
      {
        signal: controller.signal,
      },
    );
    setTimeout(() => controller.abort(), 60);
    await expect(running).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
    await expect(test.client.call('data.show', { version: 'long' })).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND' },
    });
    expect(await readdir(test.core.workspace.temporaryFolder)).toEqual([]);
  });

  it('tells in the audit log what was imported', async () => {
    const { events } = await test.client.call('audit.log', {});
    const event = events.find((candidate) => candidate.operation === 'data.import')!;
    expect(event.detail).toMatchObject({ dataset: 'titanic_openml', rows: 1309, rejected: 0 });
  });
});

describe('data.preview', () => {
  it('pages, sorts with missing last, and counts what matches', async () => {
    const page = await test.client.call('data.preview', {
      version: 'titanic_openml',
      sort: 'age:desc',
      filter: 'sex = "male" and survived = 1',
      limit: 2,
    });
    expect([page.total, page.matching]).toEqual([1309, 161]);
    const age = page.columns.findIndex((column) => column.name === 'age');
    expect(page.rows.map((row) => row[age])).toEqual([80, 62]);
    const last = await test.client.call('data.preview', {
      version: 'titanic_openml',
      sort: 'age:desc',
      offset: 1308,
    });
    expect(last.rows[0]![age]).toBeNull();
  });

  it('keeps the order of the file and ends where it ends', async () => {
    const page = await test.client.call('data.preview', { version: 'heart@1', offset: 300 });
    expect(page.rows).toHaveLength(2);
    const lines = (await readFile(heart, 'utf8')).trim().split('\n');
    expect(String(page.rows[1]![0])).toBe(lines.at(-1)!.split(',')[0]);
    const beyond = await test.client.call('data.preview', { version: 'heart@1', offset: 999 });
    expect(beyond.rows).toEqual([]);
  });

  it.each([
    ['nothing = 1', 'nothing'],
    ['age > ', 'position 7'],
    ['age = "old"', 'number'],
    ['1 = 1', 'column'],
  ])('refuses the filter %s', async (filter, told) => {
    await expect(
      test.client.call('data.preview', { version: 'heart', filter }),
    ).rejects.toMatchObject({ failure: { code: 'INVALID_INPUT' } });
    const error = await test.client
      .call('data.preview', { version: 'heart', filter })
      .catch((caught: unknown) => caught as { failure: { message: string; hint: string } });
    const { failure } = error as { failure: { message: string; hint: string } };
    expect(`${failure.message} ${failure.hint}`).toContain(told);
  });
});

describe('data.summaries', () => {
  it('adds up to the rows of the version', async () => {
    const { rows, columns } = await test.client.call('data.summaries', { version: 'heart' });
    for (const column of columns) {
      const counted = column.histogram
        ? column.histogram.counts.reduce((sum, count) => sum + count, 0)
        : column.top.reduce((sum, { count }) => sum + count, 0);
      expect(counted + column.missing, column.name).toBe(rows);
      expect(column.histogram?.counts.length ?? 0).toBeLessThanOrEqual(20);
    }
    expect(columns.find((column) => column.name === 'sex')!.histogram).toEqual({
      edges: [-0.5, 0.5, 1.5],
      counts: [96, 206],
    });
  });
});

describe('data.export', () => {
  it('writes a CSV that equals the file it was imported from', async () => {
    const out = join(test.folder, 'titanic.csv');
    const { rows } = await test.client.run('data.export', { version: 'titanic_openml', out });
    expect(rows).toBe(1309);
    expect(await readFile(out, 'utf8')).toBe(await readFile(titanic, 'utf8'));
  });

  it('escapes what a spreadsheet would run when asked to', async () => {
    await test.client.run('data.import', { files: ['tests/fixtures/csv/formulas.csv'] });
    const out = join(test.folder, 'formulas.csv');
    await test.client.run('data.export', { version: 'formulas', out, escapeFormulas: true });
    expect(await readFile(out, 'utf8')).toBe("a,b\n'=1+1,'+2\n'-3,'@x\n");
  });

  it('writes JSON records', async () => {
    const out = join(test.folder, 'heart.json');
    await test.client.run('data.export', { version: 'heart', format: 'json', out });
    const records = JSON.parse(await readFile(out, 'utf8')) as Record<string, unknown>[];
    expect(records).toHaveLength(302);
    expect(records[0]).toMatchObject({ age: 63, disease: expect.any(String) });
    const { events } = await test.client.call('audit.log', { limit: 1 });
    expect(events[0]).toMatchObject({ operation: 'data.export', detail: { path: out, rows: 302 } });
  });

  it.each(['csv', 'json'] as const)(
    'leaves the %s that was there, and nothing beside it, when it is cancelled',
    async (format) => {
      const rows = Array.from({ length: 300_000 }, (_, i) => `${i},${i * 0.37},text ${i}`);
      const file = join(test.folder, 'many.csv');
      await writeFile(file, `id,value,label\n${rows.join('\n')}\n`);
      const { version } = await test.client.run('data.import', { files: [file] });
      const folder = join(test.folder, `cancelled-${format}`);
      await mkdir(folder);
      const out = join(folder, 'out');
      await writeFile(out, 'before');
      const abort = new AbortController();
      let cancelledAt = 0;
      const exporting = test.client.run(
        'data.export',
        { version: version.id, format, out },
        {
          signal: abort.signal,
          onProgress: ({ fraction }) => {
            if (cancelledAt > 0 || (fraction ?? 0) < 0.3) return;
            cancelledAt = performance.now();
            abort.abort();
          },
        },
      );
      await expect(exporting).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
      expect(performance.now() - cancelledAt).toBeLessThan(1000);
      expect(await readdir(folder)).toEqual(['out']);
      expect(await readFile(out, 'utf8')).toBe('before');
    },
  );

  it('says why a place cannot be written to, and leaves nothing there', async () => {
    const out = join(test.folder, 'plain.txt', 'deeper', 'out.csv');
    await writeFile(join(test.folder, 'plain.txt'), 'a file');
    await chmod(join(test.folder, 'plain.txt'), 0o400);
    await expect(test.client.run('data.export', { version: 'heart', out })).rejects.toMatchObject({
      failure: { code: 'WRITE_FAILED' },
    });
  });
});

describe('data.samples', () => {
  it('lists files that are there and import as listed', async () => {
    const { samples } = await test.client.call('data.samples', {});
    expect(samples.length).toBeGreaterThanOrEqual(10);
    const output = await test.client.run('data.import', {
      files: samples.map((sample) => sample.path),
    });
    expect(output.failures).toEqual([]);
    for (const [index, { version, rejected }] of output.imports.entries()) {
      const { id, rows, columns, target } = samples[index]!;
      expect([version.rows, version.columns.length, rejected.rows], id).toEqual([rows, columns, 0]);
      expect(version.columns.map((column) => column.name)).toContain(target);
    }
  });
});

describe('eda.profile', () => {
  it('profiles on a worker and answers from the cache the second time', async () => {
    const first = await test.client.run('eda.profile', { version: 'titanic_openml' });
    const again = await test.client.run('eda.profile', { version: 'titanic_openml' });
    expect(again).toEqual(first);
    expect(first.alerts.map((alert) => alert.kind)).toContain('high_correlation');
    expect(first.columns).toHaveLength(14);
  });
});
