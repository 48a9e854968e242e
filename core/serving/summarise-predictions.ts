import type { Prediction } from '../models/predict.ts';

interface Count {
  readonly label: string;
  readonly count: number;
}

function countClasses(labels: Int32Array, classes: readonly string[]): Count[] {
  const counts = new Int32Array(classes.length);
  for (const label of labels) counts[label]!++;
  return classes.map((label, k) => ({ label, count: counts[k]! }));
}

/** Rows between the deciles' edges would be equal by design, so bins are equally wide instead: ten. */
function countBins(values: Float64Array): Count[] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const text = (value: number): string => String(Number(value.toPrecision(4)));
  if (!(high > low)) return values.length === 0 ? [] : [{ label: text(low), count: values.length }];
  const bins = 10;
  const counts = new Int32Array(bins);
  const width = (high - low) / bins;
  for (const value of values) counts[Math.min(bins - 1, Math.floor((value - low) / width))]!++;
  return Array.from(counts, (count, k) => ({
    label: `${text(low + k * width)} – ${text(low + (k + 1) * width)}`,
    count,
  }));
}

/** Rows by predicted class, or by ten equally wide ranges of the predicted number. */
export function summarisePredictions(prediction: Prediction, classes: readonly string[]): Count[] {
  return prediction.labels === null
    ? countBins(prediction.values!)
    : countClasses(prediction.labels, classes);
}
