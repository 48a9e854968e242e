import type { Tick } from '../base/tick.ts';
import type { Profile, ProfileColumn } from '../contract/eda.ts';
import { dickeyFuller } from '../stats/time-series/dickey-fuller.ts';
import { findSeasons } from '../stats/time-series/seasonality.ts';

type Alert = Profile['alerts'][number];

const fewestRows = 30;
/** A series with more missing values than this is not tested. */
const mostMissing = 0.1;
const mostSeries = 50;
/** From this p value on a series may have a unit root. */
const unitRoot = 0.05;

/**
 * Alerts of the columns of numbers when the rows are in the order of a column of distinct dates, none of
 * them missing: `non_stationary` where the augmented Dickey-Fuller test does not reject a unit root
 * (p ≥ 0.05), `seasonal` where the spectrum has a peak, as ydata-profiling. Missing values are left
 * out; the first 50 columns, by the given ends of the series. O(columns × rows × lags²).
 */
export function seriesAlerts(
  columns: readonly ProfileColumn[],
  tails: readonly { readonly name: string; readonly values: Float64Array }[],
  tick: Tick,
): Alert[] {
  const index = columns.find(
    ({ type, missing, monotonic }) =>
      type === 'datetime' && missing === 0 && monotonic === 'strictly increasing',
  );
  if (!index || index.count < fewestRows) return [];
  const alerts: Alert[] = [];
  for (const [at, { name, values }] of tails.slice(0, mostSeries).entries()) {
    tick(at / Math.min(mostSeries, tails.length));
    const present = values.filter((value) => Number.isFinite(value));
    if (present.length < fewestRows || present.length < (1 - mostMissing) * values.length) continue;
    if (present.every((value) => value === present[0])) continue;
    const end = values.length < index.count ? ` in its last ${values.length} rows` : '';
    const test = dickeyFuller(present);
    if (test && test.pValue >= unitRoot) {
      alerts.push({
        kind: 'non_stationary',
        column: name,
        value: test.pValue,
        message: `${name} is not stationary along ${index.name}${end} (ADF p ${test.pValue.toFixed(3)})`,
      });
    }
    const [season] = findSeasons(present);
    if (season) {
      alerts.push({
        kind: 'seasonal',
        column: name,
        value: season.period,
        message: `${name} repeats every ${Number(season.period.toFixed(1))} rows along ${index.name}${end}`,
      });
    }
  }
  return alerts;
}
