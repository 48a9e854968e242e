import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import type { Expectation, Quality } from '../../../../core/contract/validation.ts';
import { scoreQuality } from '../../../../core/validation/quality/score-quality.ts';
import { runRules } from '../../../../core/validation/run-rules.ts';
import { openRows } from '../../../../core/validation/version-rows.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { writeParquet, type ParquetColumn } from '../../../support/write-parquet.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let files = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
});

afterAll(() => folder[Symbol.asyncDispose]());

const day = 86_400_000;
const now = Date.UTC(2026, 0, 31);
const weights = {
  completeness: 0.3,
  validity: 0.3,
  uniqueness: 0.15,
  consistency: 0.15,
  timeliness: 0.1,
};

async function score(
  columns: readonly ParquetColumn[],
  options: {
    readonly rules?: readonly Expectation[];
    readonly mixedDates?: readonly string[];
  } = {},
): Promise<Quality> {
  const path = join(folder.path, `${files++}.parquet`);
  await writeParquet(folder.path, path, columns);
  const source = {
    parquetPath: path,
    columns: columns.map(({ name, type }) => ({ name, type })),
    rowNumbers: null,
  };
  const outcomes = options.rules
    ? await runRules(source, options.rules, {
        format: 'BOOLEAN_ONLY',
        rowsOf: () => null,
        thisYear: 2026,
        tick: noTick,
      })
    : null;
  using rows = await openRows(source);
  // awaited here: the engine closes when this scope ends
  return await scoreQuality(rows, { outcomes, weights, now, mixedDates: options.mixedDates ?? [] });
}

const numbers = (values: (number | null)[], name = 'x'): ParquetColumn => ({
  name,
  type: 'number',
  values,
});
const texts = (values: (string | null)[], name = 't'): ParquetColumn => ({
  name,
  type: 'text',
  values,
});
const dates = (ages: number[]): ParquetColumn => ({
  name: 'day',
  type: 'datetime',
  values: ages.map((age) => new Date(now - age * day).toISOString()),
});
const rule = (type: string, kwargs: Record<string, unknown>): Expectation => ({
  type,
  kwargs,
  meta: {},
});

describe('the quality score', () => {
  it('is 100 for a table without a flaw, with weights of what can be told', async () => {
    const quality = await score([numbers([1, 2, 3, 4])]);
    expect(quality.score).toBe(100);
    expect(quality.dimensions).toEqual({
      completeness: 1,
      validity: 1,
      uniqueness: 1,
      consistency: null,
      timeliness: null,
    });
    expect(Object.keys(quality.weights)).toEqual(['completeness', 'validity', 'uniqueness']);
    expect(quality.weights['completeness']).toBeCloseTo(0.4, 12);
    expect(quality.weights['uniqueness']).toBeCloseTo(0.2, 12);
  });

  it('is the weighted mean of the shares', async () => {
    const quality = await score([numbers([1, 2, null, 4]), texts(['a', 'a', 'b', 'A '])]);
    expect(quality.dimensions.completeness).toBe(7 / 8);
    expect(quality.dimensions.consistency).toBe(3 / 4);
    const total = 0.3 + 0.3 + 0.15 + 0.15;
    expect(quality.score).toBeCloseTo(
      (100 * (0.3 * (7 / 8) + 0.3 + 0.15 + 0.15 * 0.75)) / total,
      10,
    );
  });

  it('counts cells that keep the rules about columns', async () => {
    const between = rule('expect_column_values_to_be_between', {
      column: 'x',
      max_value: 2,
      mostly: 0.1,
    });
    const absent = rule('expect_column_values_to_be_between', { column: 'gone', max_value: 2 });
    const column = numbers([1, 2, 3, 4]);
    expect((await score([column], { rules: [between] })).dimensions.validity).toBe(0.5);
    // one that cannot be checked is kept by no row
    expect((await score([column], { rules: [between, absent] })).dimensions.validity).toBe(0.25);
  });

  it('without rules counts cells that are plainly wrong', async () => {
    const almost = texts([...Array.from({ length: 19 }, (_, at) => String(at)), 'n.a.']);
    expect((await score([almost])).dimensions.validity).toBe(0.95);
    const damaged = texts(['M\u{fffd}nchen', 'Berlin', 'Ulm', 'Bonn']);
    expect((await score([damaged])).dimensions.validity).toBe(0.75);
    const infinite: ParquetColumn = { name: 'x', type: 'number', values: ['inf', 1, 2, 3] };
    expect((await score([infinite])).dimensions.validity).toBe(0.75);
  });

  it('counts repeated rows and repeated keys', async () => {
    expect((await score([numbers([1, 1, 2, 3])])).dimensions.uniqueness).toBe(0.75);
    const ids = [...Array.from({ length: 19 }, (_, at) => at), 0];
    const keyed = await score([numbers(ids, 'user_id'), numbers(ids.map((_, at) => at))]);
    expect(keyed.dimensions.uniqueness).toBeCloseTo((1 + 19 / 20) / 2, 12);
    const ruled = await score([numbers([1, 1, 2, 3]), numbers([1, 2, 3, 4], 'y')], {
      rules: [rule('expect_column_values_to_be_unique', { column: 'x' })],
    });
    expect(ruled.dimensions.uniqueness).toBe((1 + 0.5) / 2);
  });

  it('counts dates written unlike the others, and rules across columns', async () => {
    const mixed = texts(['2020-01-01', '2020-01-02', '2020-01-03', '04.01.2020']);
    expect((await score([mixed])).dimensions.consistency).toBe(0.75);
    const across = await score([numbers([1, 2, 3, 4]), numbers([0, 0, 9, 9], 'y')], {
      rules: [
        rule('expect_column_pair_values_a_to_be_greater_than_b', { column_A: 'x', column_B: 'y' }),
      ],
    });
    expect(across.dimensions.consistency).toBe(0.5);
    const imported = await score([dates([1, 2, 3, 4])], { mixedDates: ['day'] });
    expect(imported.dimensions.consistency).toBe(0.5);
  });

  it('compares the age of the newest date with the usual step', async () => {
    const timeliness = async (ages: number[]) => (await score([dates(ages)])).dimensions.timeliness;
    expect(await timeliness([1, 2, 3, 4])).toBe(1);
    expect(await timeliness([4, 5, 6, 7])).toBe(0.25);
    expect(await timeliness([-5, 1, 2, 3])).toBe(1);
    expect(await timeliness([4000, 4001, 4002])).toBeNull();
    expect(await timeliness([5])).toBeNull();
  });

  it('can tell nothing of a table without rows', async () => {
    expect((await score([numbers([])])).score).toBe(100);
  });
});
