import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tableRows } from '../../../../core/data/cells.ts';
import { readDelimited } from '../../../../core/data/read-delimited.ts';

const fixtures = 'tests/fixtures/csv';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-data-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(name: string, options: Parameters<typeof readDelimited>[1] = {}) {
  const result = await readDelimited(`${fixtures}/${name}`, options);
  return {
    ...result,
    types: Object.fromEntries(result.table.columns.map((column) => [column.name, column.type])),
    rows: tableRows(result.table, 0, 100),
    kinds: result.warnings.map((warning) => warning.kind),
  };
}

async function written(text: string | Uint8Array): Promise<string> {
  const path = join(folder, `${Math.random()}.csv`);
  await writeFile(path, text);
  return path;
}

describe('encodings', () => {
  const cities = ['Zürich', 'Genève', 'Köln', 'Málaga', 'Besançon', 'Århus'];
  it.each([
    ['utf8.csv', 'utf-8', false],
    ['utf8-bom.csv', 'utf-8', true],
    ['utf16le-bom.csv', 'utf-16le', true],
    ['utf16be-bom.csv', 'utf-16be', true],
    ['utf16le-plain.csv', 'utf-16le', false],
    ['latin1-semicolon-comma.csv', 'latin1', false],
  ])('reads %s as %s', async (name, encoding, bom) => {
    const { sniffed, rows, types } = await read(name);
    expect(sniffed).toMatchObject({ encoding, bom });
    expect(rows.map((row) => row[0])).toEqual(cities);
    expect(types).toEqual({
      city: 'text',
      inhabitants: 'integer',
      area: 'number',
      day: 'datetime',
    });
    expect(rows[2]).toEqual(['Köln', 1073096, 405.02, '2021-12-01T00:00:00.000Z']);
  });

  it('tells windows-1252 from Latin-1 by its curly quotes', async () => {
    const { sniffed, rows } = await read('cp1252-tab.tsv');
    expect(sniffed.encoding).toBe('windows-1252');
    expect(rows[0]).toEqual(['“quoted” – 1', 1.5]);
  });

  it('recognises GB 18030', async () => {
    const { sniffed, rows } = await read('gb18030.csv');
    expect(sniffed.encoding).toBe('gb18030');
    expect(rows[3]).toEqual(['深圳', 17560000, 1997]);
  });

  it('rejects only the row with broken bytes of a file that is UTF-8 otherwise', async () => {
    const { sniffed, rejected, rows } = await read('invalid-utf8.csv');
    expect(sniffed.encoding).toBe('utf-8');
    expect(rejected.rows).toBe(1);
    expect(rejected.sample[0]).toMatchObject({ line: 12 });
    expect(rows).toHaveLength(11);
  });

  it('finds out about Latin-1 bytes that come after the sample', async () => {
    const lines = Array.from({ length: 120_000 }, (_, i) => `plain${i},${i}`).join('\n');
    const path = await written(Buffer.from(`name,n\n${lines}\nZürich,7\n`, 'latin1'));
    const { sniffed, table } = await readDelimited(path);
    expect(sniffed.encoding).toBe('latin1');
    expect(tableRows(table, 120_000, 1)).toEqual([['Zürich', 7]]);
  });
});

describe('dialects', () => {
  it.each([
    ['pipe-lone-cr.csv', { delimiter: '|', newline: '\r' }, [3, 'z', 4.5]],
    ['cr-cr-lf.csv', { delimiter: ',', newline: '\r\n' }, ['third', 3]],
    ['mixed-newlines.csv', { delimiter: ',', newline: 'mixed' }, [5, 6]],
    ['single-quotes.csv', { delimiter: ',', quote: "'" }, [3, 'Lee, Ann']],
    ['preamble.csv', { delimiter: ',', preamble: 3 }, ['east', 30, 3.5]],
    ['thousands.csv', { delimiter: ';', decimal: ',', thousands: '.' }, ['z', 7.25]],
  ])('sniffs %s', async (name, expected, third) => {
    const { sniffed, rows, rejected } = await read(name);
    expect(sniffed).toMatchObject(expected);
    expect(rows[2]).toEqual(third);
    expect(rejected.rows).toBe(0);
  });

  it('prefers semicolons over the commas of decimal numbers', async () => {
    const { sniffed, rows } = await readDelimited(
      await written('1,5;2,5;3,5\n4,5;5,5;6,5\n7,5;8,5;9,5\n'),
    ).then((result) => ({ ...result, rows: tableRows(result.table, 0, 9) }));
    expect(sniffed).toMatchObject({ delimiter: ';', decimal: ',', header: false });
    expect(rows[0]).toEqual([1.5, 2.5, 3.5]);
  });

  it('takes names for the header only where they are names', async () => {
    expect((await read('no-header.csv')).types).toEqual({
      column_1: 'integer',
      column_2: 'number',
      column_3: 'datetime',
    });
    const forced = await read('no-header.csv', { header: true });
    expect(forced.rows).toHaveLength(2);
  });

  it('shifts a header that is one name short', async () => {
    const { types, kinds } = await read('row-names.csv');
    expect(types).toEqual({ column_1: 'text', x: 'integer', y: 'number' });
    expect(kinds).toContain('header_short');
  });

  it('makes names distinct without regard to case, keeping those that stand', async () => {
    const { types, kinds } = await read('duplicate-names.csv');
    expect(Object.keys(types)).toEqual(['a', 'A_2', 'column_3', 'b', 'b_3', 'b_2']);
    expect(kinds).toEqual(['duplicate_name', 'duplicate_name', 'empty_name']);
  });

  it('does what the caller fixes', async () => {
    const path = await written('a;b\n1;2,5\n3;4,5\n');
    const { table, sniffed } = await readDelimited(path, {
      delimiter: ',',
      types: { 'a;b': 'text' },
    });
    expect(sniffed).toMatchObject({ delimiter: ',' });
    expect(table.columns.length).toBeGreaterThan(0);
  });
});

describe('types', () => {
  it('keeps identifiers and integers beyond 2^53 as text', async () => {
    const { types, rows, kinds } = await read('identifiers.csv');
    expect(types).toEqual({ zip: 'text', account: 'text', ratio: 'number' });
    expect(rows[0]).toEqual(['00501', '12345678901234567890', 0.001]);
    expect(kinds).toContain('big_integers');
  });

  it('reads words for missing by the kind of column', async () => {
    const { types, rows } = await read('missing-words.csv');
    expect(types).toEqual({ n: 'integer', t: 'text', when: 'datetime', flag: 'boolean' });
    expect(rows.map((row) => row[0])).toEqual([1, null, 3, null, -5]);
    expect(rows.map((row) => row[1])).toEqual([null, 'None', 'x', null, 'y']);
    expect(rows.map((row) => row[3])).toEqual([true, false, null, false, true]);
  });

  it('does not lose Namibia among country codes', async () => {
    const { table, rows } = await read('country-codes.csv');
    expect(rows.filter((row) => row[0] === 'NA')).toHaveLength(2);
    expect(table.rows).toBe(24);
  });

  it('reads dates where evidence decides and leaves the others as text', async () => {
    const { types, rows, kinds } = await read('dates.csv');
    expect(types).toEqual({
      iso: 'datetime',
      us: 'datetime',
      german: 'datetime',
      ambiguous: 'text',
      conflict: 'text',
      month: 'datetime',
    });
    expect(rows[1]!.slice(0, 3)).toEqual([
      '2020-02-03T02:05:06.000Z',
      '2020-01-15T00:00:00.000Z',
      '2020-02-01T00:00:00.000Z',
    ]);
    expect(kinds).toEqual(['ambiguous_dates', 'mixed_dates']);
  });

  it('reads a forced type, and counts what does not fit as missing', async () => {
    const { types, rows, warnings } = await read('quoted.csv', {
      types: { comment: 'number', id: 'category' },
    });
    expect(types).toMatchObject({ comment: 'number', id: 'category' });
    expect(rows.map((row) => row[1])).toEqual([null, null, null, null, null]);
    expect(warnings.find((warning) => warning.kind === 'forced_type')?.message).toContain(
      '4 cells',
    );
  });

  it('widens a type that later rows break, with count and example', async () => {
    const { types, rows, warnings } = await read('late-float.csv');
    expect(types).toEqual({ n: 'number', m: 'text', k: 'text' });
    expect(warnings.filter((warning) => warning.kind === 'type_widened')).toHaveLength(3);
    expect(warnings[1]!.message).toBe(
      'm began as integer, but 1 of its cells are not (such as "x"); it is text',
    );
    expect(rows[1]).toEqual([1, '1', '1']);
  });

  it('does not round a late fraction or drop a late leading zero', async () => {
    const { table } = await read('late-float.csv');
    expect(tableRows(table, 30_000, 1)).toEqual([[0.5, 'x', '007']]);
  });
});

describe('bad input', () => {
  it.each([
    ['empty.csv', 'FILE_EMPTY'],
    ['blank.csv', 'FILE_EMPTY'],
    ['binary.png', 'PARSE_FAILED'],
    ['noise.bin', 'PARSE_FAILED'],
    ['absent.csv', 'FILE_NOT_FOUND'],
    ['.', 'FILE_UNREADABLE'],
  ])('refuses %s with %s', async (name, code) => {
    await expect(readDelimited(`${fixtures}/${name}`)).rejects.toMatchObject({ code });
  });

  it('lists every rejected row with its line, reason and text', async () => {
    const { rejected, rows } = await read('ragged.csv');
    expect(rejected).toEqual({
      rows: 4,
      sample: [
        { line: 3, reason: 'too few fields: 2 instead of 3', text: '4,5' },
        { line: 4, reason: 'too many fields: 4 instead of 3', text: '6,7,8,9' },
        { line: 6, reason: 'a quote that is never closed', text: '13,"open,14' },
        { line: 8, reason: 'a quote that is never closed', text: '18,"x"y,20' },
      ],
    });
    expect(rows.map((row) => row[0])).toEqual([1, 10, 15, 21]);
  });

  it('lists a hundred rejected rows at most, and counts them all', async () => {
    const text = Array.from({ length: 400 }, (_, i) => (i % 2 ? `${i},1,2` : `${i},1`)).join('\n');
    const { rejected, table } = await readDelimited(await written(`a,b\n${text}\n`), {
      delimiter: ',',
    });
    expect(rejected.rows + table.rows).toBe(400);
    expect(rejected.rows).toBe(200);
    expect(rejected.sample).toHaveLength(100);
  });

  it('imports a header alone as no rows', async () => {
    const { table, kinds } = await read('header-only.csv');
    expect(table.rows).toBe(0);
    expect(table.columns.map((column) => column.name)).toEqual(['a', 'b', 'c']);
    expect(kinds).toEqual(['no_rows']);
  });

  it('takes zero bytes out of the text', async () => {
    const { rows, kinds } = await read('nul-bytes.csv');
    expect(rows).toEqual([
      [1, 'xy'],
      [2, 'z'],
    ]);
    expect(kinds).toContain('nul_bytes');
  });

  it('keeps blank lines of a single column as missing', async () => {
    expect((await read('one-column.csv')).rows).toEqual([[1], [null], [3]]);
  });

  it('reads 4,096 columns', async () => {
    const names = Array.from({ length: 4096 }, (_, i) => `x${i}`);
    const path = await written(`${names.join(',')}\n${names.map((_, i) => i).join(',')}\n`);
    const { table } = await readDelimited(path);
    expect(table.columns).toHaveLength(4096);
    expect(tableRows(table, 0, 1)[0]![4095]).toBe(4095);
  });

  it('reads a field of 5 MB', async () => {
    const long = 'x'.repeat(5_000_000);
    const { table } = await readDelimited(await written(`a,b\n1,${long}\n2,y\n`));
    expect(String(tableRows(table, 0, 1)[0]![1]).length).toBe(5_000_000);
  });

  it('says so when a forced encoding leaves no row', async () => {
    await expect(read('latin1-semicolon-comma.csv', { encoding: 'utf-8' })).rejects.toMatchObject({
      code: 'PARSE_FAILED',
      hint: expect.stringContaining('encoding'),
    });
  });
});
