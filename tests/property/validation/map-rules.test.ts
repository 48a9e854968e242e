import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { openDuckdb, sqlText } from '../../../core/data/duckdb.ts';
import { isMostlyKept } from '../../../core/validation/map-result.ts';
import { runRules } from '../../../core/validation/run-rules.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { writeParquet } from '../../support/write-parquet.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let files = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => folder[Symbol.asyncDispose]());

const columns = [
  { name: 'x', type: 'number' },
  { name: 'g', type: 'category' },
] as const;

const options = { format: 'COMPLETE', rowsOf: () => null, thisYear: 2026, tick: noTick } as const;

const rowsArbitrary = fc.array(
  fc.record({
    x: fc.option(fc.integer({ min: -5, max: 5 }), { nil: null }),
    g: fc.option(fc.constantFrom('a', 'b', "c'd"), { nil: null }),
  }),
  { minLength: 1, maxLength: 30 },
);

type Row = { readonly x: number | null; readonly g: string | null };

async function write(rows: readonly Row[]): Promise<string> {
  const path = join(folder.path, `${files++}.parquet`);
  await writeParquet(
    folder.path,
    path,
    columns.map((column) => ({ ...column, values: rows.map((row) => row[column.name]) })),
  );
  return path;
}

/** Conditions on rows as people write them, and what they say of a row. */
const conditions: readonly (readonly [Record<string, unknown>, (row: Row) => boolean])[] = [
  [{}, () => true],
  [{ row_condition: 'x > 1' }, ({ x }) => x !== null && x > 1],
  [{ row_condition: 'col("g") == "a"' }, ({ g }) => g === 'a'],
  [{ row_condition: 'g != "a"' }, ({ g }) => g !== null && g !== 'a'],
  [{ row_condition: 'g != "a"', condition_parser: 'pandas' }, ({ g }) => g !== 'a'],
  [
    { row_condition: 'not (x > 1) & g in ["a", "c\'d"]', condition_parser: 'pandas' },
    ({ x, g }) => !(x !== null && x > 1) && (g === 'a' || g === "c'd"),
  ],
  [
    { row_condition: { type: 'nullity', column: { name: 'g' }, is_null: true } },
    ({ g }) => g === null,
  ],
  [
    { row_condition: 'col("g").notnull() | x <= 0' },
    ({ x, g }) => g !== null || (x !== null && x <= 0),
  ],
];

describe('rules about rows', () => {
  it('agree with a plain loop for every threshold and condition', async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsArbitrary,
        fc.integer({ min: -3, max: 3 }),
        fc.constantFrom(0, 0.25, 0.5, 2 / 3, 0.9, 1),
        async (rows, limit, mostly) => {
          const path = await write(rows);
          const rules = conditions.map(([kwargs]) => ({
            type: 'expect_column_values_to_be_between',
            kwargs: { column: 'x', min_value: limit, mostly, ...kwargs },
            meta: {},
          }));
          const outcomes = await runRules(
            { parquetPath: path, columns, rowNumbers: null },
            rules,
            options,
          );
          for (const [index, [, holds]] of conditions.entries()) {
            const { result, success, exception_info } = outcomes[index]!.result;
            expect(exception_info.exception_message).toBeNull();
            const about = rows.flatMap((row, number) => (holds(row) ? [{ ...row, number }] : []));
            const present = about.filter(({ x }) => x !== null);
            const broken = present.filter(({ x }) => x! < limit);
            expect(result['element_count']).toBe(about.length);
            expect(result['missing_count']).toBe(about.length - present.length);
            expect(result['unexpected_list']).toEqual(broken.map(({ x }) => x));
            expect(result['unexpected_index_list']).toEqual(broken.map(({ number }) => number));
            const kept = present.length - broken.length;
            expect(success).toBe(present.length === 0 || kept / present.length >= mostly);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('find keys and orders that a plain loop finds', async () => {
    await fc.assert(
      fc.asyncProperty(rowsArbitrary, async (rows) => {
        const path = await write(rows);
        const rule = (type: string, kwargs: object) => ({ type, kwargs: { ...kwargs }, meta: {} });
        const outcomes = await runRules(
          { parquetPath: path, columns, rowNumbers: null },
          [
            rule('expect_column_values_to_be_unique', { column: 'x' }),
            rule('expect_compound_columns_to_be_unique', { column_list: ['x', 'g'] }),
            rule('expect_column_values_to_be_increasing', { column: 'x' }),
          ],
          options,
        );
        const lists = outcomes.map(({ result }) => result.result['unexpected_index_list']);
        const count = (same: (row: Row) => boolean) => rows.filter(same).length;
        const numbers = (broken: (row: Row, at: number) => boolean) =>
          rows.flatMap((row, at) => (broken(row, at) ? [at] : []));
        expect(lists[0]).toEqual(
          numbers((row) => row.x !== null && count((other) => other.x === row.x) > 1),
        );
        expect(lists[1]).toEqual(
          numbers(
            (row) =>
              (row.x !== null || row.g !== null) &&
              count((other) => other.x === row.x && other.g === row.g) > 1,
          ),
        );
        const before = (at: number) => rows.slice(0, at).findLast(({ x }) => x !== null)?.x ?? null;
        expect(lists[2]).toEqual(
          numbers((row, at) => row.x !== null && before(at) !== null && row.x < before(at)!),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('keep the order of the rows over many row groups', async () => {
    const path = join(folder.path, 'groups.parquet');
    const rows = 400_000;
    const breaks = [5, 122_879, 122_884, 250_000, 399_999];
    {
      using duck = await openDuckdb({ folders: [folder.path] });
      await duck.run(
        `COPY (SELECT CASE WHEN i IN (${breaks.join(', ')}) THEN -1 ELSE i END::DOUBLE AS x, 'a' AS g
         FROM range(${rows}) r(i)) TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE 20480)`,
      );
    }
    const rule = {
      type: 'expect_column_values_to_be_increasing',
      kwargs: { column: 'x' },
      meta: {},
    };
    const odd = Uint32Array.from({ length: rows / 2 }, (_, at) => 2 * at + 1);
    for (const rowNumbers of [null, odd]) {
      const [outcome] = await runRules({ parquetPath: path, columns, rowNumbers }, [rule], options);
      const expected = rowNumbers ? breaks.filter((at) => at % 2 === 1) : breaks;
      expect(outcome!.result.result['unexpected_index_list']).toEqual(expected);
    }
  });
});

describe('mostly', () => {
  it('never fails a stricter threshold and passes a laxer one the other way round', () => {
    const counts = fc
      .tuple(fc.nat(1000), fc.nat(1000), fc.nat(1000))
      .map(([kept, unexpected, missing]) => ({
        elements: kept + unexpected + missing,
        present: kept + unexpected,
        unexpected,
      }));
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(counts, share, share, (found, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(isMostlyKept(found, low) || !isMostlyKept(found, high)).toBe(true);
        expect(isMostlyKept(found, 0)).toBe(true);
        expect(isMostlyKept(found, 1)).toBe(found.unexpected === 0);
      }),
    );
  });
});
