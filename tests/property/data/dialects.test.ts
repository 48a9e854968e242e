import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDelimited } from '../../../core/data/read-delimited.ts';
import { createDecoder, guessEncoding } from '../../../core/data/sniff/encoding.ts';
import { sniffText } from '../../../core/data/sniff/sniff-text.ts';
import { cellText } from '../../../core/table/table.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** How a generated file is written. */
interface Written {
  readonly delimiter: string;
  readonly newline: string;
  readonly quoteAll: boolean;
  readonly decimal: '.' | ',';
  readonly encoding: 'utf-8' | 'utf-8 with mark' | 'utf-16le' | 'utf-16be';
  readonly preamble: readonly string[];
  readonly lastNewline: boolean;
}

interface Row {
  readonly id: number;
  readonly amount: number;
  readonly city: string | null;
  readonly note: string;
  readonly day: string;
}

const written: fc.Arbitrary<Written> = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    quoteAll: fc.boolean(),
    decimal: fc.constantFrom('.' as const, ',' as const),
    encoding: fc.constantFrom(
      'utf-8' as const,
      'utf-8 with mark' as const,
      'utf-16le' as const,
      'utf-16be' as const,
    ),
    preamble: fc.constantFrom(
      [],
      ['Report of the laboratory'],
      ['# made by hand', '# do not edit'],
    ),
    lastNewline: fc.boolean(),
  })
  .filter(({ delimiter, decimal }) => delimiter !== decimal);

const cities = ['Zürich', 'Genève', 'Łódź', 'São Paulo', '東京', 'Bern'];
const piece = fc.constantFrom(
  'a',
  'B',
  'ü',
  ' ',
  ',',
  ';',
  '\t',
  '|',
  '"',
  "'",
  'long word',
  '.',
  '7',
);
const note = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => `n${pieces.join('')}z`);

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.integer({ min: 1, max: 1_000_000 }),
  amount: fc.integer({ min: -99_999, max: 99_999 }).map((value) => value / 100),
  city: fc.option(fc.constantFrom(...cities), { freq: 6 }),
  note,
  day: fc
    .integer({ min: 0, max: 20_000 })
    .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10)),
});
const rows = fc.array(row, { minLength: 6, maxLength: 24 });

const names = ['id', 'amount', 'city', 'note', 'day'] as const;

function field(text: string, { delimiter, quoteAll }: Written): string {
  const needed = text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text);
  return quoteAll || needed ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The cells as they are written; a missing one is empty. */
function cells(made: Row, { decimal }: Written): string[] {
  const amount = made.amount.toFixed(2).replace('.', decimal);
  return [String(made.id), amount, made.city ?? '', made.note, made.day];
}

function write(table: readonly Row[], dialect: Written): string {
  const lines = [
    ...dialect.preamble,
    ...[[...names], ...table.map((made) => cells(made, dialect))].map((fields) =>
      fields.map((text) => (text === '' ? '' : field(text, dialect))).join(dialect.delimiter),
    ),
  ];
  return lines.join(dialect.newline) + (dialect.lastNewline ? dialect.newline : '');
}

function encode(text: string, { encoding }: Written): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-8 with mark':
      return Buffer.from(`\ufeff${text}`, 'utf8');
    case 'utf-16le':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
  }
}

function sniff(bytes: Buffer) {
  const encoding = guessEncoding(bytes);
  const decoder = createDecoder(encoding.encoding);
  return sniffText(decoder.decode(bytes) + decoder.end(), encoding, { complete: true });
}

describe('a file in any dialect', () => {
  it('is understood without a hint: 2,000 of them', () => {
    fc.assert(
      fc.property(written, rows, (dialect, table) => {
        const {
          sniffed,
          plans,
          rows: read,
          rejectedCount,
        } = sniff(encode(write(table, dialect), dialect));
        expect(sniffed).toMatchObject({
          delimiter: dialect.delimiter,
          decimal: dialect.decimal,
          header: true,
          preamble: dialect.preamble.length,
        });
        expect(rejectedCount).toBe(0);
        expect(plans.map(({ name }) => name)).toEqual(names);
        expect(plans.map(({ type }) => type)).toMatchObject([
          'integer',
          'number',
          {},
          {},
          'datetime',
        ]);
        expect(read).toEqual(table.map((made) => cells(made, dialect)));
      }),
      { numRuns: 2000 },
    );
  }, 300_000);
});

describe('a file in any dialect, through the engine', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  it('gives the table back', async () => {
    const path = join(folder.path, 'file.csv');
    await fc.assert(
      fc.asyncProperty(written, rows, async (dialect, table) => {
        await writeFile(path, encode(write(table, dialect), dialect));
        const { table: read, rejected } = await readDelimited(path);
        expect(rejected.rows).toBe(0);
        const back = table.map((_, i) => read.columns.map((column) => cellText(column, i)));
        expect(back).toEqual(
          table.map((made) => [
            String(made.id),
            String(Number(made.amount.toFixed(2))),
            made.city,
            made.note,
            `${made.day}T00:00:00.000Z`,
          ]),
        );
      }),
      { numRuns: 120 },
    );
  }, 300_000);
});
