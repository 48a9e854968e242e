export interface EmpiricalDistances {
  /** max |F − G|: the Kolmogorov-Smirnov distance, 0..1. */
  readonly kolmogorovSmirnov: number;
  /** ∫ |F − G| dx: the first Wasserstein distance, in the unit of the values. */
  readonly wasserstein: number;
}

/**
 * Two distances between the empirical distribution functions F and G of samples sorted ascending,
 * neither empty, in one walk along both. O(n + m).
 */
export function empiricalDistances(a: Float64Array, b: Float64Array): EmpiricalDistances {
  const n = a.length;
  const m = b.length;
  let i = 0;
  let j = 0;
  let gap = 0;
  let widest = 0;
  let area = 0;
  let from = Math.min(a[0]!, b[0]!);
  while (i < n && j < m) {
    const x = Math.min(a[i]!, b[j]!);
    area += gap * (x - from);
    while (i < n && a[i] === x) i++;
    while (j < m && b[j] === x) j++;
    gap = Math.abs(i / n - j / m);
    if (gap > widest) widest = gap;
    from = x;
  }
  // one sample is spent: its function stays at 1 and the gap only narrows
  for (; i < n; i++) {
    area += (1 - i / n) * (a[i]! - from);
    from = a[i]!;
  }
  for (; j < m; j++) {
    area += (1 - j / m) * (b[j]! - from);
    from = b[j]!;
  }
  return { kolmogorovSmirnov: widest, wasserstein: area };
}
