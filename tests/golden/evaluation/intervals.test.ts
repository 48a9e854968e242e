import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { delongInterval, delongVariance } from '../../../core/evaluation/delong.ts';
import { evaluate } from '../../../core/evaluation/evaluate.ts';
import { orderDescending } from '../../../core/evaluation/ranking.ts';
import { wilsonInterval } from '../../../core/evaluation/wilson.ts';

const golden = JSON.parse(readFileSync(new URL('intervals.json', import.meta.url), 'utf8')) as {
  delong: {
    name: string;
    y: number[];
    scores: number[];
    variance: number;
    low: number;
    high: number;
  }[];
  wilson: { hits: number; rows: number; interval: [number, number] }[];
};

it.each(golden.delong)('DeLong: $name', ({ y, scores: given, variance, low, high }) => {
  const scores = Float64Array.from(given);
  const order = orderDescending(scores);
  const ranked = { y: Int32Array.from(y), positive: 1, scores, order };
  expect(delongVariance(ranked)).toBeCloseTo(variance, 10);
  const interval = delongInterval(ranked)!;
  expect(interval.low).toBeCloseTo(low, 9);
  expect(interval.high).toBeCloseTo(high, 9);
  const evaluation = evaluate({
    task: 'classification',
    classes: ['no', 'yes'],
    y: ranked.y,
    probabilities: [scores.map((p) => 1 - p), scores],
    seed: 1,
    tick: noTick,
  });
  expect(evaluation.intervals['roc_auc']).toMatchObject({ ...interval, method: 'delong' });
  expect(evaluation.intervals['accuracy']!.method).toBe('wilson');
  expect(evaluation.intervals['mcc']!.method).toBe('bootstrap');
  expect(evaluation.ks!.statistic).toBeCloseTo(evaluation.metrics['ks']!, 12);
  expect(evaluation.gain!.captured.at(-1)).toBe(1);
});

it.each(golden.wilson)('Wilson: $hits of $rows', ({ hits, rows, interval }) => {
  const { low, high } = wilsonInterval(hits, rows);
  expect(low).toBeCloseTo(interval[0], 10);
  expect(high).toBeCloseTo(interval[1], 10);
});
