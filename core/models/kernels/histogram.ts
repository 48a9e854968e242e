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

/** Adds one block of one feature: two numbers a bin. The innermost loop of training. */
function addBlock(
  histogram: Float64Array,
  first: number,
  block: { column: Uint8Array; rows: Uint32Array; from: number; count: number },
): void {
  const { column, rows, from, count } = block;
  for (let i = 0; i < count; i++) {
    const slot = first + 2 * column[rows[from + i]!]!;
    histogram[slot]! += ordered[2 * i]!;
    histogram[slot + 1]! += ordered[2 * i + 1]!;
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
    for (let j = 0; j < columns.length; j++) {
      addBlock(histogram, 2 * offsets[j]!, { column: columns[j]!, rows, from, count });
    }
  }
}

/** parent − child in place of the parent: the other child's histogram, exact since sums are integers. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i]! -= child[i]!;
}
