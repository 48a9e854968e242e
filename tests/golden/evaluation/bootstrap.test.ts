import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { bootstrapIntervals } from '../../../core/evaluation/bootstrap.ts';
import { classificationMetrics, classificationScorer } from '../../../core/evaluation/metrics.ts';
import type { Metrics, Scorer } from '../../../core/evaluation/metrics.ts';
import {
  fullRegressionMetrics,
  fullRegressionScorer,
} from '../../../core/evaluation/full-regression-metrics.ts';

type Ends = readonly [number, number];
type Expected = Record<string, { percentile: Ends; BCa: Ends; error: number }>;
const golden = JSON.parse(readFileSync(new URL('bootstrap.json', import.meta.url), 'utf8')) as {
  tolerance: { mean: number; single: number; bca: number };
  classification: { y: number[]; p: number[]; metrics: Expected };
  regression: { y: number[]; predicted: number[]; metrics: Expected };
};
const seeds = Array.from({ length: 40 }, (_, seed) => seed);

/** The ends of every seed by metric. */
function drawEnds(scorer: Scorer, observed: Metrics, rows: number): Record<string, Ends>[] {
  return seeds.map((seed) => {
    const { intervals } = bootstrapIntervals(() => scorer, observed, {
      rows,
      weights: null,
      seed,
      tick: noTick,
    });
    const ends = Object.entries(intervals).map(([id, { low, high }]) => [id, [low!, high!]]);
    return Object.fromEntries(ends) as Record<string, Ends>;
  });
}

const { classification, regression, tolerance } = golden;
const y = Int32Array.from(classification.y);
const second = Float64Array.from(classification.p);
const probabilities = [second.map((p) => 1 - p), second];
const numbers = Float64Array.from(regression.y);
const predicted = Float64Array.from(regression.predicted);

describe.each([
  [
    'classes',
    classification.metrics,
    drawEnds(
      classificationScorer(y, probabilities),
      classificationMetrics(y, probabilities),
      y.length,
    ),
  ],
  [
    'numbers',
    regression.metrics,
    drawEnds(
      fullRegressionScorer(numbers, predicted),
      fullRegressionMetrics(numbers, predicted),
      numbers.length,
    ),
  ],
] as const)('bootstrap intervals of %s', (_, metrics, drawn) => {
  it.each(Object.entries(metrics))('of %s are those of scipy', (id, { percentile, BCa, error }) => {
    for (const end of [0, 1] as const) {
      const found = drawn.map((intervals) => intervals[id]![end]);
      const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
      expect(Math.abs(mean - percentile[end]) / error).toBeLessThan(tolerance.mean);
      expect(Math.abs(mean - BCa[end]) / error).toBeLessThan(tolerance.bca);
      for (const value of found) {
        expect(Math.abs(value - percentile[end]) / error).toBeLessThan(tolerance.single);
      }
    }
  });
});
