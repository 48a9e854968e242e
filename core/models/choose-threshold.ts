import type { TrainInput } from '../contract/models.ts';
import { orderDescending } from '../evaluation/ranking.ts';

/** Rows of that probability of the second class or more are called the second class. */
export interface Threshold {
  readonly by: Exclude<TrainInput['threshold']['by'], 'default'>;
  readonly value: number;
}

interface Counts {
  readonly hits: number;
  readonly falseAlarms: number;
  readonly positives: number;
  readonly negatives: number;
}

type Options = Pick<TrainInput['threshold'], 'falsePositive' | 'falseNegative'> & {
  readonly by: Threshold['by'];
};

/** Higher is better for each measure. */
function measure(
  { hits, falseAlarms, positives, negatives }: Counts,
  { by, falsePositive, falseNegative }: Options,
): number {
  switch (by) {
    case 'f1':
      return (2 * hits) / (hits + falseAlarms + positives);
    case 'balanced_accuracy':
      return hits / positives - falseAlarms / negatives;
    case 'cost':
      return -(falseAlarms * falsePositive + (positives - hits) * falseNegative);
  }
}

/**
 * The threshold under which the labels of the rows are best by a measure. Between two probabilities it
 * lies half-way, which new rows are least likely to fall on. O(n log n).
 */
export function chooseThreshold(
  probabilities: Float64Array,
  { y, weights }: { readonly y: Float64Array; readonly weights: Float64Array | null },
  options: Options,
): Threshold {
  const order = orderDescending(probabilities);
  const weightOf = (row: number) => (weights ? weights[row]! : 1);
  let [positives, negatives] = [0, 0];
  for (const row of order) {
    if (y[row] === 1) positives += weightOf(row);
    else negatives += weightOf(row);
  }
  let [hits, falseAlarms] = [0, 0];
  const none = measure({ hits, falseAlarms, positives, negatives }, options);
  let best = { score: none, value: 1 };
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    if (y[row] === 1) hits += weightOf(row);
    else falseAlarms += weightOf(row);
    const here = probabilities[row]!;
    const next = i + 1 < order.length ? probabilities[order[i + 1]!]! : 0;
    if (next === here && i + 1 < order.length) continue;
    const score = measure({ hits, falseAlarms, positives, negatives }, options);
    if (score > best.score) best = { score, value: (here + next) / 2 };
  }
  return { by: options.by, value: best.value };
}
