import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../core/base/rng.ts';
import { noTick } from '../../../../core/base/tick.ts';
import {
  clusterMetrics,
  silhouetteSample,
} from '../../../../core/patterns/clustering/cluster-metrics.ts';
import type { Matrix } from '../../../../core/table/matrix.ts';

function pairsOfClouds(rows: number): { x: Matrix; labels: Int32Array } {
  const rng = createRng(2);
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const columns = [Float64Array.from(labels, (label) => 6 * label + rng.normal())];
  return { x: { rows, names: ['a'], columns }, labels };
}

const wide = (rows: number, width: number): Matrix => ({
  rows,
  names: [],
  columns: Array.from({ length: width }, () => new Float64Array(0)),
});

describe('cluster metrics', () => {
  it('rest on all rows up to 20,000, on a sample of more, and on fewer of many columns', () => {
    expect(silhouetteSample(wide(20_000, 8))).toBeNull();
    expect(silhouetteSample(wide(20_001, 8))).toBe(10_000);
    expect(silhouetteSample(wide(20_000, 800))).toBe(3162);
    expect(silhouetteSample(wide(3000, 800))).toBeNull();
  });

  it('of a sample are near those of all rows', () => {
    const { x, labels } = pairsOfClouds(21_000);
    const few = pairsOfClouds(4000);
    const sampled = clusterMetrics(x, labels, noTick).silhouette!;
    const exact = clusterMetrics(few.x, few.labels, noTick).silhouette!;
    expect(Math.abs(sampled - exact)).toBeLessThan(0.02);
  });

  it('leave noise out, and do not exist for one cluster or none', () => {
    const { x, labels } = pairsOfClouds(100);
    const noisy = labels.map((label, i) => (i < 40 ? -1 : label));
    const columns = x.columns.map((values) => values.slice(40));
    const rest = { ...x, rows: 60, columns };
    expect(clusterMetrics(x, noisy, noTick)).toEqual(
      clusterMetrics(rest, labels.slice(40), noTick),
    );
    for (const label of [0, -1]) {
      const found = clusterMetrics(
        x,
        labels.map(() => label),
        noTick,
      );
      expect(Object.values(found)).toEqual([null, null, null]);
    }
  });
});
