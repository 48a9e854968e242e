import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Cell, ColumnType } from '../../../core/contract/common.ts';
import { addVersion } from '../../support/add-version.ts';
import { openTestCore, type TestCore } from '../../support/open-test-core.ts';

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
});
afterAll(() => test[Symbol.asyncDispose]());

type Format = 'csv' | 'parquet' | 'json' | 'jsonl' | 'xlsx';

// neither a word for missing, nor what looks like another type where a format has texts only
const word = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc
      .array(
        fc.constantFrom('"', ',', ';', '\t', '\n', "'", '<', '&', '=', '_x0041_', 'é', '😀', ' '),
        {
          maxLength: 5,
        },
      )
      .map((parts) => parts.join('')),
  )
  .map((text) => `t${text.replaceAll('\0', '')}.`);

const missing = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4 });
const moment = fc
  .integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2090, 0, 1) })
  .map((time) => new Date(time).toISOString());

const row = fc.record({
  whole: missing(fc.maxSafeInteger()),
  real: missing(
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  ),
  flag: missing(fc.boolean()),
  word: missing(word),
  at: missing(moment),
});

const types: Readonly<Record<string, ColumnType>> = {
  whole: 'integer',
  real: 'number',
  flag: 'boolean',
  word: 'text',
  at: 'datetime',
};

/** The first row fixes the types: whole, fractional, true and false, a time of day. */
const anchors = [
  { whole: 1, real: 0.5, flag: true, word: 'tone.', at: '2020-01-01T10:20:30.123Z' },
  { whole: 2, real: 1.5, flag: false, word: 'ttwo.', at: '2020-01-02T10:20:30.123Z' },
] as const;

const table = fc.array(row, { maxLength: 30 }).map((rows) => [...anchors, ...rows]);

let made = 0;

/** Whether a value is what it was; spreadsheets hold 15 digits and times to the millisecond. */
function same(format: Format, before: Cell, after: Cell): boolean {
  if (format !== 'xlsx' || before === after) return before === after;
  if (typeof before === 'string' && typeof after === 'string') {
    return Math.abs(Date.parse(before) - Date.parse(after)) <= 1;
  }
  return false;
}

it.each<Format>(['csv', 'parquet', 'json', 'jsonl', 'xlsx'])(
  '%s gives back the table that was written, with its types',
  async (format) => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const name = `t${made++}`;
        const columns = Object.entries(types).map(([column, type]) => ({
          name: column,
          type,
          values: rows.map((each) => each[column as keyof typeof each]),
        }));
        const version = await addVersion(test.core.workspace, name, columns);
        const out = join(test.folder, `${name}.${format}`);
        await test.client.run('data.export', { version: version.id, format, out });
        const back = await test.client.run('data.import', { files: [out], name: `${name}-back` });
        expect(back.rejected.rows).toBe(0);
        expect(
          Object.fromEntries(
            back.version.columns.map(({ name: column, type }) => [
              column,
              // few different words in many rows are a category
              type === 'category' ? 'text' : type,
            ]),
          ),
        ).toEqual(types);
        const page = (id: string) => test.client.call('data.preview', { version: id, limit: 100 });
        const [before, after] = [await page(version.id), await page(back.version.id)];
        expect(after.rows).toHaveLength(before.rows.length);
        before.rows.forEach((cells, index) => {
          cells.forEach((cell, column) => {
            const other = after.rows[index]![column]!;
            expect(
              same(format, cell, other),
              `${JSON.stringify(cell)} -> ${JSON.stringify(other)}`,
            ).toBe(true);
          });
        });
      }),
      { numRuns: 15, seed: 3 },
    );
  },
);
