import { noTick, type Tick } from '../base/tick.ts';
import { averageRanks, orderNumbers } from './order-numbers.ts';

/** Symmetric p × p, by rows; NaN where a coefficient does not exist. */
export type CorrelationMatrix = number[][];

type Series = Float64Array | Float32Array;

/** Rows that are worked on at once, so that a block of all columns stays in the cache. */
const blockRows = 1024;

/**
 * Pearson's correlation of every pair of columns over the rows where both are present (NaN and
 * infinities are not), as pandas. Centred on each column's mean first. O(n p²), blocked for the cache.
 */
export function pearsonMatrix(columns: readonly Series[], tick: Tick = noTick): CorrelationMatrix {
  const rows = columns[0]?.length ?? 0;
  const sums = pearsonSums(columns.map(finiteMean));
  for (let from = 0; from < rows; from += blockRows) {
    tick(from / rows);
    const length = Math.min(blockRows, rows - from);
    sums.add(columns, from, length);
  }
  return sums.matrix();
}

/** Sums for Pearson's matrix of columns that pass by in blocks. */
export interface PearsonSums {
  /** Rows `from` .. `from + length − 1` of each column; at most 2,048 at a time. */
  add(columns: readonly Series[], from: number, length: number): void;
  matrix(): CorrelationMatrix;
}

/** The most rows a block that is added may have. */
const mostBlockRows = 2048;

/** `means` are those of the columns, or near them: what is added is centred on them first. */
export function pearsonSums(means: readonly number[]): PearsonSums {
  const sums = new PairSums(means.length);
  const block = means.map(() => new Float64Array(mostBlockRows));
  const present = means.map(() => new Uint8Array(mostBlockRows));
  return {
    add(columns, from, length) {
      const whole = columns.map((column, c) =>
        loadBlock(column, { from, length, mean: means[c]! }, block[c]!, present[c]!),
      );
      addBlock(sums, { block, present, whole, length });
    },
    matrix: () => sums.matrix(),
  };
}

function finiteMean(values: Series): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value - value !== 0) continue;
    sum += value;
    n++;
  }
  return n === 0 ? 0 : sum / n;
}

/** Centred values, zero where absent; tells whether all are present. */
function loadBlock(
  column: Series,
  part: { readonly from: number; readonly length: number; readonly mean: number },
  values: Float64Array,
  present: Uint8Array,
): boolean {
  let whole = true;
  for (let i = 0; i < part.length; i++) {
    const value = column[part.from + i]!;
    const here = value - value === 0;
    values[i] = here ? value - part.mean : 0;
    present[i] = here ? 1 : 0;
    whole &&= here;
  }
  return whole;
}

/** Sums over the rows a pair has in common: count, x, y, x², y², xy. */
class PairSums {
  readonly n: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly xx: Float64Array;
  readonly yy: Float64Array;
  readonly xy: Float64Array;
  readonly p: number;

  constructor(p: number) {
    this.p = p;
    this.n = new Float64Array(p * p);
    this.x = new Float64Array(p * p);
    this.y = new Float64Array(p * p);
    this.xx = new Float64Array(p * p);
    this.yy = new Float64Array(p * p);
    this.xy = new Float64Array(p * p);
  }

  matrix(): CorrelationMatrix {
    const matrix = Array.from({ length: this.p }, () =>
      Array.from({ length: this.p }, () => Number.NaN),
    );
    for (let a = 0; a < this.p; a++) {
      for (let b = a; b < this.p; b++) {
        const r = this.coefficient(a * this.p + b);
        matrix[a]![b] = a === b && !Number.isNaN(r) ? 1 : r;
        matrix[b]![a] = matrix[a]![b]!;
      }
    }
    return matrix;
  }

  private coefficient(at: number): number {
    const n = this.n[at]!;
    if (n < 2) return Number.NaN;
    const xx = this.xx[at]! - this.x[at]! ** 2 / n;
    const yy = this.yy[at]! - this.y[at]! ** 2 / n;
    // what rounding leaves of a constant is no spread
    if (xx <= 1e-14 * this.xx[at]! || yy <= 1e-14 * this.yy[at]!) return Number.NaN;
    const r = (this.xy[at]! - (this.x[at]! * this.y[at]!) / n) / Math.sqrt(xx * yy);
    return Math.min(1, Math.max(-1, r));
  }
}

interface Block {
  readonly block: readonly Float64Array[];
  readonly present: readonly Uint8Array[];
  readonly whole: readonly boolean[];
  readonly length: number;
}

function addBlock(sums: PairSums, part: Block): void {
  const { block, whole, length } = part;
  const own = block.map((values) => ownSums(values, length));
  const add = (a: number, b: number, product: number) => {
    const at = a * sums.p + b;
    sums.n[at]! += length;
    sums.x[at]! += own[a]!.sum;
    sums.y[at]! += own[b]!.sum;
    sums.xx[at]! += own[a]!.squares;
    sums.yy[at]! += own[b]!.squares;
    sums.xy[at]! += product;
  };
  for (let a = 0; a < sums.p; a++) {
    let b = a;
    while (b < sums.p) {
      if (whole[a] && b + 3 < sums.p && whole[b] && whole[b + 1] && whole[b + 2] && whole[b + 3]) {
        const four = productsOfFour(block[a]!, block.slice(b, b + 4), length);
        for (let k = 0; k < 4; k++) add(a, b + k, four[k]!);
        b += 4;
        continue;
      }
      if (whole[a] && whole[b]) add(a, b, product(block[a]!, block[b]!, length));
      else addPartialPair(sums, part, { a, b, at: a * sums.p + b });
      b++;
    }
  }
}

function product(x: Float64Array, y: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** Four at once, so that x is loaded once and the sums do not wait for each other. */
function productsOfFour(
  x: Float64Array,
  others: readonly Float64Array[],
  length: number,
): readonly [number, number, number, number] {
  const [p, q, r, s] = others as [Float64Array, Float64Array, Float64Array, Float64Array];
  let sumP = 0;
  let sumQ = 0;
  let sumR = 0;
  let sumS = 0;
  for (let i = 0; i < length; i++) {
    const value = x[i]!;
    sumP += value * p[i]!;
    sumQ += value * q[i]!;
    sumR += value * r[i]!;
    sumS += value * s[i]!;
  }
  return [sumP, sumQ, sumR, sumS];
}

function ownSums(values: Float64Array, length: number): { sum: number; squares: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    sum += value;
    squares += value * value;
  }
  return { sum, squares };
}

function addPartialPair(
  sums: PairSums,
  { block, present, length }: Block,
  pair: { readonly a: number; readonly b: number; readonly at: number },
): void {
  const x = block[pair.a]!;
  const y = block[pair.b]!;
  const inX = present[pair.a]!;
  const inY = present[pair.b]!;
  let n = 0;
  let sx = 0;
  let sy = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < length; i++) {
    // absent values are zero, so a product with the other's mark leaves only common rows
    const both = inX[i]! & inY[i]!;
    const u = x[i]! * both;
    const v = y[i]! * both;
    n += both;
    sx += u;
    sy += v;
    xx += u * u;
    yy += v * v;
    xy += u * v;
  }
  sums.n[pair.at]! += n;
  sums.x[pair.at]! += sx;
  sums.y[pair.at]! += sy;
  sums.xx[pair.at]! += xx;
  sums.yy[pair.at]! += yy;
  sums.xy[pair.at]! += xy;
}

/** From this many rows on, pairs with missing values keep the ranks of the whole column. */
const exactRows = 200_000;

/**
 * Spearman's rank correlation of every pair of columns, ties sharing their mean rank. Where values are
 * missing, the pair's common rows are ranked anew, as pandas does; beyond 200,000 rows the ranks of the
 * whole columns are correlated over the common rows instead, which differs by less than sampling error.
 * `orders` are those of orderNumbers, when they are at hand.
 */
export function spearmanMatrix(
  columns: readonly Float64Array[],
  orders: readonly Int32Array[] = columns.map(orderNumbers),
  tick: Tick = noTick,
): CorrelationMatrix {
  const rows = columns[0]?.length ?? 0;
  const ranks = columns.map((column, c) => averageRanks(column, orders[c]!));
  const matrix = pearsonMatrix(ranks, tick);
  if (rows > exactRows) return matrix;
  const complete = orders.map((order) => order.length === rows);
  for (let a = 0; a < columns.length; a++) {
    tick(a / columns.length);
    for (let b = a + 1; b < columns.length; b++) {
      if (complete[a] && complete[b]) continue;
      const x = ranksAmong(columns[a]!, orders[a]!, ranks[b]!);
      const y = ranksAmong(columns[b]!, orders[b]!, ranks[a]!);
      matrix[a]![b] = pearsonMatrix([x, y])[0]![1]!;
      matrix[b]![a] = matrix[a]![b]!;
    }
  }
  return matrix;
}

/** Ranks of a column among the rows where another is present. */
function ranksAmong(values: Float64Array, order: Int32Array, other: Float32Array): Float32Array {
  return averageRanks(
    values,
    order.filter((row) => !Number.isNaN(other[row]!)),
  );
}

/** A column of codes 0 .. levels − 1; −1 is missing. */
export interface Codes {
  readonly codes: Int32Array | Int8Array;
  readonly levels: number;
}

/**
 * Cramér's V of two columns of codes over the rows where both are present, bias-corrected (Bergsma
 * 2013) and with Yates' correction for 2 × 2 tables, as ydata-profiling. NaN without common rows; 1 when a
 * column has one level among them, as there.
 */
export function cramersV(a: Codes, b: Codes): number {
  const counts = new Float64Array(a.levels * b.levels);
  for (let i = 0; i < a.codes.length; i++) {
    const x = a.codes[i]!;
    const y = b.codes[i]!;
    if (x >= 0 && y >= 0) counts[x * b.levels + y]!++;
  }
  return cramersVOfCounts(counts, a.levels, b.levels);
}

/** The same of a contingency table by rows; rows and columns without any count are left out. */
export function cramersVOfCounts(counts: Float64Array, rows: number, columns: number): number {
  const rowSums = new Float64Array(rows);
  const columnSums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const count = counts[i * columns + j]!;
      rowSums[i]! += count;
      columnSums[j]! += count;
    }
  }
  const n = rowSums.reduce((sum, count) => sum + count, 0);
  if (n === 0) return Number.NaN;
  const r = rowSums.filter((count) => count > 0).length;
  const k = columnSums.filter((count) => count > 0).length;
  const yates = r === 2 && k === 2;
  let chiSquare = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const expected = (rowSums[i]! * columnSums[j]!) / n;
      if (expected === 0) continue;
      const difference = Math.abs(counts[i * columns + j]! - expected);
      const corrected = yates ? difference - Math.min(0.5, difference) : difference;
      chiSquare += corrected ** 2 / expected;
    }
  }
  const phi = Math.max(0, chiSquare / n - ((k - 1) * (r - 1)) / (n - 1));
  const correctedRows = r - (r - 1) ** 2 / (n - 1);
  const correctedColumns = k - (k - 1) ** 2 / (n - 1);
  const least = Math.min(correctedRows - 1, correctedColumns - 1);
  return least === 0 ? 1 : Math.sqrt(phi / least);
}
