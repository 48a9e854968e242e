import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { driftTests, type DriftColumn } from '../../../core/contract/monitoring.ts';
import { compareColumn } from '../../../core/monitoring/drift.ts';
import { takeRows, type Column } from '../../../core/table/table.ts';

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) },
  { weight: 4, arbitrary: fc.double({ noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -0, 5e-324, Number.MAX_VALUE) },
);
const numeric = fc
  .array(cell, { minLength: 1, maxLength: 60 })
  .map((values): Column => ({ name: 'x', type: 'number', values: Float64Array.from(values) }));
const category = fc
  .array(fc.integer({ min: -1, max: 5 }), { minLength: 1, maxLength: 60 })
  .map((codes): Column => ({
    name: 'x',
    type: 'category',
    codes: Int32Array.from(codes),
    dictionary: ['a', '', '__proto__', 'constructor', '0', 'é'],
  }));
const pair = fc.oneof(fc.tuple(numeric, numeric), fc.tuple(category, category));
const asked = fc.constantFrom('auto', ...driftTests);

function rowCount(column: Column): number {
  return 'codes' in column ? column.codes.length : column.values.length;
}

describe('comparing a column of two versions', () => {
  it('gives a report that JSON can hold, whatever the cells', () => {
    fc.assert(
      fc.property(pair, asked, ([reference, current], test) => {
        const outcome = compareColumn(reference, current, { test, threshold: null });
        expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
        if (outcome.kind === 'skipped') return;
        expect(outcome.effect).toBeGreaterThanOrEqual(0);
        expect(outcome.effect).toBeLessThanOrEqual(1);
        for (const shares of [outcome.distribution.reference, outcome.distribution.current]) {
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
          expect(shares.length).toBeLessThanOrEqual(30);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on the order of rows or of the dictionary', () => {
    fc.assert(
      fc.property(pair, asked, fc.nat(), ([reference, current], test, seed) => {
        const shuffled = (column: Column): Column => {
          const rows = Array.from({ length: rowCount(column) }, (_, i) => i);
          rows.sort((a, b) => ((a * 7919 + seed) % 101) - ((b * 7919 + seed) % 101));
          const moved = takeRows(column, Int32Array.from(rows));
          if (!('codes' in moved)) return moved;
          const last = moved.dictionary.length - 1;
          const codes = moved.codes.map((code) => (code < 0 ? code : last - code));
          return { ...moved, codes, dictionary: moved.dictionary.toReversed() };
        };
        const options = { test, threshold: null };
        expect(compareColumn(shuffled(reference), shuffled(current), options)).toEqual(
          compareColumn(reference, current, options),
        );
      }),
    );
  });

  it('has an effect that is symmetric and zero for a version against itself', () => {
    fc.assert(
      fc.property(pair, ([reference, current]) => {
        const effect = (a: Column, b: Column): number | null => {
          const outcome = compareColumn(a, b, { test: 'auto', threshold: null });
          return outcome.kind === 'skipped' ? null : (outcome satisfies DriftColumn).effect;
        };
        const there = effect(reference, current);
        const back = effect(current, reference);
        expect(back === null).toBe(there === null);
        expect(back ?? 0).toBeCloseTo(there ?? 0, 12);
        expect(effect(reference, reference) ?? 0).toBe(0);
      }),
    );
  });
});
