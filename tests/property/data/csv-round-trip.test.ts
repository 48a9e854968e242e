import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingAmongTexts } from '../../../core/data/sniff/cell-kind.ts';
import { openTestCore, type TestCore } from '../../support/open-test-core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(() => test[Symbol.asyncDispose]());

const awkward = [
  '"',
  '""',
  'a"b',
  ',',
  ';',
  '\t',
  'a\nb',
  'a\r\nb',
  '\n',
  ' lead',
  'trail ',
  'a  b',
  "'",
  "'x'",
  '=1+1',
  '+A1',
  '-A1',
  '@SUM(A1)',
  '007',
  '00',
  '1e5',
  '1.0',
  '-0',
  'TRUE',
  'no',
  'NA',
  'null',
  'größe',
  '表格',
  '👩‍🔬',
  '\u202eabc',
  'e\u0301',
  'ﬀ',
  '1,5',
  '1.234,5',
  '12:30',
  '#',
  '# x',
  '01/02/2024',
  '2024-01-02',
  'x'.repeat(70_000),
  '\\',
  '\\n',
  '\\"',
  '%',
  '$1',
  '1 000',
  'Infinity',
];

/** Texts of a cell as they stand in the file, before quoting. */
const cell = {
  awkward: fc.constantFrom(...awkward),
  unicode: fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !/[\0\ufeff]/.test(text)),
  word: fc.constantFrom('red', 'green', 'blue'),
  integer: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).map(String),
  large: fc.bigInt({ min: 10n ** 15n, max: 10n ** 18n }).map(String),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  identifier: fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(5, '0')),
  boolean: fc.constantFrom('true', 'false'),
  day: fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  time: fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
};

const kinds = Object.values(cell);
const tables = fc
  .record({
    rows: fc.integer({ min: 1, max: 12 }),
    kinds: fc.array(fc.nat(kinds.length - 1), { minLength: 1, maxLength: 5 }),
  })
  .chain((shape) =>
    fc.tuple(
      ...shape.kinds.map((kind) =>
        fc.array(fc.oneof({ weight: 5, arbitrary: kinds[kind]! }, fc.constant('')), {
          minLength: shape.rows,
          maxLength: shape.rows,
        }),
      ),
    ),
  );

function toCsv(columns: readonly (readonly string[])[]): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const names = columns.map((_, i) => `name of ${i}`);
  const rows = columns[0]!.map((_, row) => columns.map((column) => quote(column[row]!)));
  return [names, ...rows].map((fields) => `${fields.join(',')}\n`).join('');
}

async function importText(name: string, text: string) {
  const file = join(test.folder, `${name}.csv`);
  await writeFile(file, text);
  return importFile(file);
}

interface Imported {
  readonly id: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly rejected: number;
}

/** Numbers that are all whole are written as such (1, not 1.0), and read back as integers. */
function isWhole({ columns, rows }: Imported, column: number): boolean {
  const isInteger = (value: unknown): boolean => value === null || Number.isSafeInteger(value);
  return columns[column]!.type === 'number' && rows.every((row) => isInteger(row[column]));
}

async function importFile(file: string): Promise<Imported> {
  const { version, rejected } = await test.client.run('data.import', { files: [file] });
  const page = await test.client.call('data.preview', { version: version.id, limit: 1000 });
  return { id: version.id, columns: version.columns, rows: page.rows, rejected: rejected.rows };
}

describe('CSV to a version and back', () => {
  it('gives the same names, types, missing cells and values', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (cells) => {
        const first = await importText('first', toCsv(cells));
        expect(first.rejected).toBe(0);
        expect(first.rows).toHaveLength(cells[0]!.length);
        const out = join(test.folder, 'second.csv');
        await test.client.run('data.export', { version: first.id, out });
        const second = await importFile(out);
        const columns = second.columns.map((column, i) =>
          isWhole(first, i) ? { ...column, type: 'number' } : column,
        );
        expect({ ...second, columns, id: '' }).toEqual({ ...first, id: '' });
      }),
      { numRuns: 40 },
    );
  });

  it('keeps every text to the letter', { timeout: 120_000 }, async () => {
    const text = fc.oneof(cell.unicode, cell.awkward);
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 12 }), async (cells) => {
        const types = { 'name of 0': 'text' } as const;
        const file = join(test.folder, 'text.csv');
        await writeFile(file, toCsv([cells, cells.map((_, i) => String(i))]));
        const { version } = await test.client.run('data.import', { files: [file], types });
        const page = await test.client.call('data.preview', { version: version.id });
        // Words such as NA stand for a missing value wherever they come.
        const expected = cells.map((text) => (missingAmongTexts.has(text) ? '' : text));
        expect(page.rows.map(([value]) => value ?? '')).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});
