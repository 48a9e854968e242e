import fc from 'fast-check';
import { expect, it } from 'vitest';
import { referenceShapley } from '../../../core/explainability/methods/reference-shapley.ts';
import type { Table } from '../../../core/table/table.ts';
import { numberColumn } from '../../support/small-pipeline.ts';

const row = (values: readonly number[]): Table => ({
  rows: 1,
  columns: values.map((value, j) => numberColumn(`c${j}`, [value])),
});

/** A function with products of neighbours, so that columns interact. */
function score(table: Table): Float64Array {
  return Float64Array.from({ length: table.rows }, (_, i) => {
    const x = table.columns.map((column) => ('values' in column ? column.values[i]! : 0));
    return x.reduce((sum, value, j) => sum + (j + 1) * value + value * (x[j + 1] ?? 1), 0);
  });
}

const cells = (length: number) =>
  fc.array(fc.integer({ min: -5, max: 5 }), { minLength: length, maxLength: length });

it('is the mean over all orders for up to 8 columns', () => {
  fc.assert(
    fc.property(cells(4), cells(4), (own, other) => {
      const { contributions, error, base, output } = referenceShapley(row(own), row(other), score);
      const mean = [0, 0, 0, 0];
      const orders = permutations([0, 1, 2, 3]);
      for (const order of orders) {
        const at = [...other];
        for (const k of order) {
          const before = score(row(at))[0]!;
          at[k] = own[k]!;
          mean[k]! += (score(row(at))[0]! - before) / orders.length;
        }
      }
      mean.forEach((value, k) => expect(contributions[k]).toBeCloseTo(value, 9));
      expect(error).toBe(0);
      expect(contributions.reduce((s, c) => s + c, base)).toBeCloseTo(output, 9);
    }),
    { numRuns: 30 },
  );
});

it('adds up for more columns, near the exact values of pairwise products', () => {
  fc.assert(
    fc.property(cells(14), cells(14), (own, other) => {
      const found = referenceShapley(row(own), row(other), score);
      const sum = found.contributions.reduce((s, c) => s + c, found.base);
      expect(sum).toBeCloseTo(found.output, 8);
      own.forEach((value, j) => {
        // For products of two, Shapley values are those of the two ends of an order's middle.
        const before = own[j - 1] === undefined ? 0 : (own[j - 1]! + other[j - 1]!) / 2;
        const after = own[j + 1] === undefined ? 1 : (own[j + 1]! + other[j + 1]!) / 2;
        const exact = (value - other[j]!) * (j + 1 + before + after);
        // An order and its reverse average pairwise products exactly.
        expect(found.contributions[j]).toBeCloseTo(exact, 8);
      });
    }),
    { numRuns: 20 },
  );
});

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
