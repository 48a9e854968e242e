import { noTick, subTick, type Tick } from '../../base/tick.ts';
import { triangularise } from '../householder.ts';
import { mackinnonCritical, mackinnonPValue, type TrendTerms } from './mackinnon.ts';

export interface DickeyFullerOptions {
  /** Default 'c'. */
  readonly regression?: TrendTerms;
  /** Lagged differences at most; default ⌈12 (n/100)^¼⌉, and never more than n/2 − terms − 1. */
  readonly maxLag?: number;
  /** How their number is chosen; 'none' takes all. Default 'aic'. */
  readonly autolag?: 'aic' | 'bic' | 'none';
}

export interface DickeyFuller {
  readonly statistic: number;
  readonly pValue: number;
  /** Lagged differences in the regression. */
  readonly lags: number;
  /** Rows of the regression. */
  readonly observations: number;
  readonly critical: Record<string, number>;
}

/** A residual below this share of the differences is rounding: the regression is exact. */
const exactFit = 1e-24;

/**
 * The most lagged differences that n observations allow, or negative when they are too few for the
 * deterministic terms.
 */
export function largestDickeyFullerLag(n: number, regression: TrendTerms): number {
  return Math.floor(n / 2) - termCount(regression) - 1;
}

/**
 * Augmented Dickey-Fuller test that a series has a unit root, in the arithmetic of statsmodels'
 * `adfuller`: lags are chosen on the sample that all of them share, then the regression is made anew
 * on all rows the chosen ones allow. No missing values. Null where the statistic does not exist: a
 * constant series, too few observations, a regression that fits exactly. O(n lags²).
 */
export function dickeyFuller(
  series: Float64Array,
  options: DickeyFullerOptions = {},
  tick: Tick = noTick,
): DickeyFuller | null {
  const { regression = 'c', autolag = 'aic' } = options;
  const n = series.length;
  const largest = largestDickeyFullerLag(n, regression);
  if (largest < 0 || isConstant(series)) return null;
  const wanted = options.maxLag ?? Math.ceil(12 * (n / 100) ** 0.25);
  const maxLag = Math.min(largest, wanted);
  const lags =
    autolag === 'none' ? maxLag : chooseLags(series, { regression, autolag, maxLag }, tick);
  return regress(series, regression, lags, subTick(tick, 0.8, 1));
}

function isConstant(series: Float64Array): boolean {
  return series.every((value) => value === series[0]);
}

function termCount(regression: TrendTerms): number {
  return regression === 'n' ? 0 : regression.length;
}

function chooseLags(
  series: Float64Array,
  options: {
    readonly regression: TrendTerms;
    readonly autolag: 'aic' | 'bic';
    readonly maxLag: number;
  },
  tick: Tick,
): number {
  const { regression, autolag, maxLag } = options;
  const { y, terms, level, differences } = design(series, regression, maxLag);
  const { residual } = triangularise(
    [...terms, level, ...differences],
    y,
    subTick(tick, 0, 0.8, 'Choosing lags'),
  );
  const n = y.length;
  const penalty = autolag === 'aic' ? 2 : Math.log(n);
  let best = 0;
  let least = Infinity;
  for (let lag = 0; lag <= maxLag; lag++) {
    const parameters = terms.length + 1 + lag;
    const criterion = n * Math.log(residual[parameters]! / n) + penalty * parameters;
    if (criterion < least) {
      least = criterion;
      best = lag;
    }
  }
  return best;
}

function regress(
  series: Float64Array,
  regression: TrendTerms,
  lags: number,
  tick: Tick,
): DickeyFuller | null {
  const { y, terms, level, differences } = design(series, regression, lags);
  const n = y.length;
  const length = y.reduce((sum, value) => sum + value * value, 0);
  // the level comes last, so that its t value needs no back substitution
  const { diagonal, projected, residual } = triangularise(
    [...terms, ...differences, level],
    y,
    tick,
  );
  const parameters = diagonal.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
  const last = diagonal.length - 1;
  const squares = residual[last + 1]!;
  if (diagonal[last] === 0 || n <= parameters || squares <= exactFit * length) return null;
  const statistic = projected[last]! / Math.sqrt(squares / (n - parameters));
  if (!Number.isFinite(statistic)) return null;
  return {
    statistic,
    pValue: mackinnonPValue(statistic, regression),
    lags,
    observations: n,
    critical: mackinnonCritical(regression, n),
  };
}

interface Design {
  readonly y: Float64Array;
  readonly terms: Float64Array[];
  readonly level: Float64Array;
  readonly differences: Float64Array[];
}

/** Δx on the terms, the level before it and its lagged differences, over the rows that have them all. */
function design(series: Float64Array, regression: TrendTerms, lags: number): Design {
  const n = series.length - 1 - lags;
  const change = (lag: number) =>
    Float64Array.from({ length: n }, (_, i) => {
      const at = i + lags + 1 - lag;
      return series[at]! - series[at - 1]!;
    });
  const terms: Float64Array[] = [];
  if (regression !== 'n') terms.push(new Float64Array(n).fill(1));
  if (regression === 'ct') terms.push(Float64Array.from({ length: n }, (_, i) => i + 1));
  return {
    y: change(0),
    terms,
    level: series.slice(lags, lags + n),
    differences: Array.from({ length: lags }, (_, i) => change(i + 1)),
  };
}
