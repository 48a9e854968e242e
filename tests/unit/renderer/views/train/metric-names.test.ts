import { expect, it } from 'vitest';
import { fullClassificationMetrics } from '../../../../../core/evaluation/full-class-metrics.ts';
import { fullRegressionMetrics } from '../../../../../core/evaluation/full-regression-metrics.ts';
import { metricFacts } from '../../../../../core/evaluation/metric-catalogue.ts';
import { rankingMetrics } from '../../../../../core/evaluation/ranking-metrics.ts';
import { clusterAgreement } from '../../../../../core/patterns/clustering/cluster-agreement.ts';
import { metricName } from '../../../../../renderer/views/train/metric-names.ts';

/** Metrics of rows that are all predicted right, in so many classes. */
function ofClasses(classes: number): string[] {
  const y = Int32Array.from({ length: 4 * classes }, (_, i) => i % classes);
  const probabilities = Array.from({ length: classes }, (_, k) =>
    Float64Array.from(y, (truth) => (truth === k ? 0.5 : 0.5 / (classes - 1))),
  );
  return Object.keys(fullClassificationMetrics({ y, probabilities, weights: null }));
}

const numbers = Float64Array.of(1, 2, 3);

it.each([
  ['two classes', ofClasses(2)],
  ['three classes', ofClasses(3)],
  ['six classes', ofClasses(6)],
  ['numbers', Object.keys(fullRegressionMetrics(numbers, numbers))],
  ['rankings', Object.keys(rankingMetrics([{ relevance: numbers, scores: numbers }], { seed: 7 }))],
  ['clusters', Object.keys(clusterAgreement(Int32Array.of(0, 1), Int32Array.of(0, 1)))],
])('names every metric of %s, and the way that is better as the core has it', (_, ids) => {
  expect(ids.length).toBeGreaterThan(2);
  for (const id of ids) {
    const { title, better } = metricName(id);
    expect(title, id).not.toBe(id);
    expect(better === 'low' ? 'lower' : 'higher', id).toBe(metricFacts(id).better);
  }
});
