/**
 * A set of weighted numbers, known beforehand by rank, that grows one by one and tells its weighted median
 * and the sum of absolute errors around it: two Fenwick trees over the ranks. O(log size) each.
 */
export interface MedianSet {
  /** Forgets what was added, for `size` ranks whose numbers are given in rising order. */
  reset(sorted: Float64Array, size: number): void;
  add(rank: number, weight: number): void;
  /** The number where the weights reach half of their total; the middle of two when they hit it exactly. */
  median(): number;
  /** Σ weight × |number − median|, of the median that was asked for last. */
  error(): number;
}

export function createMedianSet(capacity: number): MedianSet {
  const weights = new Float64Array(capacity + 1);
  const products = new Float64Array(capacity + 1);
  /** Weight at each rank; 0 for one that was not added. */
  const own = new Float64Array(capacity);
  let numbers: Float64Array = new Float64Array();
  let count = 0;
  let top = 1;
  let totalWeight = 0;
  let totalProduct = 0;
  let middle = 0;
  let weightBelow = 0;
  let productBelow = 0;

  return {
    reset(sorted, size) {
      numbers = sorted;
      count = size;
      top = 1;
      while (top * 2 <= size) top *= 2;
      weights.fill(0, 0, size + 1);
      products.fill(0, 0, size + 1);
      own.fill(0, 0, size);
      totalWeight = 0;
      totalProduct = 0;
    },
    add(rank, weight) {
      const product = weight * numbers[rank]!;
      totalWeight += weight;
      totalProduct += product;
      own[rank] = weight;
      for (let i = rank + 1; i <= count; i += i & -i) {
        weights[i]! += weight;
        products[i]! += product;
      }
    },
    median() {
      const half = totalWeight / 2;
      let at = 0;
      weightBelow = 0;
      productBelow = 0;
      // The longest run of ranks whose weight is below half.
      for (let step = top; step > 0; step >>= 1) {
        const next = at + step;
        if (next > count || weightBelow + weights[next]! >= half) continue;
        at = next;
        weightBelow += weights[next]!;
        productBelow += products[next]!;
      }
      const low = numbers[at]!;
      middle = low;
      if (half === weightBelow + own[at]!) {
        let above = at + 1;
        while (above < count && own[above] === 0) above++;
        if (above < count) middle = (low + numbers[above]!) / 2;
        weightBelow += own[at]!;
        productBelow += own[at]! * low;
      }
      return middle;
    },
    error() {
      const above = totalProduct - productBelow - middle * (totalWeight - weightBelow);
      return Math.max(0, above + middle * weightBelow - productBelow);
    },
  };
}
