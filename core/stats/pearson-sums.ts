/** Symmetric p × p, by rows; NaN where a coefficient does not exist. */
export type CorrelationMatrix = number[][];

export type Series = Float64Array | Float32Array;

/** Sums for Pearson's matrix of columns that pass by in blocks. */
export interface PearsonSums {
  /** Rows `from` .. `from + length − 1` of each column; at most 2,048 at a time. */
  add(columns: readonly Series[], from: number, length: number): void;
  matrix(): CorrelationMatrix;
  /** Pairs whose common rows lie so far from the means that digits were lost. */
  unsure(): [number, number][];
}

/** A spread below this share of its raw squares has lost half of its digits. */
const lostDigits = 1e-7;

/** The most rows a block that is added may have. */
const mostBlockRows = 2048;

/** `means` are those of the columns, or near them: what is added is centred on them first. */
export function pearsonSums(means: readonly number[]): PearsonSums {
  const sums = new PairSums(means.length);
  const blocks = means.map(emptyBlock);
  return {
    add(columns, from, length) {
      for (const [c, column] of columns.entries()) {
        loadBlock(blocks[c]!, column, { from, length, mean: means[c]! });
      }
      addBlock(sums, blocks, length);
    },
    matrix: () => sums.matrix(),
    unsure: () => sums.unsure(),
  };
}

/** A part of a column: centred values, zero where absent, and the places where they are absent. */
interface Block {
  readonly values: Float64Array;
  readonly present: Uint8Array;
  readonly absent: Int32Array;
  absentCount: number;
  sum: number;
  squares: number;
}

function emptyBlock(): Block {
  return {
    values: new Float64Array(mostBlockRows),
    present: new Uint8Array(mostBlockRows),
    absent: new Int32Array(mostBlockRows),
    absentCount: 0,
    sum: 0,
    squares: 0,
  };
}

function loadBlock(
  block: Block,
  column: Series,
  part: { readonly from: number; readonly length: number; readonly mean: number },
): void {
  const { values, present, absent } = block;
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < part.length; i++) {
    const raw = column[part.from + i]!;
    const here = raw - raw === 0;
    const value = here ? raw - part.mean : 0;
    values[i] = value;
    present[i] = here ? 1 : 0;
    if (!here) absent[count++] = i;
    sum += value;
    squares += value * value;
  }
  block.absentCount = count;
  block.sum = sum;
  block.squares = squares;
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

  unsure(): [number, number][] {
    const pairs: [number, number][] = [];
    for (let a = 0; a < this.p; a++) {
      for (let b = a + 1; b < this.p; b++) {
        const at = a * this.p + b;
        const n = this.n[at]!;
        const lost = (sum: number, squares: number) =>
          squares > 0 && squares - sum ** 2 / n < lostDigits * squares;
        if (lost(this.x[at]!, this.xx[at]!) || lost(this.y[at]!, this.yy[at]!)) pairs.push([a, b]);
      }
    }
    return pairs;
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

function addBlock(sums: PairSums, blocks: readonly Block[], length: number): void {
  const { p } = sums;
  for (let a = 0; a < p; a++) {
    const x = blocks[a]!;
    let b = a;
    for (; b + 3 < p; b += 4) {
      const at = a * p + b;
      addProducts(
        sums.xy,
        at,
        [x, blocks[b]!, blocks[b + 1]!, blocks[b + 2]!, blocks[b + 3]!],
        length,
      );
    }
    for (; b < p; b++) sums.xy[a * p + b]! += product(x.values, blocks[b]!.values, length);
    for (b = a; b < p; b++) addOwnSums(sums, a * p + b, { x, y: blocks[b]!, length });
  }
}

/** Count, x, y, x² and y² over the rows where both are present. */
function addOwnSums(
  sums: PairSums,
  at: number,
  { x, y, length }: { readonly x: Block; readonly y: Block; readonly length: number },
): void {
  let both = length - x.absentCount - y.absentCount;
  for (let i = 0; i < y.absentCount; i++) both += 1 - x.present[y.absent[i]!]!;
  sums.n[at]! += both;
  addSide(sums.x, sums.xx, at, { own: x, other: y, length });
  addSide(sums.y, sums.yy, at, { own: y, other: x, length });
}

/** A column's own sums less the rows where the other is absent; anew where little would be left. */
function addSide(
  into: Float64Array,
  squaresInto: Float64Array,
  at: number,
  { own, other, length }: { readonly own: Block; readonly other: Block; readonly length: number },
): void {
  let sum = own.sum;
  let squares = own.squares;
  for (let i = 0; i < other.absentCount; i++) {
    const value = own.values[other.absent[i]!]!;
    sum -= value;
    squares -= value * value;
  }
  // a large value that is taken away would take the digits of the others with it
  if (squares < own.squares / 2) {
    sum = 0;
    squares = 0;
    for (let i = 0; i < length; i++) {
      const value = own.values[i]! * other.present[i]!;
      sum += value;
      squares += value * value;
    }
  }
  into[at]! += sum;
  squaresInto[at]! += squares;
}

function product(x: Float64Array, y: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += x[i]! * y[i]!;
  return sum;
}

/** Four at once, so that x is loaded once and the sums do not wait for each other. */
function addProducts(
  into: Float64Array,
  at: number,
  [x, p, q, r, s]: readonly [Block, Block, Block, Block, Block],
  length: number,
): void {
  const [xs, ps, qs, rs, ss] = [x.values, p.values, q.values, r.values, s.values];
  let sumP = 0;
  let sumQ = 0;
  let sumR = 0;
  let sumS = 0;
  for (let i = 0; i < length; i++) {
    const value = xs[i]!;
    sumP += value * ps[i]!;
    sumQ += value * qs[i]!;
    sumR += value * rs[i]!;
    sumS += value * ss[i]!;
  }
  into[at]! += sumP;
  into[at + 1]! += sumQ;
  into[at + 2]! += sumR;
  into[at + 3]! += sumS;
}
