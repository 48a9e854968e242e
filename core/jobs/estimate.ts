const leastFraction = 0.02;
const leastElapsedMs = 1000;

/**
 * Milliseconds left, from the share done and the time it took; null while too little is known to say.
 */
export function estimateRemaining(fraction: number | null, elapsedMs: number): number | null {
  if (fraction === null || fraction < leastFraction || elapsedMs < leastElapsedMs) return null;
  return Math.round((elapsedMs * (1 - Math.min(1, fraction))) / fraction);
}
