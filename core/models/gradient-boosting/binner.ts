import { createRng } from '../../base/rng.ts';
import type { Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import * as slot from '../kernels/assembly/layout.ts';
import { sampleRows, type FitMemory } from './fit-memory.ts';

/** How the columns were sorted into bins; the codes themselves lie in the fit's memory. */
export interface Bins {
  /** For each feature the upper bounds of its bins but the last, rising: value ≤ bound. */
  readonly thresholds: readonly Float64Array[];
  /** For each feature null when it holds numbers, else the category of each bin. */
  readonly categories: readonly (Int32Array | null)[];
}

/** A number between two neighbours that keeps `low ≤ bound < high` in floating point. */
function midpoint(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle >= low && middle < high ? middle : low;
}

/** The distinct values; null when there are more than `most`. */
function distinctValues(sorted: Float64Array, most: number): number[] | null {
  const distinct: number[] = [];
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue;
    if (distinct.length === most) return null;
    distinct.push(sorted[i]!);
  }
  return distinct;
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
 * Upper bounds of at most `maxBins` bins of finite sorted values: midpoints between distinct values where
 * they are few, else evenly spaced quantiles (averaged inverted CDF), as scikit-learn's
 * HistGradientBoosting.
 */
export function learnThresholds(sorted: Float64Array, maxBins: number): Float64Array {
  const distinct = distinctValues(sorted, maxBins);
  if (distinct === null) return quantileBounds(sorted, maxBins);
  const bounds = new Float64Array(Math.max(distinct.length - 1, 0));
  for (let i = 0; i < bounds.length; i++) bounds[i] = midpoint(distinct[i]!, distinct[i + 1]!);
  return bounds;
}

function drawRows(rows: number, seed: number): Int32Array | null {
  if (rows <= sampleRows) return null;
  const rng = createRng(seed).fork('gradient_boosting.bins');
  const drawn = new Int32Array(sampleRows);
  for (let i = 0; i < sampleRows; i++) drawn[i] = rng.integer(rows);
  return drawn.sort();
}

/** Copies the finite values among the drawn rows, fills up with ∞; returns how many they are. */
function drawValues(column: Float64Array, drawn: Int32Array | null, into: Float64Array): number {
  let count = 0;
  for (let i = 0; i < into.length; i++) {
    const value = column[drawn ? drawn[i]! : i]!;
    if (value - value === 0) into[count++] = value;
  }
  into.fill(Infinity, count);
  return count;
}

/** Bounds of every column of numbers; columns are sorted as many at a time as there are threads. */
function learnAll(x: Matrix, memory: FitMemory, options: BinOptions): Float64Array[] {
  const { integers, keys, kernels } = memory;
  const drawn = drawRows(x.rows, options.seed);
  const thresholds: Float64Array[] = [];
  for (let first = 0; first < x.columns.length; first += keys.length) {
    options.tick((0.5 * first) / x.columns.length);
    const columns = x.columns.slice(first, first + keys.length);
    const counts = columns.map((column, k) => drawValues(column, drawn, keys[k]!));
    integers[slot.iKeyCount] = columns.length;
    integers[slot.iKeyBytes] = 8 * keys[0]!.length;
    kernels.run(slot.opSort, columns.length > 1);
    counts.forEach((count, k) => {
      thresholds.push(learnThresholds(keys[k]!.subarray(0, count), options.maxBins));
    });
  }
  return thresholds;
}

/**
 * Codes of categories by how often they occur, most frequent first; rare ones beyond the last bin, and what
 * is no category, are coded as missing. As LightGBM keeps 99 in 100 rows at least.
 */
function codeCategories(
  column: Float64Array,
  { categories, maxBins }: { categories: number; maxBins: number },
): { codes: Uint8Array; kept: Int32Array } {
  const counts = new Float64Array(categories);
  for (const value of column) if (value >= 0 && value < categories) counts[value]!++;
  const present = [...counts.keys()].filter((category) => counts[category]! > 0);
  const kept = Int32Array.from(
    present.sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, maxBins),
  );
  const binOf = new Uint8Array(categories).fill(kept.length);
  kept.forEach((category, bin) => (binOf[category] = bin));
  const codes = Uint8Array.from(column, (value) => binOf[value] ?? kept.length);
  return { codes, kept };
}

interface BinOptions {
  readonly maxBins: number;
  readonly seed: number;
  readonly tick: Tick;
}

/** Codes a column of categories in place of the kernel. */
function writeCodes(memory: FitMemory, feature: number, codes: Uint8Array): void {
  const { columnCodes, integers, bytes } = memory;
  const stride = integers[slot.iStride]!;
  const rowCodes = (integers[slot.iRowCodes]! >>> 0) + feature;
  columnCodes[feature]!.set(codes);
  for (let row = 0; row < codes.length; row++) bytes[rowCodes + row * stride] = codes[row]!;
}

/** Learns bins and codes every column into the fit's memory. O(columns × rows × log bins). */
export function binMatrix(x: Matrix, memory: FitMemory, options: BinOptions): Bins {
  const { integers, kernels, bounds, gradients, binCounts } = memory;
  const thresholds = learnAll(x, memory, options);
  const categories = x.columns.map((column, j) => {
    options.tick(0.5 + (0.5 * j) / x.columns.length);
    const count = x.categories?.[j] ?? 0;
    if (count > 0) {
      const { codes, kept } = codeCategories(column, {
        categories: count,
        maxBins: Math.min(254, options.maxBins),
      });
      binCounts[j] = Math.max(1, kept.length);
      writeCodes(memory, j, codes);
      return kept;
    }
    const learned = thresholds[j]!;
    bounds.fill(Infinity).set(learned);
    gradients.set(column);
    integers[slot.iFeature] = j;
    integers[slot.iBoundCount] = learned.length;
    kernels.run(slot.opCode, true);
    binCounts[j] = learned.length + 1;
    return null;
  });
  return { thresholds, categories };
}
