import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandLz4Frame } from '../../../../../core/data/formats/lz4-frame.ts';
import { isAppError } from '../../../../../core/base/app-error.ts';
import { createRng } from '../../../../../core/base/rng.ts';
import { readSource, typesOf, type ReadSource } from '../../../../support/read-source.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const fixtures = 'tests/fixtures/formats';
const files = [
  'lz4.feather',
  'zstd.feather',
  'uncompressed.feather',
  'stream.arrows',
  'table.parquet',
];

async function readBytes(bytes: Uint8Array, name: string): Promise<ReadSource> {
  await using folder = await temporaryFolder();
  const path = join(folder.path, name);
  await writeFile(path, bytes);
  return await readSource(path);
}

describe.each(files)('%s of pyarrow', (name) => {
  it('gives every type and all rows in order', async () => {
    const made = await readBytes(await readFile(join(fixtures, name)), name);
    expect(typesOf(made)).toEqual({
      small: 'integer',
      big: 'text',
      float32: 'number',
      float64: 'number',
      flag: 'boolean',
      text: 'text',
      level: 'category',
      day: 'datetime',
      at: 'datetime',
      clock: 'category',
      price: 'number',
      raw: expect.stringMatching('text|category'),
      list: 'text',
      record: 'text',
      nothing: expect.any(String),
    });
    expect(made.rows).toBe(300);
    const [first] = made.cells;
    expect(first!.slice(0, 11)).toEqual([
      -100,
      '9007199254740993',
      0,
      0,
      true,
      'é\n0',
      'low',
      '1969-12-01T00:00:00.000Z',
      '2020-01-01T00:00:00.000Z',
      '00:30:00',
      0,
    ]);
    expect(first!.slice(12)).toEqual(['[0,null]', '{"x":0,"y":"z"}', null]);
    expect(made.cells.map((row) => row[1])).toEqual(
      Array.from({ length: 300 }, (_, i) => String(2n ** 53n + 1n + BigInt(i))),
    );
    expect(made.cells[3]![3]).toBeNull();
    expect(made.columns.find((column) => column.name === 'small')!.missing).toBe(42);
    expect(made.warnings.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['nested_as_text', 'big_integers']),
    );
  });

  it('with wild bytes gives a table or a failure that says so, never an end', async () => {
    const whole = await readFile(join(fixtures, name));
    const rng = createRng(11);
    for (let trial = 0; trial < 12; trial++) {
      const bytes = Buffer.from(whole);
      for (let change = 0; change < 1 + (trial % 4); change++) {
        // lengths and offsets stand at the beginning and the end
        const near = Math.floor(rng.next() * 1500);
        const at = trial % 2 === 0 ? Math.min(8 + near, bytes.length - 1) : bytes.length - 1 - near;
        bytes[Math.max(4, at)] = Math.floor(rng.next() * 256);
      }
      try {
        const made = await readBytes(bytes, name);
        expect(made.rows).toBeLessThanOrEqual(10_000_000);
      } catch (error) {
        expect(isAppError(error), String((error as Error).stack)).toBe(true);
      }
    }
  });

  it('that is cut off anywhere is refused or read as far as its parts are whole', async () => {
    const whole = await readFile(join(fixtures, name));
    for (const share of [0.05, 0.3, 0.6, 0.95]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      try {
        const made = await readBytes(cut, name);
        expect(made.rows).toBeLessThanOrEqual(300);
        expect(name).not.toContain('parquet');
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching('PARSE_FAILED|FILE_EMPTY') });
      }
    }
  });
});

describe('an Arrow message', () => {
  it.each([
    ['more rows than its bytes could hold', 0x7fff_ffff_ffffn],
    ['a negative number of rows', -5n],
  ])('that claims %s is refused before memory is asked for', async (_, rows) => {
    const whole = await readFile(join(fixtures, 'uncompressed.feather'));
    const bytes = Buffer.from(whole);
    // the length of each batch, 120, stands in its description
    let found = 0;
    for (let at = 8; at + 8 <= bytes.length; at += 8) {
      if (bytes.readBigInt64LE(at) !== 120n) continue;
      bytes.writeBigInt64LE(rows, at);
      found++;
    }
    expect(found).toBeGreaterThan(2);
    await expect(readBytes(bytes, 'a.feather')).rejects.toMatchObject({ code: 'PARSE_FAILED' });
  });
});

it('an LZ4 frame never writes beyond what was asked for', () => {
  // literal "ab", then a copy of 40 bytes from two bytes before, into a frame of 4
  const block = [0x2f, 0x61, 0x62, 2, 0, 21, 0x10, 0x61];
  const frame = Uint8Array.from([
    4,
    0x22,
    0x4d,
    0x18,
    0x60,
    0x40,
    0,
    block.length,
    0,
    0,
    0,
    ...block,
    0,
    0,
    0,
    0,
  ]);
  expect(() => expandLz4Frame(frame, 4)).toThrow(RangeError);
  expect(Buffer.from(expandLz4Frame(frame, 43)).toString()).toBe(`${'ab'.repeat(21)}a`);
});
