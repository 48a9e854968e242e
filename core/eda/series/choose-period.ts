import { autocorrelation } from '../../stats/time-series/autocorrelation.ts';
import type { Season } from '../../stats/time-series/seasonality.ts';

/** How near a found season must be to the calendar's to be taken for it. */
const near = 0.03;

/**
 * Observations in a season: of those found in the spectrum, the one the calendar suggests, else the
 * strongest; without any, the calendar's. 1 when there is none that fits twice into the series. The
 * spectrum only knows periods n/k, so the strongest is moved to the whole number between the
 * neighbours n/(k+1) and n/(k−1) at which the series resembles itself most.
 */
export function choosePeriod(
  detrended: Float64Array,
  seasons: readonly Season[],
  calendar: number | null,
): number {
  const n = detrended.length;
  const fitting = seasons.filter(({ period }) => period >= 2 && 2 * Math.round(period) <= n);
  const usual = calendar !== null && 2 * calendar <= n ? calendar : null;
  const strongest = fitting[0];
  if (!strongest) return usual ?? 1;
  if (usual !== null && fitting.some(({ period }) => Math.abs(period / usual - 1) <= near)) {
    return usual;
  }
  const k = n / strongest.period;
  const low = Math.max(2, Math.ceil(n / (k + 1)));
  const high = Math.min(Math.floor(n / 2), k > 1.5 ? Math.floor(n / (k - 1)) : Infinity);
  const correlations = autocorrelation(detrended, high);
  let best = Math.round(strongest.period);
  for (let period = low; period <= high; period++) {
    if (correlations[period]! > correlations[best]!) best = period;
  }
  return best;
}
