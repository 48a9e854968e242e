import { describe, expect, it } from 'vitest';
import { readDelimited } from '../../../core/data/read-delimited.ts';
import { settingsSchema } from '../../../core/contract/settings.ts';
import { profileTable } from '../../../core/eda/profile.ts';
import golden from './profile.json' with { type: 'json' };

interface Dates {
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly gaps: number;
  readonly distinct: number;
  readonly monotonic: string;
  readonly mean: number;
  readonly std: number;
  readonly quantiles: readonly number[];
}

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

function pairsOf(ends: readonly { value: number; count: number }[]): number[][] {
  return ends.map(({ value, count }) => [value, count]);
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
        const { quantiles, histogram, outliers, smallest, largest, monotonic, ...rest } = want;
        expect(got.monotonic, `${column} monotonic`).toBe(monotonic);
        expect(pairsOf(got.extremes!.smallest), `${column} smallest`).toEqual(smallest);
        expect(pairsOf(got.extremes!.largest), `${column} largest`).toEqual(largest);
        for (const [key, value] of Object.entries(rest)) {
          expectClose(got[key as keyof typeof rest] as number | null, value, `${column} ${key}`);
        }
        for (const [i, share] of ['0.05', '0.25', '0.5', '0.75', '0.95'].entries()) {
          expectClose(got.quantiles[share], quantiles[i]!, `${column} quantile ${share}`);
        }
        expect(got.histogram!.counts, `${column} histogram`).toEqual(histogram);
        expect(got.outliers!.iqr.count, `${column} fences`).toBe(outliers.iqr);
        expectClose(got.outliers!.iqr.low, outliers.low, `${column} lower fence`);
        expectClose(got.outliers!.iqr.high, outliers.high, `${column} upper fence`);
        expect(got.outliers!.zscore.count, `${column} z`).toBe(outliers.zscore);
        expect(got.outliers!.mad.count, `${column} modified z`).toBe(outliers.mad);
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

    it('in the span, the step and the gaps of dates', async () => {
      const profile = await profiled;
      for (const [column, want] of Object.entries(expected.dates as Record<string, Dates>)) {
        const got = profile.columns.find((candidate) => candidate.name === column)!;
        const { first, last, step, gapCount } = got.dates!;
        expect([first, last, step, gapCount]).toEqual([
          want.first,
          want.last,
          want.step,
          want.gaps,
        ]);
        expect([got.distinct, got.monotonic]).toEqual([want.distinct, want.monotonic]);
        expectClose(got.mean, want.mean, `${column} mean`);
        expectClose(got.std, want.std, `${column} std`);
        expect(Object.values(got.quantiles)).toEqual(want.quantiles);
      }
    });

    it('in what is missing together', async () => {
      const { missing } = await profiled;
      const want = expected.missing;
      expect(missing.cells).toBe(want.cells);
      expectMatrix(missing.correlation, { columns: want.columns, matrix: want.correlation }, 'phi');
      expect(missing.dendrogram.columns).toEqual(want.columns);
      expect(missing.dendrogram.order).toEqual(want.leaves);
      for (const [i, merge] of want.linkage.entries()) {
        for (const [j, value] of merge.entries()) {
          expectClose(missing.dendrogram.linkage[i]![j], value, `merge ${i} ${j}`);
        }
      }
    });

    it('in the automatic matrix', async () => {
      const { columns, matrix } = (await profiled).correlations.auto;
      let compared = 0;
      for (const [a, b, v] of expected.auto as [string, string, number | null][]) {
        const [i, j] = [columns.indexOf(a), columns.indexOf(b)];
        // texts that are no categories have no place in it
        if (i < 0 || j < 0) continue;
        expectClose(matrix[i]![j], v, `auto ${a} ${b}`);
        compared++;
      }
      expect(compared).toBeGreaterThan(5);
    });

    it('in its alerts', async () => {
      const { alerts, columns } = await profiled;
      const types = new Map(columns.map(({ name: column, type }) => [column, type]));
      const own = new Set(['empty', 'high_correlation', 'duplicates', 'seasonal', 'type_date']);
      const got = alerts
        .filter(({ kind }) => !own.has(kind))
        .map(({ kind, column }) => `${column} ${kind}`);
      const want = (expected.alerts as [string, string][]).filter(([kind, column]) => {
        // levels are asked of categories and truth values, lengths of categories and texts
        if (kind === 'constant_length') return types.get(column) !== 'boolean';
        return (
          (kind !== 'high_cardinality' && kind !== 'imbalance') || types.get(column) !== 'text'
        );
      });
      expect(got.toSorted()).toEqual(want.map(([kind, column]) => `${column} ${kind}`).toSorted());
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
