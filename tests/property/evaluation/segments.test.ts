import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import type { Evaluation } from '../../../core/contract/evaluation.ts';
import { evaluate } from '../../../core/evaluation/evaluate.ts';
import { scoredRows, takeScoredRows } from '../../../core/evaluation/metric-interval.ts';
import type { RunRows } from '../../../core/evaluation/run-rows.ts';
import { judgeOf } from '../../../core/evaluation/segments/judge.ts';
import { segmentDifference } from '../../../core/evaluation/segments/segment-difference.ts';
import { takeValues } from '../../../core/evaluation/take-values.ts';

interface Drawn {
  readonly y: number;
  readonly p: number;
  readonly inside: boolean;
}

const rows = fc.array(
  fc.record({
    y: fc.integer({ min: 0, max: 1 }),
    p: fc.integer({ min: 0, max: 20 }).map((tick) => tick / 20),
    inside: fc.boolean(),
  }),
  { minLength: 2, maxLength: 30 },
);

/** What of the rows of a run judging looks at. */
function runOf(list: readonly Drawn[], task: 'classification' | 'regression'): RunRows {
  const second = Float64Array.from(list, ({ p }) => p);
  const classes = task === 'classification' ? ['no', 'yes'] : [];
  const probabilities = task === 'classification' ? [second.map((p) => 1 - p), second] : null;
  const values = task === 'classification' ? null : second;
  return {
    data: { task, classes, y: Float64Array.from(list, ({ y }) => y), weights: null },
    prediction: { probabilities, values },
    pipeline: { threshold: null },
  } as unknown as RunRows;
}

const placesOf = (list: readonly Drawn[], inside: boolean): Int32Array =>
  Int32Array.from([...list.keys()].filter((i) => list[i]!.inside === inside));

function evaluated({ data, prediction }: RunRows, places: Int32Array): Evaluation {
  const common = { seed: 7, tick: noTick };
  const y = takeValues(data.y, places);
  if (prediction.values)
    return evaluate({
      ...common,
      task: 'regression',
      y,
      predicted: takeValues(prediction.values, places),
    });
  return evaluate({
    ...common,
    task: 'classification',
    classes: data.classes,
    y: Int32Array.from(y),
    probabilities: prediction.probabilities!.map((column) => takeValues(column, places)),
  });
}

it.each(['classification', 'regression'] as const)(
  'metrics of a part equal an evaluation of its rows: %s',
  (task) => {
    fc.assert(
      fc.property(rows, (list) => {
        const run = runOf(list, task);
        for (const inside of [true, false]) {
          const places = placesOf(list, inside);
          if (places.length === 0) continue;
          const judged = judgeOf(run).metrics(places, noTick);
          for (const [id, value] of Object.entries(evaluated(run, places).metrics)) {
            if (value === null) expect(judged[id]!.value, id).toBeNull();
            else expect(judged[id]!.value, id).toBeCloseTo(value, 9);
          }
          expect(JSON.stringify(judged)).not.toMatch(/NaN|Infinity/);
        }
      }),
      { numRuns: 15 },
    );
  },
);

it('the difference turns its sign when segment and rest change places', () => {
  fc.assert(
    fc.property(rows, (list) => {
      const scored = scoredRows(runOf(list, 'classification'));
      const [a, b] = [true, false].map((inside) => takeScoredRows(scored, placesOf(list, inside)));
      if (a!.y.length === 0 || b!.y.length === 0) return;
      const metric = { name: 'accuracy', better: 'higher' } as const;
      const options = { metric, seed: 7, tick: noTick };
      const [there, back] = [
        segmentDifference(a!, b!, options),
        segmentDifference(b!, a!, options),
      ];
      expect(there.value! + back.value!).toBeCloseTo(0, 12);
      if (there.low === null) return;
      expect(there.low).toBeLessThanOrEqual(there.high!);
      expect(there.low).toBeGreaterThanOrEqual(-1);
      expect(there.pValue).toBeGreaterThan(0);
    }),
    { numRuns: 25 },
  );
});
