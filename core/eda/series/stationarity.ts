import { noTick, type Tick } from '../../base/tick.ts';
import type { Series } from '../../contract/eda-series.ts';
import { dickeyFuller, largestDickeyFullerLag } from '../../stats/time-series/dickey-fuller.ts';
import { kpss } from '../../stats/time-series/kpss.ts';
import type { TrendTerms } from '../../stats/time-series/mackinnon.ts';

/** The tests' regressions grow with the square of the lags, so that they look at the end of long series. */
const mostObservations = 200_000;

export interface StationarityOptions {
  readonly regression: TrendTerms;
  readonly autolag: 'aic' | 'bic' | 'none';
  readonly maxLag?: number | undefined;
  readonly kpssLags?: number | undefined;
}

/** Dickey-Fuller and KPSS, null with a warning where they do not exist. KPSS has no form without terms. */
export function testStationarity(
  values: Float64Array,
  options: StationarityOptions,
  warnings: string[],
  tick: Tick = noTick,
): Pick<Series, 'adf' | 'kpss'> {
  if (values.length > mostObservations) {
    warnings.push(`ADF and KPSS are of the last ${mostObservations} observations`);
  }
  const tested = values.slice(-mostObservations);
  const { regression, autolag, maxLag, kpssLags } = options;
  const largest = largestDickeyFullerLag(tested.length, regression);
  if (maxLag !== undefined && maxLag > largest && largest >= 0) {
    warnings.push(`${tested.length} observations allow ${largest} lags at most in the ADF test`);
  }
  const adf = dickeyFuller(
    tested,
    { regression, autolag, ...(maxLag === undefined ? {} : { maxLag }) },
    tick,
  );
  const level = kpss(tested, {
    regression: regression === 'ct' ? 'ct' : 'c',
    ...(kpssLags === undefined ? {} : { lags: kpssLags }),
  });
  const absent = [adf ? [] : ['ADF'], level ? [] : ['KPSS']].flat();
  if (absent.length > 0) {
    const why =
      tested.length < 5
        ? `${tested.length} observations are too few`
        : 'the values are constant, too few for their lags, or follow a rule without any noise';
    warnings.push(`There is no ${absent.join(' and no ')} statistic: ${why}`);
  }
  return { adf, kpss: level };
}
