/** Rows taken at once: their gradients and every feature's bins stay in the second-level cache. */
const blockRows = 4096;

export interface HistogramInput {
  /** One column of codes a feature. */
  readonly columns: readonly Uint8Array[];
  /** Where each feature's bins begin, in bins. */
  readonly offsets: Int32Array;
  /** Two numbers a row; see gradient-boosting/packing.ts. */
  readonly packed: Float64Array;
  /** The rows that count; `from..to-1` of them are visited. */
  readonly rows: Uint32Array;
  readonly from: number;
  readonly to: number;
}

const ordered = new Float64Array(2 * blockRows);

interface Block {
  readonly rows: Uint32Array;
  readonly from: number;
  readonly count: number;
}

/** Adds one block of one feature: two numbers a bin. */
function addOne(histogram: Float64Array, first: number, column: Uint8Array, block: Block): void {
  const { rows, from, count } = block;
  for (let i = 0; i < count; i++) {
    const slot = first + 2 * column[rows[from + i]!]!;
    histogram[slot]! += ordered[2 * i]!;
    histogram[slot + 1]! += ordered[2 * i + 1]!;
  }
}

/**
 * Adds one block of four features, j to j + 3: the innermost loop of training. Four at once share the
 * loads of row and gradient, which makes it several times faster a feature than addOne.
 */
function addFour(histogram: Float64Array, input: HistogramInput, j: number, block: Block): void {
  const { columns, offsets } = input;
  const { rows, from, count } = block;
  const a = columns[j]!;
  const b = columns[j + 1]!;
  const c = columns[j + 2]!;
  const d = columns[j + 3]!;
  const firstA = 2 * offsets[j]!;
  const firstB = 2 * offsets[j + 1]!;
  const firstC = 2 * offsets[j + 2]!;
  const firstD = 2 * offsets[j + 3]!;
  for (let i = 0; i < count; i++) {
    const row = rows[from + i]!;
    const gradient = ordered[2 * i]!;
    const rest = ordered[2 * i + 1]!;
    const slotA = firstA + 2 * a[row]!;
    const slotB = firstB + 2 * b[row]!;
    const slotC = firstC + 2 * c[row]!;
    const slotD = firstD + 2 * d[row]!;
    histogram[slotA]! += gradient;
    histogram[slotA + 1]! += rest;
    histogram[slotB]! += gradient;
    histogram[slotB + 1]! += rest;
    histogram[slotC]! += gradient;
    histogram[slotC + 1]! += rest;
    histogram[slotD]! += gradient;
    histogram[slotD + 1]! += rest;
  }
}

/**
 * Adds the packed gradients of the rows to `histogram` [2 × bins of all features].
 * `onBlock` is called now and then so that callers can yield. O(rows × features).
 */
export function addToHistogram(
  histogram: Float64Array,
  input: HistogramInput,
  onBlock: () => void,
): void {
  const { columns, offsets, packed, rows } = input;
  for (let from = input.from; from < input.to; from += blockRows) {
    const count = Math.min(blockRows, input.to - from);
    if (((from - input.from) & 0xffff) === 0) onBlock();
    for (let i = 0; i < count; i++) {
      const source = 2 * rows[from + i]!;
      ordered[2 * i] = packed[source]!;
      ordered[2 * i + 1] = packed[source + 1]!;
    }
    const block = { rows, from, count };
    let j = 0;
    for (; j + 4 <= columns.length; j += 4) addFour(histogram, input, j, block);
    for (; j < columns.length; j++) addOne(histogram, 2 * offsets[j]!, columns[j]!, block);
  }
}

/** parent − child in place of the parent: the other child's histogram, exact since sums are integers. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i]! -= child[i]!;
}
