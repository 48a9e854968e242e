import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparisonSchema } from '../../../core/contract/eda-relations.ts';
import { binColumn } from '../../../core/eda/relations/bin-column.ts';
import { compareColumns } from '../../../core/eda/relations/compare-columns.ts';
import {
  presentRows,
  relateToTarget,
  targetFacts,
} from '../../../core/eda/relations/target-view.ts';
import { correlationRatio, groupSpread, oneWayAnova } from '../../../core/stats/anova.ts';
import { explainedEntropy, independenceTest } from '../../../core/stats/contingency.ts';
import { takeRows, type Column } from '../../../core/table/table.ts';

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) },
  { weight: 4, arbitrary: fc.double({ noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -0, 5e-324, Number.MAX_VALUE) },
);
const dictionary = ['a', '', '__proto__', 'constructor', '0', 'é'];
const columnOf = (rows: number): fc.Arbitrary<Column> =>
  fc.oneof(
    fc
      .tuple(
        fc.array(cell, { minLength: rows, maxLength: rows }),
        fc.constantFrom('number' as const, 'integer' as const, 'datetime' as const),
      )
      .map(([values, type]): Column => ({ name: 'x', type, values: Float64Array.from(values) })),
    fc
      .array(fc.constantFrom(0, 1, NaN), { minLength: rows, maxLength: rows })
      .map((values): Column => ({ name: 'x', type: 'boolean', values: Float64Array.from(values) })),
    fc
      .tuple(
        fc.array(fc.integer({ min: -1, max: 5 }), { minLength: rows, maxLength: rows }),
        fc.constantFrom('category' as const, 'text' as const),
      )
      .map(([codes, type]): Column => ({
        name: 'x',
        type,
        codes: Int32Array.from(codes),
        dictionary,
      })),
  );
const anyColumn = fc.integer({ min: 1, max: 40 }).chain(columnOf);
const compared = comparisonSchema.shape.columns.element;

describe('comparing two columns', () => {
  it('is bounded, symmetric, and what JSON can hold', () => {
    fc.assert(
      fc.property(anyColumn, anyColumn, (a, b) => {
        const there = compareColumns(a, b);
        const back = compareColumns(b, a);
        expect(there === null).toBe(back === null);
        if (!there || !back) return;
        expect(compared.parse(JSON.parse(JSON.stringify(there)))).toEqual(there);
        expect(there.difference).toBeGreaterThanOrEqual(0);
        expect(there.difference).toBeLessThanOrEqual(1 + 1e-12);
        expect(back.difference).toBeCloseTo(there.difference, 12);
        expect(back.missingDifference).toBeCloseTo(-there.missingDifference, 12);
        expect([back.a, back.b]).toEqual([there.b, there.a]);
        for (const shares of [there.distribution.a, there.distribution.b]) {
          if (shares.length > 0) expect(shares.reduce((x, y) => x + y, 0)).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds no difference between a column and its rows in another order', () => {
    fc.assert(
      fc.property(anyColumn, (column) => {
        const n = 'codes' in column ? column.codes.length : column.values.length;
        const order = Int32Array.from({ length: n }, (_, i) => n - 1 - i);
        expect(compareColumns(column, takeRows(column, order))!.difference).toBe(0);
      }),
    );
  });
});

describe('bins of a column', () => {
  it('cover every present cell once, none of them empty, in few levels', () => {
    fc.assert(
      fc.property(anyColumn, (column) => {
        const { codes, labels } = binColumn(column);
        const present = new Set(presentRows(column));
        for (const [row, code] of codes.entries()) expect(code >= 0).toBe(present.has(row));
        expect(new Set(codes.filter((code) => code >= 0)).size).toBe(labels.length);
        expect(new Set(labels).size).toBe(labels.length);
        expect(labels.length).toBeLessThanOrEqual(101);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a column against a target', () => {
  it('has a strength from 0 to 1, and bins that count every row', () => {
    const both = fc
      .integer({ min: 2, max: 40 })
      .chain((rows) => fc.tuple(columnOf(rows), columnOf(rows)));
    fc.assert(
      fc.property(both, ([column, target]) => {
        const rows = presentRows(target);
        const present = takeRows(target, rows);
        fc.pre(binColumn(present).labels.length >= 2);
        const related = relateToTarget(takeRows(column, rows), targetFacts(present));
        expect(JSON.parse(JSON.stringify(related))).toEqual(related);
        expect(related.strength).toBeGreaterThanOrEqual(0);
        expect(related.strength).toBeLessThanOrEqual(1);
        expect(related.bins.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
        if (related.value !== null) expect(Math.abs(related.value)).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 500 },
    );
  });
});

describe('analysis of variance and contingency', () => {
  const grouped = fc.array(
    fc.tuple(fc.double({ min: -100, max: 100, noNaN: true }), fc.integer({ min: 0, max: 3 })),
    { minLength: 6, maxLength: 60 },
  );

  it('does not change when values are moved and stretched or groups renamed', () => {
    fc.assert(
      fc.property(grouped, (rows) => {
        const values = Float64Array.from(rows, ([value]) => value);
        const codes = Int32Array.from(rows, ([, code]) => code);
        const a = groupSpread(values, codes, 4);
        fc.pre(a.within > 1e-3 && a.between > 1e-3);
        const b = groupSpread(
          values.map((v) => 3 * v + 5),
          codes.map((code) => 3 - code),
          4,
        );
        expect(correlationRatio(b)).toBeCloseTo(correlationRatio(a), 8);
        expect(oneWayAnova(b).pValue).toBeCloseTo(oneWayAnova(a).pValue, 8);
      }),
    );
  });

  it('tests independence alike from either side', () => {
    const counts = fc.array(fc.nat({ max: 30 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(counts, (cells) => {
        const table = { counts: Float64Array.from(cells), rows: 3, columns: 4 };
        const turned = {
          counts: Float64Array.from(cells, (_, i) => cells[(i % 3) * 4 + Math.floor(i / 3)]!),
          rows: 4,
          columns: 3,
        };
        const [a, b] = [independenceTest(table), independenceTest(turned)];
        if (Number.isNaN(a.pValue)) expect(b.pValue).toBeNaN();
        else expect(b.pValue).toBeCloseTo(a.pValue, 10);
        const strength = explainedEntropy(table);
        if (!Number.isNaN(strength)) expect(strength >= 0 && strength <= 1).toBe(true);
      }),
    );
  });
});
