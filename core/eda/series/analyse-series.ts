import { AppError } from '../../base/app-error.ts';
import { noTick, subTick, type Tick } from '../../base/tick.ts';
import type { ParsedInputOf } from '../../contract/contract.ts';
import type { Series } from '../../contract/eda-series.ts';
import {
  autocorrelation,
  partialAutocorrelation,
} from '../../stats/time-series/autocorrelation.ts';
import { decompose, type Decomposition } from '../../stats/time-series/decompose.ts';
import { detrended } from '../../stats/time-series/kpss.ts';
import { findSeasons } from '../../stats/time-series/seasonality.ts';
import { frequencyLabel, parseFrequency } from './calendar.ts';
import { choosePeriod } from './choose-period.ts';
import { findGaps, interpolateMissing, trimMissing } from './fill-gaps.ts';
import { regularStep, type Clock, type RegularStep } from './regular-step.ts';
import { orderObservations, resample, type Observations } from './resample.ts';
import { testStationarity } from './stationarity.ts';

export type SeriesOptions = Omit<
  ParsedInputOf<'eda.timeseries'>,
  'version' | 'time' | 'value' | 'segment'
> & {
  /** What the moments are; numbers without a calendar cannot be resampled. */
  readonly clock: Clock;
};

/** Points of the series in the output at most. */
const mostPoints = 5000;
/** Half the width of a standard normal band of 95 %. */
const band = 1.959963984540054;

/**
 * All that eda.timeseries tells of values over time. Rows may come in any order; those of one moment
 * are taken together; infinite values count as missing. Statistics are of the whole series with inner
 * gaps filled by straight lines; what was done to the data is said in the warnings. Throws
 * NOT_ENOUGH_DATA without a value, INVALID_INPUT for a step of time that does not fit.
 */
export function analyseSeries(
  time: Float64Array,
  value: Float64Array,
  options: SeriesOptions,
  tick: Tick = noTick,
): Series {
  const warnings: string[] = [];
  const { observations, step } = prepare(time, value, options, warnings);
  const scale = analysisScale(observations.value);
  const { values, filled } = interpolateMissing(observations.value.map((x) => x * scale));
  if (filled > 0) {
    warnings.push(`${filled} missing values were filled by straight lines between neighbours`);
  }
  tick(0.1, 'Seasons');
  const level = values.length < 3 ? values : detrended(values);
  const seasons = isFlat(level, values) ? [] : findSeasons(level);
  const period = options.period ?? choosePeriod(level, seasons, step.season);
  tick(0.2, 'Decomposition');
  const parts = decomposition(values, period, options, warnings);
  const tests = testStationarity(values, options, warnings, subTick(tick, 0.25, 0.9));
  tick(0.9, 'Autocorrelation');
  const pick = pickEvenly(values.length);
  if (pick.length < values.length) {
    warnings.push(
      `Every statistic is of all ${values.length} observations; ${pick.length} are shown`,
    );
  }
  const acf = autocorrelation(values, options.lags);
  return {
    time: pick.map((i) => observations.time[i]!),
    value: pick.map((i) => orNull(observations.value[i]!)),
    observations: values.length,
    frequency: step.label,
    period,
    ...tests,
    decomposition: parts && unscale(parts, pick, { scale, model: options.model }),
    acf,
    pacf: partialAutocorrelation(values, options.lags),
    confidence: band / Math.sqrt(values.length),
    gaps: findGaps(observations, step),
    seasonality: seasons.slice(0, 10).map(({ period: length, power }) => ({
      period: length,
      power: power - 20 * Math.log10(scale),
    })),
    warnings,
  };
}

/** Ordered, resampled when that is asked for, and without missing values at either end. */
function prepare(
  time: Float64Array,
  value: Float64Array,
  options: SeriesOptions,
  warnings: string[],
): { readonly observations: Observations; readonly step: RegularStep } {
  const finite = value.map((x) => (Number.isFinite(x) ? x : Number.NaN));
  const infinite = count(value, (x) => Math.abs(x) === Infinity);
  if (infinite > 0) warnings.push(`${infinite} infinite values count as missing`);
  const ordered = orderObservations(time, finite, options.aggregate);
  const { untimed, repeated } = ordered;
  if (untimed > 0) warnings.push(`${untimed} rows have no time and were left out`);
  if (!ordered.sorted) warnings.push('Rows were not in order of time and were sorted');
  if (repeated > 0 && options.resample === undefined) {
    warnings.push(
      `${repeated} rows share their time with another; of those of one time, the ${options.aggregate} was taken`,
    );
  }
  const present = trimMissing(ordered.observations);
  if (present.value.length === 0) {
    throw new AppError('NOT_ENOUGH_DATA', 'No row has both a time and a value', {
      hint: 'Choose another column, or a segment with values',
      path: 'value',
    });
  }
  const made =
    options.resample === undefined ? present : resampled(present, options, options.resample);
  const observations = trimMissing(widened(made));
  const step = regularStep(observations.time, options.clock);
  if (options.resample !== undefined) {
    const frequency = parseFrequency(options.resample);
    return { observations, step: { ...step, label: frequencyLabel(frequency) } };
  }
  if (step.label === 'irregular' && observations.time.length >= 3) {
    warnings.push('Observations have no regular step; each one counts as one step');
  }
  return { observations, step };
}

/** Sums of huge values may have left the numbers. */
function widened({ time, value }: Observations): Observations {
  return { time, value: value.map((x) => (Number.isFinite(x) ? x : Number.NaN)) };
}

function resampled(present: Observations, options: SeriesOptions, step: string): Observations {
  if (options.clock === 'numbers') {
    throw new AppError('INVALID_INPUT', 'Only a column of dates and times can be resampled', {
      hint: 'Name one with --time, or leave --resample out',
      path: 'resample',
    });
  }
  return resample(present, parseFrequency(step), options.aggregate);
}

/** A power of two that keeps squares of the values within the range of doubles; 1 for most data. */
function analysisScale(values: Float64Array): number {
  let largest = 0;
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  if (largest === 0 || (largest < 1e100 && largest > 1e-100)) return 1;
  return 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(largest))));
}

/** What rounding leaves of a straight line is no season. */
function isFlat(level: Float64Array, values: Float64Array): boolean {
  const squares = (x: Float64Array) => x.reduce((sum, v) => sum + v * v, 0);
  return values.length < 6 || !(squares(level) > 1e-24 * squares(values));
}

function decomposition(
  values: Float64Array,
  period: number,
  options: SeriesOptions,
  warnings: string[],
): Decomposition | null {
  const parts = decompose(values, period, options.model);
  if (parts) return parts;
  if (period < 2) {
    warnings.push('No season was found, so the series was not decomposed; a period can be given');
  } else if (values.length < 2 * period) {
    warnings.push(
      `A decomposition needs two periods of ${period}; there are ${values.length} observations`,
    );
  } else {
    warnings.push('A multiplicative decomposition needs values above 0; take the additive one');
  }
  return null;
}

function unscale(
  parts: Decomposition,
  pick: readonly number[],
  { scale, model }: { readonly scale: number; readonly model: 'additive' | 'multiplicative' },
): Series['decomposition'] {
  const back = (part: Float64Array, factor: number) => pick.map((i) => orNull(part[i]! / factor));
  const unit = model === 'additive' ? scale : 1;
  return {
    trend: back(parts.trend, scale),
    seasonal: back(parts.seasonal, unit),
    residual: back(parts.residual, unit),
  };
}

/** At most 5,000 of n, evenly spread, the first and last among them. */
function pickEvenly(n: number): number[] {
  if (n <= mostPoints) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: mostPoints }, (_, i) => Math.round((i * (n - 1)) / (mostPoints - 1)));
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function count(values: Float64Array, test: (value: number) => boolean): number {
  return values.reduce((sum, value) => sum + (test(value) ? 1 : 0), 0);
}
