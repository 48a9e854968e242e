import { metricFacts } from '../evaluation/metric-catalogue.ts';

/**
 * Which end of a metric is the good one, by its id with or without `train.`, `test.`, `cv.` and
 * `.mean`; null for spreads (`.std`), where neither is.
 */
export function metricDirection(name: string): 'higher' | 'lower' | null {
  if (name.endsWith('.std')) return null;
  const id = name.replace(/^(train|test|cv)\./, '').replace(/\.mean$/, '');
  return metricFacts(id).better;
}
