import type { Value } from '../spec.ts';

/** Pearson's r of the points that have both values; null with fewer than two, or a constant side. */
export function pearson(x: readonly Value[], y: readonly Value[]): number | null {
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  // Welford's updates: no squares of large values to cancel.
  for (let i = 0; i < x.length; i++) {
    const a = x[i] ?? null;
    const b = y[i] ?? null;
    if (a === null || b === null) continue;
    n++;
    const dx = a - meanX;
    const dy = b - meanY;
    meanX += dx / n;
    meanY += dy / n;
    sxx += dx * (a - meanX);
    syy += dy * (b - meanY);
    sxy += dx * (b - meanY);
  }
  if (n < 2 || sxx === 0 || syy === 0) return null;
  return Math.min(1, Math.max(-1, sxy / Math.sqrt(sxx) / Math.sqrt(syy)));
}
