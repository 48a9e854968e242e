import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDelimited } from '../../core/data/read-delimited.ts';
import { tokenize, type Dialect } from '../../core/data/tokenizer.ts';
import { writeDelimited } from '../../core/data/write-delimited.ts';
import type { Column, Table } from '../../core/table/table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-property-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const awkward = fc.constantFrom(
  ',',
  ';',
  '\t',
  '|',
  '"',
  '""',
  "'",
  '\n',
  '\r\n',
  ' ',
  'é',
  '😀',
  'a',
);
// neither a word for missing nor empty: those are missing by design
const cell = fc
  .oneof(
    fc.string({ maxLength: 8 }),
    fc.array(awkward, { maxLength: 6 }).map((parts) => parts.join('')),
  )
  .map((text) => text.replaceAll('\0', ''))
  .filter((text) => text !== '' && !/^(n\/?a|#n\/a|<na>|null|nan)$/i.test(text));

describe('a dialect', () => {
  it('reads back what was written in it, for every delimiter, quote and line end', () => {
    const dialects = fc.record({
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      quote: fc.constantFrom('"', "'"),
      newline: fc.constantFrom('\n', '\r\n', '\r'),
    });
    const rows = fc.array(
      fc.array(fc.oneof(cell, fc.constant('')), { minLength: 2, maxLength: 4 }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(dialects, rows, (made, table) => {
        const dialect: Dialect = { ...made, loneCarriageReturn: made.newline === '\r' };
        const quoted = (text: string) =>
          made.quote + text.replaceAll(made.quote, made.quote + made.quote) + made.quote;
        const text = table.map((row) => row.map(quoted).join(made.delimiter)).join(made.newline);
        expect(tokenize(text, dialect).map((row) => row.fields)).toEqual(table);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a table', () => {
  const numbers = fc.oneof(
    fc.double({ noNaN: true }).map((value) => value + 0),
    fc.constant(Number.NaN),
  );
  const table: fc.Arbitrary<Table> = fc
    .array(fc.tuple(numbers, fc.option(cell), fc.option(cell)), { minLength: 1, maxLength: 8 })
    .map((rows): Table => {
      const text = (name: string, values: readonly (string | null)[]): Column => {
        const dictionary = [...new Set(values.filter((value) => value !== null))];
        const codes = Int32Array.from(values, (value) =>
          value === null ? -1 : dictionary.indexOf(value),
        );
        return { name, type: 'text', codes, dictionary };
      };
      return {
        rows: rows.length,
        columns: [
          { name: 'x', type: 'number', values: Float64Array.from(rows, ([value]) => value) },
          text(
            'first text',
            rows.map(([, value]) => value),
          ),
          text(
            'second, "quoted"',
            rows.map(([, , value]) => value),
          ),
        ],
      };
    });

  it('survives writing and reading bit by bit', async () => {
    const path = join(folder, 'table.csv');
    await fc.assert(
      fc.asyncProperty(table, async (written) => {
        await writeDelimited(path, written, { escapeFormulas: false });
        const read = await readDelimited(path, {
          delimiter: ',',
          quote: '"',
          decimal: '.',
          encoding: 'utf-8',
          header: true,
          types: { x: 'number', 'first text': 'text', 'second, "quoted"': 'text' },
        });
        expect(read.rejected.rows).toBe(0);
        expect(read.table).toEqual(written);
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on which reader takes the file', async () => {
    // a zero byte sends the same rows through our own tokenizer instead of the engine's reader
    const plain = join(folder, 'plain.csv');
    const odd = join(folder, 'odd.csv');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer(), fc.constantFrom('a', 'b "c"', 'd,e', 'f\ng', ' h ', '')), {
          minLength: 2,
          maxLength: 6,
        }),
        async (rows) => {
          const lines = rows.map(([n, text]) => `${n},"${text.replaceAll('"', '""')}"`).join('\n');
          await writeFile(plain, `n,t\n${lines}\n`);
          await writeFile(odd, `n\0,t\n${lines}\n`);
          const [left, right] = [await readDelimited(plain), await readDelimited(odd)];
          expect(right.table).toEqual(left.table);
        },
      ),
      { numRuns: 30 },
    );
  });
});
