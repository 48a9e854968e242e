import { describe, expect, it } from 'vitest';
import { readDelimited } from '../../../core/data/read-delimited.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { profileTable } from '../../../core/eda/profile.ts';
import golden from './profile.json' with { type: 'json' };

const { tolerance } = golden;
const { alerts: thresholds } = settingsSchema.parse({});

function expectClose(actual: number | null | undefined, expected: number | null, what: string) {
  if (expected === null) return expect(actual, what).toBeNull();
  const distance = Math.abs((actual ?? Number.NaN) - expected);
  expect(
    distance <= tolerance * Math.max(1, Math.abs(expected)),
    `${what}: ${actual} ${expected}`,
  ).toBe(true);
}

function expectMatrix(
  actual: { columns: string[]; matrix: (number | null)[][] },
  expected: { columns: string[]; matrix: (number | null)[][] },
  what: string,
) {
  for (const [i, a] of expected.columns.entries()) {
    for (const [j, b] of expected.columns.entries()) {
      const value = actual.matrix[actual.columns.indexOf(a)]![actual.columns.indexOf(b)];
      expectClose(value, expected.matrix[i]![j]!, `${what} ${a} ${b}`);
    }
  }
}

describe.each(Object.entries(golden.datasets))(
  'the profile of %s equals pandas',
  (name, expected) => {
    const profiled = readDelimited(`datasets/${name}.csv`).then(({ table }) =>
      profileTable(table, thresholds),
    );

    it('in the statistics of every column of numbers', async () => {
      const profile = await profiled;
      expect(profile.rows).toBe(expected.rows);
      for (const [column, want] of Object.entries(expected.numeric)) {
        const got = profile.columns.find((candidate) => candidate.name === column)!;
        const { quantiles, histogram, outliers, ...rest } = want;
        for (const [key, value] of Object.entries(rest)) {
          expectClose(got[key as keyof typeof rest] as number | null, value, `${column} ${key}`);
        }
        for (const [i, share] of ['0.05', '0.25', '0.5', '0.75', '0.95'].entries()) {
          expectClose(got.quantiles[share], quantiles[i]!, `${column} quantile ${share}`);
        }
        expect(got.histogram!.counts, `${column} histogram`).toEqual(histogram);
        expect(got.outliers!.iqr.count, `${column} fences`).toBe(outliers.iqr);
        expect(got.outliers!.zscore.count, `${column} z`).toBe(outliers.zscore);
      }
    });

    it('in counts and lengths of every other column', async () => {
      const profile = await profiled;
      for (const [column, want] of Object.entries(expected.coded)) {
        const got = profile.columns.find((candidate) => candidate.name === column)!;
        expect([got.count, got.missing, got.distinct], column).toEqual([
          want.count,
          want.missing,
          want.distinct,
        ]);
        expect(
          got.top.map(({ count }) => count),
          column,
        ).toEqual(want.topCounts);
        // a truth value has no length
        if (got.type === 'boolean') continue;
        expectClose(got.length!.mean, want.length.mean, `${column} length`);
        expect([got.length!.min, got.length!.max], column).toEqual([
          want.length.min,
          want.length.max,
        ]);
      }
    });

    it('in correlations, duplicates and complete rows', async () => {
      const { correlations, duplicates, missing } = await profiled;
      expectMatrix(correlations.pearson, expected.pearson, 'pearson');
      expectMatrix(correlations.spearman, expected.spearman, 'spearman');
      const { columns, matrix } = correlations.cramers_v;
      for (const { a, b, v } of expected.cramersV) {
        expectClose(matrix[columns.indexOf(a)]?.[columns.indexOf(b)], v, `Cramér's V ${a} ${b}`);
      }
      expect(duplicates.rows).toBe(expected.duplicates);
      expect(missing.rowsComplete).toBe(expected.rowsComplete);
    });
  },
);
