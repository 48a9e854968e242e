import fc from 'fast-check';
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

it('gives a row of whole weight k what k copies of it give', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const weighted = classificationMetrics(
        ...prepare(list),
        Float64Array.from(list, (row) => row.times),
      );
      const copies = list.flatMap((row) => Array.from({ length: row.times }, () => row));
      const repeated = classificationMetrics(...prepare(copies));
      for (const [id, value] of Object.entries(repeated)) {
        if (value === null) expect(weighted[id], id).toBeNull();
        else expect(weighted[id], id).toBeCloseTo(value, 10);
      }
    }),
  );
});

it('counts ROC AUC as the share of pairs in the right order, ties half', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const positives = list.filter((row) => row.y === 1);
      const negatives = list.filter((row) => row.y === 0);
      const pairs = positives.flatMap((a) =>
        negatives.map((b) => (a.p > b.p ? 1 : a.p === b.p ? 0.5 : 0)),
      );
      const auc = classificationMetrics(...prepare(list))['roc_auc']!;
      if (pairs.length === 0) expect(auc).toBeNull();
      else expect(auc).toBeCloseTo(pairs.reduce((sum, v) => sum + v, 0) / pairs.length, 10);
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
  fc.assert(
    fc.property(list, (values) => {
      const doubles = (pick: (v: (typeof values)[number]) => number, from = values): Float64Array =>
        Float64Array.from(from, pick);
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
      for (const [id, value] of Object.entries(repeated)) {
        // one row repeated is no longer one row: only r2 counts rows
        if (id === 'r2' && (value === null || weighted[id] === null)) continue;
        if (value === null) expect(weighted[id], id).toBeNull();
        else
          expect(weighted[id]! / Math.max(1, Math.abs(value)), id).toBeCloseTo(
            value / Math.max(1, Math.abs(value)),
            9,
          );
      }
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
