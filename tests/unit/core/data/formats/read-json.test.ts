import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { SourceReadOptions } from '../../../../../core/data/formats/convert-source.ts';
import { readSource, typesOf, type ReadSource } from '../../../../support/read-source.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

async function read(
  content: unknown,
  options: SourceReadOptions = {},
  name = 'a.json',
): Promise<ReadSource> {
  await using folder = await temporaryFolder();
  const path = join(folder.path, name);
  const bytes =
    typeof content === 'string' || content instanceof Uint8Array
      ? content
      : JSON.stringify(content);
  await writeFile(path, bytes);
  return await readSource(path, options);
}

const kinds = (source: ReadSource) => source.warnings.map(({ kind }) => kind);

describe('a JSON file', () => {
  it('may be a list of records, with keys that come late', async () => {
    const made = await read([
      { a: 1, b: 'x', c: true, d: '2020-01-31' },
      { a: 2.5, b: null, c: false, d: '2020-02-01T10:00:00Z', e: 'late' },
    ]);
    expect(typesOf(made)).toEqual({
      a: 'number',
      b: 'text',
      c: 'boolean',
      d: 'datetime',
      e: 'text',
    });
    expect(made.cells).toEqual([
      [1, 'x', true, '2020-01-31T00:00:00.000Z', null],
      [2.5, null, false, '2020-02-01T10:00:00.000Z', 'late'],
    ]);
  });

  it.each([
    ['lists side by side', { a: [1, 2], b: ['x', 'y'] }],
    [
      'names and rows',
      {
        columns: ['a', 'b'],
        index: [0, 1],
        data: [
          [1, 'x'],
          [2, 'y'],
        ],
      },
    ],
    [
      'records under a key',
      {
        status: 'ok',
        results: [
          { a: 1, b: 'x' },
          { a: 2, b: 'y' },
        ],
      },
    ],
    ['columns by row number', { a: { 0: 1, 1: 2 }, b: { 0: 'x', 1: 'y' } }],
    [
      'a list of lists with a header',
      [
        ['a', 'b'],
        [1, 'x'],
        [2, 'y'],
      ],
    ],
  ])('may be %s', async (_, content) => {
    const made = await read(content);
    expect(typesOf(made)).toEqual({ a: 'integer', b: 'text' });
    expect(made.cells).toEqual([
      [1, 'x'],
      [2, 'y'],
    ]);
  });

  it('keeps records by key with their keys, and a lone record as one row', async () => {
    const made = await read({ north: { a: 1 }, south: { a: 2 } });
    expect(made.cells).toEqual([
      ['north', 1],
      ['south', 2],
    ]);
    expect((await read({ a: 1, b: { c: 2 } })).columns.map(({ name }) => name)).toEqual([
      'a',
      'b.c',
    ]);
  });

  it('spreads nested records over columns down to five levels, lists become text', async () => {
    const made = await read([
      { a: { b: { c: { d: { e: { f: 1 } } } } }, list: [1, { x: 2 }], 'p.q': 1, p: { q: 2 } },
    ]);
    expect(made.columns.map(({ name }) => name)).toEqual(['a.b.c.d.e', 'list', 'p.q', 'p.q_2']);
    expect(made.cells).toEqual([['{"f":1}', '[1,{"x":2}]', 1, 2]]);
    expect(kinds(made)).toContain('nested_as_text');
  });

  it('keeps every digit of huge integers, also deep inside of lists', async () => {
    const made = await read('[{"id": 12345678901234567890, "l": [9007199254740993], "x": 1e400}]');
    expect(typesOf(made)).toEqual({ id: 'text', l: 'text', x: 'number' });
    expect(made.cells[0]!.slice(0, 2)).toEqual(['12345678901234567890', '[9007199254740993]']);
    expect(kinds(made)).toContain('big_integers');
    const absurd = '9'.repeat(1_000_000);
    expect((await read(`[{"id": ${absurd}}]`)).cells[0]![0]).toBe(absurd);
  });

  it('takes __proto__ and constructor for plain names', async () => {
    const made = await read('[{"__proto__": {"polluted": 1}, "constructor": 2, "a": 3}]');
    expect(made.columns.map(({ name }) => name)).toEqual([
      '__proto__.polluted',
      'constructor',
      'a',
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('keeps a mixed column as text and says so; words for missing do not make it mixed', async () => {
    const made = await read([
      { a: 1, b: 1 },
      { a: 'x', b: 'NA' },
      { a: true, b: 2 },
    ]);
    expect(typesOf(made)).toEqual({ a: 'text', b: 'integer' });
    expect(made.cells.map((row) => row[1])).toEqual([1, null, 2]);
    expect(kinds(made).sort()).toEqual(['missing_words', 'mixed_types']);
  });

  it('forces types that are asked for, and tells what did not fit', async () => {
    const made = await read(
      [
        { a: '1', b: 2 },
        { a: 'x', b: 3 },
      ],
      {
        types: { a: 'integer', b: 'text', z: 'text' },
      },
    );
    expect(typesOf(made)).toEqual({ a: 'integer', b: 'text' });
    expect(made.cells).toEqual([
      [1, '2'],
      [null, '3'],
    ]);
    expect(kinds(made).sort()).toEqual(['forced_type', 'unknown_column']);
  });

  it('is read in UTF-16, with a mark, and compressed', async () => {
    const text = '[{"n":"é"}]';
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect((await read(utf16)).cells).toEqual([['é']]);
    expect((await read(`\ufeff${text}`)).cells).toEqual([['é']]);
    expect((await read(gzipSync(text), {}, 'a.json.gz')).cells).toEqual([['é']]);
  });

  it('refuses a bomb of depth, in whatever it is wrapped', async () => {
    const bomb = '['.repeat(200_000);
    for (const content of [bomb, `{"a":${bomb}`, `[{"a":${bomb}`]) {
      await expect(read(content)).rejects.toMatchObject({
        code: 'PARSE_FAILED',
        message: expect.stringContaining('nested deeper'),
      });
    }
    await expect(read(`${bomb}\n${bomb}`, {}, 'a.jsonl')).rejects.toMatchObject({
      code: 'PARSE_FAILED',
    });
  });

  it.each([
    ['[{"a": 1}, {"a": ', 'line 1'],
    ['[{"a": 1},\n{"a": oops}]', 'line 2'],
    ['[{"a": 1}]\n{"b": 2}', 'line 2'],
    ['{"a": 1', 'line 1'],
  ])('names the line where %j breaks off', async (content, where) => {
    await expect(read(content)).rejects.toMatchObject({
      code: 'PARSE_FAILED',
      message: expect.stringContaining(where),
    });
  });

  it('of nothing is refused as empty', async () => {
    for (const content of ['[]', '{}', '   \n ']) {
      await expect(read(content)).rejects.toMatchObject({ code: 'FILE_EMPTY' });
    }
  });
});

describe('JSON lines', () => {
  it('reject bad lines one by one and read the rest', async () => {
    const lines = ['{"a":1}', 'not json', '', '{"a":2,"b":"x\\ny"}', '{"a":'];
    const made = await read(lines.join('\r\n'), {}, 'a.jsonl');
    expect(made.cells).toEqual([
      [1, null],
      [2, 'x\ny'],
    ]);
    expect(made.rejected.rows).toBe(2);
    expect(made.rejected.sample.map(({ line }) => line)).toEqual([2, 5]);
  });

  it('are told by their content under any name', async () => {
    const made = await read('{"a":1}\n{"a":2}\n', {}, 'a.txt');
    expect(made.cells).toEqual([[1], [2]]);
  });

  it('hold more rows than one block, and columns that come after many rows', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) =>
      JSON.stringify(i < 25_000 ? { i } : { i, late: `t${i}` }),
    );
    const made = await read(rows.join('\n'), {}, 'a.jsonl');
    expect(made.rows).toBe(30_000);
    expect(made.cells[24_999]).toEqual([24_999, null]);
    expect(made.cells[29_999]).toEqual([29_999, 't29999']);
    expect(made.columns[1]!.missing).toBe(25_000);
  });
});
