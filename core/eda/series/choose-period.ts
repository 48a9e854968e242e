import { autocorrelation } from '../../stats/time-series/autocorrelation.ts';
import type { Season } from '../../stats/time-series/seasonality.ts';

/** How near a found season must be to the calendar's to be taken for it. */
const near = 0.03;
/** A peak of the spectrum that fewer cycles make up is a bend of the trend, not a season. */
const leastCycles = 4;
/** In the spectrum of fewer observations a peak is as likely noise. */
const leastObservations = 40;
/** How much a series must resemble itself one season later. */
const leastResemblance = 0.1;

/**
 * Observations in a season of a detrended series: of those found in the spectrum, the one the calendar
 * suggests, else the strongest with at least four cycles, after which the series resembles itself, and
 * more so than after half of it; without any, or below 40 observations, the calendar's. 1 when none
 * fits twice into the series.
 */
export function choosePeriod(
  detrended: Float64Array,
  seasons: readonly Season[],
  calendar: number | null,
): number {
  const n = detrended.length;
  const usual = calendar !== null && 2 * calendar <= n ? calendar : null;
  const found = seasons
    .filter(({ period }) => Math.round(n / period) >= leastCycles)
    .map(({ sharpened }) => sharpened)
    .filter((period) => Math.round(period) >= 2);
  if (found.length === 0 || n < leastObservations) return usual ?? 1;
  if (usual !== null && found.some((period) => Math.abs(period / usual - 1) <= near)) return usual;
  const periods = found.map(Math.round);
  const correlations = autocorrelation(detrended, Math.max(...periods));
  // of sums over n terms whatever the lag: later lags are made comparable
  const resemblance = (lag: number) => (correlations[lag]! * n) / (n - lag);
  const season = periods.find((period) => {
    const here = resemblance(period);
    return here > leastResemblance && here > resemblance(Math.floor(period / 2));
  });
  return season ?? usual ?? 1;
}
