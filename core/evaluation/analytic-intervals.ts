import type { Evaluation } from '../contract/evaluation.ts';
import { classCounts } from './class-counts.ts';
import type { Confusion } from './confusion.ts';
import { delongInterval } from './delong.ts';
import type { Metrics } from './metrics.ts';
import type { RankedScores } from './ranking.ts';
import { wilsonInterval } from './wilson.ts';

type Intervals = Evaluation['intervals'];

/** Hits and rows of each metric that is a share of rows. */
function rates(confusion: Confusion, metrics: Metrics): Record<string, [number, number]> {
  const all = classCounts(confusion);
  const total = confusion.matrix.reduce((a, b) => a + b, 0);
  const correct = all.reduce((sum, { tp }) => sum + tp, 0);
  const found: Record<string, [number, number]> = { zero_one_loss: [total - correct, total] };
  const right = [
    'accuracy',
    'precision_micro',
    'recall_micro',
    'f1_micro',
    'f0_5_micro',
    'f2_micro',
  ];
  for (const id of right) found[id] = [correct, total];
  for (const k of [2, 3, 5]) {
    const share = metrics[`top_${k}_accuracy`];
    if (typeof share === 'number') found[`top_${k}_accuracy`] = [Math.round(share * total), total];
  }
  if (all.length !== 2) return found;
  const { tp, fp, fn, tn } = all[1]!;
  return {
    ...found,
    precision: [tp, tp + fp],
    recall: [tp, tp + fn],
    specificity: [tn, tn + fp],
    negative_predictive_value: [tn, tn + fn],
  };
}

/**
 * The 95 % intervals that a formula gives, for rows that count alike: DeLong for the area under the ROC
 * curve of two classes, Wilson for shares of rows.
 */
export function analyticIntervals(
  metrics: Metrics,
  confusion: Confusion,
  ranked: RankedScores | null,
): Intervals {
  const intervals: Intervals = {};
  for (const [id, [hits, rows]] of Object.entries(rates(confusion, metrics))) {
    const value = metrics[id];
    if (typeof value !== 'number') continue;
    intervals[id] =
      rows > 0
        ? { value, ...wilsonInterval(hits, rows), method: 'wilson' }
        : // a share of nothing, 0 by convention, says nothing of what it might be
          { value, low: null, high: null };
  }
  const area = metrics['roc_auc'];
  const bounds = ranked && typeof area === 'number' ? delongInterval(ranked) : null;
  if (bounds) intervals['roc_auc'] = { value: area!, ...bounds, method: 'delong' };
  return intervals;
}
