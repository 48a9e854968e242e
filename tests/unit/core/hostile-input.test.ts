import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RequestError } from '../../../core/contract/client.ts';
import type { InputOf, OutputOf } from '../../../core/contract/contract.ts';
import { openTestCore, type TestCore } from '../../support/open-test-core.ts';

/** Bad input through the public operations: a clear answer each time, and a workspace that stays sound. */
let test: TestCore;
let model: string;

const place = (name: string): string => join(test.folder, name);

async function write(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(place(name), content);
  return place(name);
}

const importFile = (file: string, more: Partial<InputOf<'data.import'>> = {}) =>
  test.client.run('data.import', { files: [file], ...more });

async function importText(name: string, content: string | Uint8Array) {
  return importFile(await write(`${name}.csv`, content));
}

function table(target: (row: number) => string): string {
  const rows = Array.from({ length: 1100 }, (_, i) => `${i % 17}.5,${'abc'[i % 3]},${target(i)}`);
  return `x,z,y\n${rows.join('\n')}\n`;
}

async function failureOf(work: Promise<unknown>) {
  try {
    await work;
  } catch (error) {
    if (error instanceof RequestError) return error.failure;
    throw error;
  }
  throw new Error('It did not fail');
}

const kinds = (warnings: readonly { kind: string; column?: string | undefined }[]): string[] =>
  warnings.map(({ kind, column }) => (column === undefined ? kind : `${kind} ${column}`));

interface Kept {
  readonly datasets: number;
  readonly versions: number;
  readonly artifacts: number;
  readonly files: number;
}

/** What the workspace holds, in its tables and on disk. */
async function kept(): Promise<Kept> {
  const { db, path } = test.core.workspace;
  const count = (name: string): number =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${name}`).get()!.n;
  const files = await readdir(join(path, 'artifacts'), { recursive: true, withFileTypes: true });
  return {
    datasets: count('datasets'),
    versions: count('dataset_versions'),
    artifacts: count('artifacts'),
    files: files.filter((entry) => entry.isFile()).length,
  };
}

beforeAll(async () => {
  test = await openTestCore();
  await importText(
    'good',
    table((i) => (i % 2 ? 'up' : 'down')),
  );
  const trained = await test.client.run('models.train', {
    version: 'good',
    target: 'y',
    algorithm: 'gradient_boosting',
    cv: 0,
    params: { n_estimators: 3 },
  });
  model = trained.model.id;
  await mkdir(place('folder'));
  if (process.platform !== 'win32') execFileSync('mkfifo', [place('pipe')]);
  await symlink(place('gone.csv'), place('dangling.csv'));
});

afterAll(() => test[Symbol.asyncDispose]());

describe('a file that is no table', () => {
  const onUnix = process.platform === 'win32' ? [] : [['pipe'], ['/dev/zero']];

  it.each([
    ['empty', '', 'FILE_EMPTY'],
    ['blank', ' \n\n \n', 'FILE_EMPTY'],
    ['binary', new Uint8Array(5000).map((_, i) => (i * 37) % 256), 'PARSE_FAILED'],
  ] as const)('%s is refused and leaves nothing', async (name, content, code) => {
    const before = await kept();
    const failure = await failureOf(importText(name, content));
    expect(failure).toMatchObject({ code, message: expect.stringContaining(`${name}.csv`) });
    expect(failure.hint).toBeTruthy();
    expect(JSON.stringify(failure)).not.toContain(test.core.workspace.temporaryFolder);
    expect(await kept()).toEqual(before);
  });

  it('a folder without files is refused, and cannot be scored', async () => {
    const folder = place('folder');
    expect(await failureOf(importFile(folder))).toMatchObject({ code: 'FILE_NOT_FOUND' });
    const scored = test.client.run('serving.predict', { model, file: folder });
    expect(await failureOf(scored)).toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it.each(onUnix)('%s is refused without being read', async (name) => {
    const file = name.startsWith('/') ? name : place(name);
    expect(await failureOf(importFile(file))).toMatchObject({ code: 'FILE_UNREADABLE' });
    const scored = test.client.run('serving.predict', { model, file });
    expect(await failureOf(scored)).toMatchObject({ code: 'FILE_UNREADABLE' });
    const sniffed = test.client.call('data.sniff', { file });
    expect(await failureOf(sniffed)).toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it.each(['gone.csv', 'dangling.csv', 'good.csv/x.csv'])('%s is not there', async (name) => {
    expect(await failureOf(importFile(place(name)))).toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

describe('an odd table', () => {
  it.each<[string, string, number, string[], string[]]>([
    ['header only', 'a,b\n', 0, ['a', 'b'], ['no_rows']],
    ['one column', 'a\n1\n\n3\n', 3, ['a'], []],
    ['ragged rows', 'a,b\n1,2\n3\n4,5,6\n7,8\n', 2, ['a', 'b'], ['rejected_rows']],
    [
      'duplicate and empty names',
      'a,a,,A\n1,2,3,4\n',
      1,
      ['a', 'a_2', 'column_3', 'A_3'],
      ['duplicate_name a_2', 'duplicate_name A_3', 'empty_name'],
    ],
    ['zero bytes', 'a,b\n1,x\0y\n2,z\n', 2, ['a', 'b'], ['nul_bytes']],
    ['infinite values', 'a,b\n1.5,x\ninf,y\n2.5,x\n', 3, ['a', 'b'], ['infinite a']],
    ['overflowing values', 'a,b\n1.5,x\n-1e999,y\n', 2, ['a', 'b'], ['infinite a']],
  ])('with %s is imported, and says what was done', async (name, text, rows, names, told) => {
    const imported = await importText(name, text);
    expect(imported.version.rows).toBe(rows);
    expect(imported.version.columns.map((column) => column.name)).toEqual(names);
    expect(kinds(imported.warnings)).toEqual(told);
    const page = await test.client.call('data.preview', { version: name });
    expect(page.total).toBe(rows);
    await test.client.run('eda.profile', { version: name });
  });

  it('in another encoding than named rejects the rows it cannot read', async () => {
    const lines = Array.from({ length: 200 }, (_, i) => (i === 90 ? 'café,1' : `plain ${i},2`));
    const file = await write('latin.csv', Buffer.from(`a,b\n${lines.join('\n')}\n`, 'latin1'));
    const { rejected, version } = await importFile(file, { encoding: 'utf-8' });
    expect([rejected.rows, version.rows]).toEqual([1, 199]);
    expect((await importFile(file)).rejected.rows).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('may have any name', async () => {
    const file = await write(`we"ird' ünï\n'; --@2.csv`, 'a,b\n1,2\n');
    const { dataset, version } = await importFile(file);
    const shown = await test.client.call('data.show', { version: dataset.name });
    expect(shown.version.id).toBe(version.id);
    const out = place(`o"u't ü\n.csv`);
    await test.client.run('data.export', { version: version.id, out });
    expect(await readFile(out, 'utf8')).toBe('a,b\n1,2\n');
    const scored = await failureOf(test.client.run('serving.predict', { model, file }));
    expect(scored).toMatchObject({ code: 'SCHEMA_MISMATCH' });
  });
});

describe('a target that cannot be learned', () => {
  it.each([
    ['constant', () => 'k', 'TARGET_INVALID', /'k' on every row/],
    ['missing', () => '', 'TARGET_INVALID', /no value/],
    ['too-many', (i: number) => `v${i % 1001}`, 'TARGET_INVALID', /1001 classes/],
  ])('%s is refused before a run begins', async (name, target, code, message) => {
    await importText(name, table(target));
    const before = await test.client.call('tracking.runs', {});
    const failure = await failureOf(
      test.client.run('models.train', { version: name, target: 'y' }),
    );
    expect(failure).toMatchObject({ code, path: 'target', hint: expect.any(String) });
    expect(failure.message).toMatch(message);
    expect(await test.client.call('tracking.runs', {})).toEqual(before);
  });

  it('absent is refused with the columns there are', async () => {
    const failure = await failureOf(
      test.client.run('models.train', { version: 'good', target: 'Y' }),
    );
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', path: 'target' });
    expect(failure.message).toContain('x, z, y');
  });

  it.each([
    ['a,b\n', 'TARGET_INVALID'],
    ['a,b\n1,x\n', 'TARGET_INVALID'],
    ['a,b\n1,x\n2,y\n3,x\n4,y\n', 'NOT_ENOUGH_DATA'],
  ])('of %j is refused for want of rows', async (text, code) => {
    const { version } = await importText('tiny', text);
    const training = test.client.run('models.train', { version: version.id, target: 'b' });
    expect(await failureOf(training)).toMatchObject({ code, hint: expect.any(String) });
  });
});

describe('a file to score', () => {
  async function score(text: string): Promise<OutputOf<'serving.predict'>> {
    const file = await write('to-score.csv', text);
    return test.client.run('serving.predict', { model, file, out: place('scored.csv') });
  }

  it.each([
    ['an unseen category', 'x,z\n1.5,new\n2.5,a\n', ['unseen_category z'], 2],
    ['text where numbers were', 'x,z\nlow,a\n2,b\n', ['forced_type x'], 2],
    ['numbers where categories were', 'x,z\n1,1\n2,2\n', ['unseen_category z'], 2],
    ['infinite values', 'x,z\ninf,a\n-Infinity,b\n1e999,a\n', ['infinite x'], 3],
    ['no rows', 'x,z\n', ['no_rows'], 0],
  ])('with %s is scored with a warning', async (_, text, told, rows) => {
    const scored = await score(text);
    expect(kinds(scored.warnings)).toEqual(expect.arrayContaining(told));
    expect(scored.rows).toBe(rows);
    const lines = (await readFile(scored.path, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(rows + 1);
    for (const line of lines.slice(1)) expect(line).toMatch(/,(up|down),0\.\d+,0\.\d+$/);
  });

  it.each([
    ['x\n1.5\n', 'SCHEMA_MISMATCH'],
    ['1.5,a\n2.5,b\n', 'SCHEMA_MISMATCH'],
    ['', 'FILE_EMPTY'],
  ])('%j is refused, and what was scored before stays', async (text, code) => {
    await writeFile(place('scored.csv'), 'before');
    expect(await failureOf(score(text))).toMatchObject({ code });
    expect(await readFile(place('scored.csv'), 'utf8')).toBe('before');
  });
});

it('drift between versions that share no column says which columns there are', async () => {
  await importText('other', 'p,q\n1,2\n3,4\n');
  const failure = await failureOf(
    test.client.run('monitoring.drift', { reference: 'good', current: 'other' }),
  );
  expect(failure).toMatchObject({ code: 'NOT_ENOUGH_DATA', hint: expect.any(String) });
  expect(failure.message).toContain('x: only in the reference');
});

describe('a place to write to', () => {
  const writers: readonly [string, (out: string) => Promise<unknown>][] = [
    ['data.export', (out) => test.client.run('data.export', { version: 'good', out })],
    [
      'data.export json',
      (out) => test.client.run('data.export', { version: 'good', format: 'json', out }),
    ],
    [
      'data.export parquet',
      (out) => test.client.run('data.export', { version: 'good', format: 'parquet', out }),
    ],
    [
      'serving.predict',
      (out) => test.client.run('serving.predict', { model, file: place('good.csv'), out }),
    ],
    [
      'explainability.shap',
      (out) => test.client.run('explainability.shap', { model, version: 'good', limit: 5, out }),
    ],
    [
      'monitoring.drift',
      (html) => test.client.run('monitoring.drift', { reference: 'good', current: 'good', html }),
    ],
    [
      'reporting.render',
      (out) => test.client.run('reporting.render', { kind: 'training', id: 'latest', out }),
    ],
  ];

  it.each(writers)('of %s that cannot be written is named', async (_, run) => {
    const failure = await failureOf(run(join(place('good.csv'), 'below', 'a-file')));
    expect(failure).toMatchObject({ code: 'WRITE_FAILED', hint: expect.any(String) });
    expect(failure.message).toContain('good.csv');
  });

  it.each(writers)('of %s is never inside the workspace', async (_, run) => {
    const { path } = test.core.workspace;
    for (const name of ['workspace.db', 'artifacts/x', 'logs/assay.log']) {
      expect(await failureOf(run(join(path, name)))).toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it.skipIf(process.platform === 'win32').each(writers)('of %s is never a pipe', async (_, run) => {
    expect(await failureOf(run(place('pipe')))).toMatchObject({ code: 'WRITE_FAILED' });
    expect(
      (await readdir(test.folder, { withFileTypes: true })).find((e) => e.name === 'pipe'),
    ).toSatisfy((entry: { isFIFO(): boolean }) => entry.isFIFO());
  });

  it('keeps the file that was there when the new one fails half way', async () => {
    const { artifacts } = test.core.workspace;
    const { version } = await importText(
      'damaged',
      table((i) => String(i)),
    );
    const out = await write('kept.csv', 'precious\n');
    // The version's own file is cut in the middle: reading fails after writing has begun.
    const parquet = artifacts.path(version.sha256);
    await writeFile(parquet, (await readFile(parquet)).subarray(0, 2000));
    for (const format of ['csv', 'json'] as const) {
      const failure = await failureOf(
        test.client.run('data.export', { version: version.id, format, out }),
      );
      expect(failure.code).not.toBe('CANCELLED');
      expect(await readFile(out, 'utf8')).toBe('precious\n');
    }
    expect((await readdir(test.folder)).filter((name) => /\.(part|tmp)$/.test(name))).toEqual([]);
  });

  it('is replaced whole when it is the file the version came from', async () => {
    const text = table((i) => String(i % 5));
    const { version } = await importText('source', text);
    const out = place('source.csv');
    await test.client.run('data.export', { version: version.id, out });
    expect(await readFile(out, 'utf8')).toBe(text);
  });

  it('is never the file that is scored', async () => {
    const out = place('good.csv');
    const before = await readFile(out);
    const failure = await failureOf(test.client.run('serving.predict', { model, file: out, out }));
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', path: 'out' });
    expect(before.equals(await readFile(out))).toBe(true);
  });
});

it('leaves nothing half done in the workspace after all of this', async () => {
  const { db, path, temporaryFolder } = test.core.workspace;
  expect(await readdir(temporaryFolder)).toEqual([]);
  expect(await test.client.call('audit.verify', {})).toMatchObject({ valid: true });
  expect(db.pragma('foreign_key_check')).toEqual([]);
  const { artifacts, files } = await kept();
  expect(files).toBe(artifacts);
  const shas = db.prepare<[], { sha256: string }>('SELECT sha256 FROM artifacts').all();
  for (const { sha256 } of shas) test.core.workspace.artifacts.path(sha256);
  const { runs } = await test.client.call('tracking.runs', {});
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['finished', 'failed']));
  expect(await readdir(join(path, 'exports'))).toEqual([]);
});
