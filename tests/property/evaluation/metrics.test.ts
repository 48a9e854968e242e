import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { evaluate } from '../../../core/evaluation/evaluate.ts';
import { classificationMetrics, regressionMetrics } from '../../../core/evaluation/metrics.ts';

const rows = fc.array(
  fc.record({
    y: fc.integer({ min: 0, max: 1 }),
    p: fc.integer({ min: 0, max: 20 }).map((tick) => tick / 20),
    times: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 40 },
);

function prepare(list: readonly { y: number; p: number }[]): [Int32Array, Float64Array[]] {
  const second = Float64Array.from(list, (row) => row.p);
  return [Int32Array.from(list, (row) => row.y), [second.map((p) => 1 - p), second]];
}

/** Ids whose values differ by more than rounding. */
function differing(
  actual: Record<string, number | null>,
  expected: Record<string, number | null>,
): string[] {
  return Object.entries(expected)
    .filter(([id, value]) => {
      const other = actual[id] ?? null;
      if (value === null || other === null) return value !== other;
      return Math.abs(other - value) > 1e-9 * Math.max(1, Math.abs(value));
    })
    .map(([id, value]) => `${id}: ${actual[id]}, not ${value}`);
}

it('gives a row of whole weight k what k copies of it give', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const weighted = classificationMetrics(
        ...prepare(list),
        Float64Array.from(list, (row) => row.times),
      );
      const copies = list.flatMap((row) => Array.from({ length: row.times }, () => row));
      const repeated = classificationMetrics(...prepare(copies));
      expect(differing(weighted, repeated)).toEqual([]);
    }),
  );
});

it('counts ROC AUC as the share of pairs in the right order, ties half', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const positives = list.filter((row) => row.y === 1);
      const negatives = list.filter((row) => row.y === 0);
      const pairs = positives.flatMap((a) =>
        negatives.map((b): number => (a.p > b.p ? 1 : a.p === b.p ? 0.5 : 0)),
      );
      const roc_auc =
        pairs.length === 0 ? null : pairs.reduce((sum, v) => sum + v, 0) / pairs.length;
      expect(differing(classificationMetrics(...prepare(list)), { roc_auc })).toEqual([]);
    }),
  );
});

it('gives regression copies what whole weights give', () => {
  const list = fc.array(
    fc.record({
      y: fc.integer({ min: -50, max: 50 }),
      predicted: fc.integer({ min: -50, max: 50 }),
      times: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 30 },
  );
  type Row = { y: number; predicted: number; times: number };
  fc.assert(
    fc.property(list, (values) => {
      const doubles = (pick: (v: Row) => number, from: readonly Row[] = values): Float64Array =>
        Float64Array.from(from.map(pick));
      const weighted = regressionMetrics(
        doubles((v) => v.y),
        doubles((v) => v.predicted),
        doubles((v) => v.times),
      );
      const copies = values.flatMap((v) => Array.from({ length: v.times }, () => v));
      const repeated = regressionMetrics(
        doubles((v) => v.y, copies),
        doubles((v) => v.predicted, copies),
      );
      // r2 is defined from two rows on, and copies of one row are several rows
      const { r2, ...others } = repeated;
      const bothHaveR2 = r2 !== null && weighted['r2'] !== null;
      expect(differing(weighted, bothHaveR2 ? repeated : others)).toEqual([]);
    }),
  );
});

it('holds no NaN and no infinity anywhere, whatever is evaluated', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const [y, probabilities] = prepare(list);
      const classified = evaluate({
        task: 'classification',
        classes: ['a', 'b'],
        y,
        probabilities,
        seed: 3,
        tick: noTick,
      });
      const predicted = Float64Array.from(list, (row) => (row.times === 3 ? Infinity : row.p));
      const numbers = evaluate({
        task: 'regression',
        y: Float64Array.from(y),
        predicted,
        seed: 3,
        tick: noTick,
      });
      for (const evaluation of [classified, numbers]) {
        expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
      }
    }),
    { numRuns: 40 },
  );
});
