import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import readXlsxFile from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labelsOf } from '../../../../../core/data/sources/import-combined.ts';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(() => test[Symbol.asyncDispose]());

let made = 0;
async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = join(test.folder, `files-${made++}`);
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

const cellsOf = async (version: string) =>
  (await test.client.call('data.preview', { version, limit: 1000 })).rows;

const json = '[{"a":1,"b":"x"},{"a":2,"b":null}]';

describe('data.import of other formats', () => {
  it('keeps the bytes, the format and the warnings beside the version', async () => {
    const folder = await folderOf({ 'data.json': '[{"a":1,"l":[1]},{"a":2}]' });
    const file = join(folder, 'data.json');
    const output = await test.client.run('data.import', { files: [file] });
    expect(output).toMatchObject({ format: 'json', sniffed: null, dataset: { name: 'data' } });
    const bronze = await test.core.workspace.artifacts.read(output.bronze.sha256);
    expect(Buffer.from(bronze).equals(await readFile(file))).toBe(true);
    const shown = await test.client.call('data.show', { version: output.version.id });
    expect(shown.source).toMatchObject({ format: 'json', sniffed: null, file });
    expect(shown.source!.warnings.map(({ kind }) => kind)).toEqual(['nested_as_text']);
    expect(await readdir(test.core.workspace.temporaryFolder)).toEqual([]);
  });

  it.each([
    ['a.json.gz', gzipSync(json)],
    ['a.json.zst', zstdCompressSync(json)],
  ])('expands %s', async (name, bytes) => {
    const folder = await folderOf({ [name]: bytes });
    const output = await test.client.run('data.import', { files: [join(folder, name)] });
    expect(output.dataset.name).toBe('a');
    expect(await cellsOf(output.version.id)).toEqual([
      [1, 'x'],
      [2, null],
    ]);
  });

  it('names a dataset by its sheet, and reads a format that is asked for', async () => {
    const sheets = [
      { data: [[{ value: 'a' }], [{ value: 1 }]], sheet: 'One' },
      { data: [[{ value: 'b' }], [{ value: 2 }]], sheet: 'Two' },
    ];
    const folder = await folderOf({
      'book.xlsx': await writeXlsxFile(sheets).toBuffer(),
      'odd.csv': json,
    });
    const book = join(folder, 'book.xlsx');
    const output = await test.client.run('data.import', { files: [book], sheet: 'Two' });
    expect(output.dataset.name).toBe('book Two');
    expect(await cellsOf(output.version.id)).toEqual([[2]]);
    const sniffed = await test.client.call('data.sniff', { file: book });
    expect(sniffed).toMatchObject({
      format: 'excel',
      suggestedName: 'book',
      tables: [{ name: 'One' }, { name: 'Two' }],
      columns: [{ name: 'a', type: 'integer' }],
      preview: [['1']],
    });
    const odd = await test.client.run('data.import', {
      files: [join(folder, 'odd.csv')],
      format: 'json',
    });
    expect(odd.version.rows).toBe(2);
  });

  it('leaves nothing behind when a file cannot be read', async () => {
    const folder = await folderOf({ 'a.json': '[{"a":', 'b.xlsx': 'PK\x03\x04 no archive' });
    for (const name of ['a.json', 'b.xlsx']) {
      await expect(
        test.client.run('data.import', { files: [join(folder, name)] }),
      ).rejects.toMatchObject({ failure: { code: 'PARSE_FAILED' } });
      await expect(
        test.client.call('data.sniff', { file: join(folder, name) }),
      ).rejects.toMatchObject({ failure: { code: 'PARSE_FAILED' } });
    }
    expect(await readdir(test.core.workspace.temporaryFolder)).toEqual([]);
  });

  it('is cancelled within a second, without a trace', async () => {
    const lines = `${JSON.stringify({ a: 1, b: 'some text', c: 2.5 })}\n`.repeat(600_000);
    const folder = await folderOf({ 'long.jsonl': lines });
    const controller = new AbortController();
    let aborted = 0;
    const asked = test.client.run(
      'data.import',
      { files: [join(folder, 'long.jsonl')] },
      {
        signal: controller.signal,
        onProgress: (job) => {
          if (aborted > 0 || (job.fraction ?? 0) < 0.35) return;
          aborted = Date.now();
          controller.abort();
        },
      },
    );
    await expect(asked).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(Date.now() - aborted).toBeLessThan(3000);
    expect(await readdir(test.core.workspace.temporaryFolder)).toEqual([]);
  });
});

describe('data.import of a folder', () => {
  it('combines many files of slightly different headers by name', async () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 60; i++) {
      const header = ['Day,PM10,Station', 'day,pm10,Station,Note', 'Station, PM10 ,Day'][i % 3]!;
      const row = [`2020-01-01,${i},N`, `2020-01-02,${i}.5,S,windy`, `E,,2020-01-03`][i % 3]!;
      files[`day${i}.csv`] = `${header}\n${row}\n${row}\n`;
    }
    const folder = await folderOf({
      ...files,
      'broken.csv': Buffer.from([0, 1, 2, 3, 0, 0, 7]),
      'stranger.csv': 'x,y\n1,2\n',
      '.hidden.csv': 'Day\n1\n',
      'notes.pdf': 'none',
    });
    await mkdir(join(folder, 'deeper'));
    await symlink('/etc/passwd', join(folder, 'link.csv'));
    const output = await test.client.run('data.import', { files: [folder], name: 'air' });
    expect(output.imports).toHaveLength(1);
    expect(output.version).toMatchObject({ datasetName: 'air', rows: 120 });
    expect(output.version.columns).toEqual([
      { name: 'Day', type: 'datetime', missing: 0 },
      { name: 'PM10', type: 'number', missing: 40 },
      { name: 'Station', type: 'category', missing: 0 },
      { name: 'Note', type: 'category', missing: 80 },
      { name: 'source_file', type: expect.any(String), missing: 0 },
    ]);
    const rows = await cellsOf('air');
    expect(rows[0]).toEqual(['2020-01-01T00:00:00.000Z', 0, 'N', null, 'day0.csv']);
    // numbers in names count as numbers
    expect(rows[2 * 2]).toEqual(['2020-01-03T00:00:00.000Z', null, 'E', null, 'day2.csv']);
    expect(rows[2 * 10]![4]).toBe('day10.csv');
    expect(
      Object.fromEntries(output.failures.map(({ file, error }) => [file, error.code])),
    ).toEqual({
      [join(folder, 'broken.csv')]: 'PARSE_FAILED',
      [join(folder, 'stranger.csv')]: 'SCHEMA_MISMATCH',
    });
    const kinds = output.warnings.map(({ kind }) => kind);
    expect(kinds).toContain('files_skipped');
    expect(kinds).toContain('column_not_everywhere');

    // each file is kept byte for byte, also when storage is reclaimed
    await test.client.run('data.reclaim', {});
    const list = JSON.parse(await test.core.workspace.artifacts.readText(output.bronze.sha256)) as {
      file: string;
      sha256: string;
    }[];
    expect(list).toHaveLength(60);
    const kept = await test.core.workspace.artifacts.readText(list[5]!.sha256);
    expect(kept).toBe(files['day5.csv']);
  });

  it('combines files of several formats when asked to, and widens types', async () => {
    const folder = await folderOf({
      'a.csv': 'id,v,w\n1,5,\n',
      'b.json': '[{"ID": 2, "v": "text", "w": true}]',
      'c.csv': 'id,v,w,from\n3,7,,x\n',
    });
    const files = ['a.csv', 'b.json', 'c.csv'].map((name) => join(folder, name));
    const output = await test.client.run('data.import', {
      files,
      combine: true,
      sourceColumn: 'from',
    });
    expect(await cellsOf(output.version.id)).toEqual([
      [1, '5', null, null, 'a.csv'],
      [2, 'text', true, null, 'b.json'],
      [3, '7', null, 'x', 'c.csv'],
    ]);
    expect(output.version.columns.map(({ name }) => name)).toEqual([
      'id',
      'v',
      'w',
      'from',
      'from_2',
    ]);
    expect(output.warnings.map(({ kind }) => kind)).toContain('combined_types');
  });

  it('fails when it holds no table, and when no file can be read', async () => {
    const empty = await folderOf({ 'a.pdf': 'x' });
    await expect(test.client.run('data.import', { files: [empty] })).rejects.toMatchObject({
      failure: { code: 'FILE_NOT_FOUND' },
    });
    const broken = await folderOf({ 'a.json': '[', 'b.json': '{' });
    await expect(test.client.run('data.import', { files: [broken] })).rejects.toMatchObject({
      failure: { code: 'PARSE_FAILED' },
    });
  });

  it('tells files of one name apart by their folders', () => {
    expect(labelsOf(['/a/x/1.csv', '/a/y/1.csv'])).toEqual(['x/1.csv', 'y/1.csv']);
    expect(labelsOf(['/a/x/1.csv', '/b/2.csv'])).toEqual(['1.csv', '2.csv']);
  });
});

describe('data.paste', () => {
  it('reads cells copied from a spreadsheet, and comma-separated text', async () => {
    const text = 'name\tscore\r\n"two\nlines"\t1,5\r\nAnn\t\r\n';
    const pasted = await test.client.run('data.paste', { text, name: 'clip' });
    expect(pasted.dataset.name).toBe('clip');
    expect((await cellsOf('clip')).map((row) => row[0])).toEqual(['two\nlines', 'Ann']);
    const typed = await test.client.run('data.paste', {
      text: 'id,b\n007,1\n008,2\n',
      name: 'commas',
      types: { b: 'text' },
    });
    expect(typed.version.columns).toEqual([
      { name: 'id', type: 'text', missing: 0 },
      { name: 'b', type: 'text', missing: 0 },
    ]);
    const shown = await test.client.call('data.show', { version: 'clip' });
    expect(shown.source!.file).toBe('pasted text');
  });

  it('does not keep a long text a second time in the record of the job', async () => {
    const text = `a,b\n${'1,2\n'.repeat(60_000)}`;
    await test.client.run('data.paste', { text, name: 'long' });
    const row = test.core.workspace.db
      .prepare(`SELECT max(length(input_json)) AS n FROM jobs WHERE operation = 'data.paste'`)
      .get() as { n: number };
    expect(row.n).toBeLessThan(1000);
  });

  it('refuses a name that could not be told from a version', async () => {
    await expect(
      test.client.run('data.paste', { text: 'a\n1\n', name: 'x@1' }),
    ).rejects.toMatchObject({ failure: { code: 'INVALID_INPUT' } });
  });
});

describe('data.export', () => {
  it('writes a workbook that another program reads, formulas as mere texts', async () => {
    const folder = await folderOf({
      'a.csv':
        'name,n,x,flag,day,at\n=1+1,1,0.1,true,2020-01-31,2020-01-01T10:20:30.123Z\n"a&<b>""c""\n",,1e300,false,1850-05-05,2020-01-01T00:00:00Z\n',
    });
    await test.client.run('data.import', { files: [join(folder, 'a.csv')], name: 'book' });
    const out = join(folder, 'out.xlsx');
    const written = await test.client.run('data.export', { version: 'book', format: 'xlsx', out });
    expect(written).toMatchObject({ path: out, rows: 2, bytes: (await stat(out)).size });
    const [sheet] = await readXlsxFile(out, { trim: false });
    expect(sheet).toEqual({
      sheet: 'data',
      data: [
        ['name', 'n', 'x', 'flag', 'day', 'at'],
        ['=1+1', 1, 0.1, true, new Date('2020-01-31'), new Date('2020-01-01T10:20:30.123Z')],
        ['a&<b>"c"\n', null, 1e300, false, '1850-05-05', new Date('2020-01-01')],
      ],
    });
    await test.client.run('data.export', {
      version: 'book',
      format: 'xlsx',
      out,
      escapeFormulas: true,
    });
    const [escaped] = await readXlsxFile(out);
    expect(escaped!.data[1]![0]).toBe("'=1+1");
  });

  it('refuses what does not fit in a sheet, and says what to do', async () => {
    const folder = await folderOf({ 'long.csv': `a\n${'1\n'.repeat(1_048_576)}` });
    await test.client.run('data.import', { files: [join(folder, 'long.csv')], name: 'million' });
    await expect(
      test.client.run('data.export', { version: 'million', format: 'xlsx' }),
    ).rejects.toMatchObject({
      failure: { code: 'UNSUPPORTED', hint: expect.stringContaining('Parquet') },
    });
    const folderOut = await folderOf({ 'a.json': JSON.stringify([{ t: 'x'.repeat(40_000) }]) });
    await test.client.run('data.import', { files: [join(folderOut, 'a.json')], name: 'wordy' });
    const out = join(folderOut, 'b.xlsx');
    await expect(
      test.client.run('data.export', { version: 'wordy', format: 'xlsx', out }),
    ).rejects.toMatchObject({ failure: { code: 'UNSUPPORTED' } });
    expect(await readdir(folderOut)).toEqual(['a.json']);
  });

  it('writes JSON lines, one record a line', async () => {
    const folder = await folderOf({ 'a.csv': 'a,b\n1,"x\ny"\n,é\n' });
    await test.client.run('data.import', { files: [join(folder, 'a.csv')], name: 'lines' });
    const out = join(folder, 'a.jsonl');
    await test.client.run('data.export', { version: 'lines', format: 'jsonl', out });
    expect(await readFile(out, 'utf8')).toBe('{"a":1,"b":"x\\ny"}\n{"a":null,"b":"é"}\n');
  });
});
