import type { Rng } from '../../base/rng.ts';

/** How a tree's rows are drawn with replacement. */
export interface Bootstrap {
  /** Rows that are drawn. */
  readonly draws: number;
  /** Running sums of the weights, which make rows more or less likely; null where all are alike. */
  readonly cumulative: Float64Array | null;
}

/** Running sums on shared memory. O(rows). */
export function cumulate(weights: Float64Array): Float64Array {
  const sums = new Float64Array(new SharedArrayBuffer(weights.byteLength));
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!;
    sums[i] = sum;
  }
  return sums;
}

/** The first row whose running sum exceeds a number. */
function locate(cumulative: Float64Array, value: number): number {
  let from = 0;
  let to = cumulative.length - 1;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (cumulative[middle]! > value) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** Writes into `counts` how often each row was drawn. O(draws × log rows). */
export function drawBootstrap(
  { draws, cumulative }: Bootstrap,
  rng: Rng,
  counts: Float64Array,
): void {
  counts.fill(0);
  const rows = counts.length;
  const total = cumulative ? cumulative[rows - 1]! : rows;
  for (let i = 0; i < draws; i++) {
    const at = rng.next() * total;
    counts[cumulative ? locate(cumulative, at) : Math.floor(at)]!++;
  }
}
