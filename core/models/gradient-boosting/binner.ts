import { createRng } from '../../base/rng.ts';
import type { Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';

/** Bins are learned from at most this many rows, as LightGBM and scikit-learn do. */
const sampleRows = 200_000;

/** Features as small codes: what histograms count. Each column lies on a SharedArrayBuffer. */
export interface BinnedMatrix {
  readonly rows: number;
  readonly columns: readonly Uint8Array[];
  /** For each feature the upper bounds of its bins but the last, rising: value ≤ bound. */
  readonly thresholds: readonly Float64Array[];
  /** Bins that hold values. The code of a missing value is this number. */
  readonly binCounts: Int32Array;
  /** 1 for a feature with missing values in training. */
  readonly hasMissing: Uint8Array;
  /** Where each feature's bins begin in a histogram; the last entry is the total. */
  readonly offsets: Int32Array;
}

/** A number between two neighbours that keeps `low ≤ bound < high` in floating point. */
function midpoint(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle >= low && middle < high ? middle : low;
}

function distinctValues(sorted: Float64Array): Float64Array {
  let count = 0;
  const distinct = new Float64Array(sorted.length);
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct[count++] = sorted[i]!;
  }
  return distinct.slice(0, count);
}

function quantileBounds(sorted: Float64Array, maxBins: number): Float64Array {
  const bounds: number[] = [];
  for (let b = 1; b < maxBins; b++) {
    // Exactly b / maxBins of the values are at or below the bound where that is possible.
    const at = Math.floor((sorted.length * b) / maxBins);
    const between = (sorted.length * b) % maxBins === 0;
    const value = sorted[at]!;
    const bound = between && sorted[at - 1]! < value ? midpoint(sorted[at - 1]!, value) : value;
    const last = bounds.at(-1);
    if (last === undefined || bound > last) bounds.push(bound);
  }
  return Float64Array.from(bounds);
}

/**
 * Upper bounds of at most `maxBins` bins: midpoints between distinct values where they are few, else
 * evenly spaced quantiles (averaged inverted CDF), as scikit-learn's HistGradientBoosting.
 */
export function learnThresholds(values: Float64Array, maxBins: number): Float64Array {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const distinct = distinctValues(sorted);
  if (distinct.length > maxBins) return quantileBounds(sorted, maxBins);
  const bounds = new Float64Array(Math.max(distinct.length - 1, 0));
  for (let i = 0; i < bounds.length; i++) bounds[i] = midpoint(distinct[i]!, distinct[i + 1]!);
  return bounds;
}

/** Codes of one column: the number of bounds below each value. O(rows × log bins). */
export function binColumn(values: Float64Array, thresholds: Float64Array): Uint8Array {
  const codes = new Uint8Array(new SharedArrayBuffer(values.length));
  const missing = thresholds.length + 1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    let low = 0;
    let high = thresholds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= thresholds[middle]!) high = middle;
      else low = middle + 1;
    }
    codes[row] = Number.isNaN(value) ? missing : low;
  }
  return codes;
}

function drawRows(rows: number, seed: number): Int32Array | null {
  if (rows <= sampleRows) return null;
  const rng = createRng(seed).fork('gradient_boosting.bins');
  const drawn = new Int32Array(sampleRows);
  for (let i = 0; i < sampleRows; i++) drawn[i] = rng.integer(rows);
  return drawn.sort();
}

/** Learns bins and codes every column. O(columns × rows × log bins). */
export function binMatrix(
  x: Matrix,
  { maxBins, seed, tick }: { maxBins: number; seed: number; tick: Tick },
): BinnedMatrix {
  const drawn = drawRows(x.rows, seed);
  const thresholds: Float64Array[] = [];
  const columns = x.columns.map((column, j) => {
    tick(j / x.columns.length);
    const sample = drawn ? Float64Array.from(drawn, (row) => column[row]!) : column;
    const bounds = learnThresholds(sample, maxBins);
    thresholds.push(bounds);
    return binColumn(column, bounds);
  });
  const binCounts = Int32Array.from(thresholds, (bounds) => bounds.length + 1);
  const offsets = new Int32Array(columns.length + 1);
  binCounts.forEach((bins, j) => {
    offsets[j + 1] = offsets[j]! + bins + 1;
  });
  const hasMissing = Uint8Array.from(columns, (codes, j) =>
    codes.includes(binCounts[j]!) ? 1 : 0,
  );
  return { rows: x.rows, columns, thresholds, binCounts, hasMissing, offsets };
}
