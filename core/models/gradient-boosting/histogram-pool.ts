/** Histograms that wait for their leaf to be split take at most this much memory. */
const budgetBytes = 512 * 2 ** 20;

/** Lends zeroed histograms; null once the budget is used up, and the caller then rebuilds later. */
export interface HistogramPool {
  take(): Float64Array | null;
  give(histogram: Float64Array): void;
}

export function createHistogramPool(size: number): HistogramPool {
  const most = Math.max(4, Math.floor(budgetBytes / Math.max(8 * size, 1)));
  const free: Float64Array[] = [];
  let made = 0;
  return {
    take() {
      const reused = free.pop();
      if (reused) return reused.fill(0);
      if (made >= most) return null;
      made++;
      return new Float64Array(size);
    },
    give: (histogram) => void free.push(histogram),
  };
}
