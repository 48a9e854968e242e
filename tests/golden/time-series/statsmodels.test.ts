import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  autocorrelation,
  partialAutocorrelation,
} from '../../../core/stats/time-series/autocorrelation.ts';
import { decompose } from '../../../core/stats/time-series/decompose.ts';
import {
  dickeyFuller,
  type DickeyFuller,
  type DickeyFullerOptions,
} from '../../../core/stats/time-series/dickey-fuller.ts';
import { kpss, type Kpss, type KpssOptions } from '../../../core/stats/time-series/kpss.ts';
import { findSeasons } from '../../../core/stats/time-series/seasonality.ts';

interface Parts {
  step: number;
  trend: (number | null)[];
  seasonal: (number | null)[];
  residual: (number | null)[];
}

interface Golden {
  tolerance: { statistic: number; pValue: number };
  cases: {
    name: string;
    values: number[];
    period: number;
    adf: { options: DickeyFullerOptions; expected: DickeyFuller }[];
    kpss: { options: KpssOptions; expected: Kpss }[];
    acf: number[];
    pacf: number[];
    additive: Parts;
    multiplicative: Parts | null;
    seasons: [number, number][];
  }[];
}

const golden = JSON.parse(
  readFileSync(new URL('statsmodels.json', import.meta.url), 'utf8'),
) as Golden;

function near(actual: number, expected: number, tolerance: number, scale = 1): void {
  const allowed = tolerance * Math.max(scale, Math.abs(expected));
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(allowed);
}

function nearAll(actual: ArrayLike<number>, expected: (number | null)[], scale: number): void {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) {
    if (value === null) expect(actual[i]).toBeNaN();
    else near(actual[i]!, value, 1e-9, scale);
  }
}

describe.each(golden.cases)('$name', (wanted) => {
  const values = Float64Array.from(wanted.values);
  const spread = Math.max(...wanted.values) - Math.min(...wanted.values);
  const { tolerance } = golden;

  it.each(wanted.adf)('has the unit-root statistic of adfuller: $options', (test) => {
    const actual = dickeyFuller(values, test.options)!;
    expect([actual.lags, actual.observations]).toEqual([
      test.expected.lags,
      test.expected.observations,
    ]);
    near(actual.statistic, test.expected.statistic, tolerance.statistic, 0);
    near(actual.pValue, test.expected.pValue, tolerance.pValue, 0);
    for (const [level, value] of Object.entries(test.expected.critical)) {
      near(actual.critical[level]!, value, 1e-12);
    }
  });

  it.each(wanted.kpss)('has the statistic of kpss: $options', (test) => {
    const actual = kpss(values, test.options)!;
    expect(actual.lags).toBe(test.expected.lags);
    expect(actual.critical).toEqual(test.expected.critical);
    near(actual.statistic, test.expected.statistic, tolerance.statistic, 0);
    near(actual.pValue, test.expected.pValue, tolerance.pValue, 0);
  });

  it('has the autocorrelations of acf and pacf', () => {
    expect(autocorrelation(values, 12)[0]).toBe(1);
    nearAll(autocorrelation(values, 12), wanted.acf, 1);
    nearAll(partialAutocorrelation(values, 12), wanted.pacf, 1);
  });

  it.each(['additive', 'multiplicative'] as const)(
    'decomposes as seasonal_decompose: %s',
    (model) => {
      const expected = wanted[model];
      const actual = decompose(values, wanted.period, model);
      if (expected === null) {
        expect(actual).toBeNull();
        return;
      }
      const every = (part: Float64Array) => part.filter((_, i) => i % expected.step === 0);
      nearAll(every(actual!.trend), expected.trend, spread);
      nearAll(every(actual!.seasonal), expected.seasonal, spread);
      nearAll(every(actual!.residual), expected.residual, spread);
    },
  );

  it('finds the seasons that peak in the spectrum', () => {
    const actual = findSeasons(values);
    expect(actual.map(({ period }) => period.toFixed(6))).toEqual(
      wanted.seasons.map(([period]) => period.toFixed(6)),
    );
    for (const [i, { power }] of actual.entries()) near(power, wanted.seasons[i]![1], 1e-8);
  });
});
