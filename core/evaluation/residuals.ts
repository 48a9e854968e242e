import type { Histogram } from '../contract/common.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import { evenly, maxPoints } from './curves.ts';

/** Bins by Freedman & Diaconis 1981, between 5 and 60. Values must be finite. */
function histogramOf(values: Float64Array): Histogram {
  if (values.length === 0) return { edges: [], counts: [] };
  const sorted = values.toSorted();
  const low = sorted[0]!;
  const high = sorted.at(-1)!;
  if (low === high) return { edges: [low - 0.5, low + 0.5], counts: [values.length] };
  const quartile = (p: number): number => sorted[Math.floor(p * (sorted.length - 1))]!;
  const width = (2 * (quartile(0.75) - quartile(0.25))) / Math.cbrt(values.length);
  const wanted = width > 0 ? Math.ceil((high - low) / width) : 60;
  const bins = Math.min(60, Math.max(5, wanted));
  const edges = Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of values) {
    counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))]!++;
  }
  return { edges, counts };
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Actual − predicted: at most 5,000 rows evenly drawn, and the histogram of all that are finite. */
export function residualsOf(
  y: Float64Array,
  predicted: Float64Array,
): NonNullable<Evaluation['residuals']> {
  const residual = Float64Array.from(y, (value, i) => value - predicted[i]!);
  const shown = evenly(y.length, maxPoints);
  return {
    actual: shown.map((i) => orNull(y[i]!)),
    predicted: shown.map((i) => orNull(predicted[i]!)),
    residual: shown.map((i) => orNull(residual[i]!)),
    histogram: histogramOf(residual.filter((value) => Number.isFinite(value))),
  };
}
