import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesSchema } from '../../../core/contract/eda-series.ts';
import { analyseSeries } from '../../../core/eda/series/analyse-series.ts';
import { calendarSteps, type Frequency } from '../../../core/eda/series/calendar.ts';
import { fourier, laggedProducts } from '../../../core/stats/fourier.ts';
import { triangularise } from '../../../core/stats/householder.ts';
import {
  autocorrelation,
  partialAutocorrelation,
} from '../../../core/stats/time-series/autocorrelation.ts';
import { decompose } from '../../../core/stats/time-series/decompose.ts';
import { dickeyFuller } from '../../../core/stats/time-series/dickey-fuller.ts';
import { kpss } from '../../../core/stats/time-series/kpss.ts';

const value = fc.double({ min: -1000, max: 1000, noNaN: true });
const series = (minLength: number, maxLength = 80) =>
  fc.array(value, { minLength, maxLength }).map((values) => Float64Array.from(values));
const spread = (values: Float64Array) => Math.max(...values) - Math.min(...values);

describe('the Fourier transform', () => {
  it('is the sum it stands for, at any length', () => {
    fc.assert(
      fc.property(series(1, 40), (values) => {
        const n = values.length;
        const fast = fourier({ re: values.slice(), im: new Float64Array(n) });
        for (let k = 0; k < n; k++) {
          let re = 0;
          let im = 0;
          for (let j = 0; j < n; j++) {
            re += values[j]! * Math.cos((2 * Math.PI * j * k) / n);
            im -= values[j]! * Math.sin((2 * Math.PI * j * k) / n);
          }
          expect(Math.abs(fast.re[k]! - re)).toBeLessThan(1e-8);
          expect(Math.abs(fast.im[k]! - im)).toBeLessThan(1e-8);
        }
      }),
    );
  });

  it('multiplies a sequence with itself moved on', () => {
    fc.assert(
      fc.property(series(2), fc.nat({ max: 79 }), (values, most) => {
        const lags = Math.min(most, values.length - 1);
        const fast = laggedProducts(values, lags);
        for (let lag = 0; lag <= lags; lag++) {
          let sum = 0;
          for (let i = lag; i < values.length; i++) sum += values[i]! * values[i - lag]!;
          expect(Math.abs(fast[lag]! - sum)).toBeLessThan(1e-5);
        }
      }),
    );
  });
});

describe('least squares', () => {
  it('has residuals that never grow with more columns, and none left beyond the rank', () => {
    const problem = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 6 }))
      .chain(([n, p]) => {
        const column = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: n, maxLength: n });
        return fc.tuple(fc.array(column, { minLength: p, maxLength: p }), column);
      });
    fc.assert(
      fc.property(problem, ([columns, y]) => {
        const length = y.reduce((sum, v) => sum + v * v, 0);
        const { residual, diagonal } = triangularise(
          columns.map((column) => Float64Array.from(column)),
          Float64Array.from(y),
        );
        expect(residual[0]).toBeCloseTo(length, 8);
        for (let i = 1; i < residual.length; i++) {
          expect(residual[i]).toBeLessThanOrEqual(residual[i - 1]! + 1e-9);
        }
        const rank = diagonal.filter((entry) => entry > 0).length;
        expect(rank).toBeLessThanOrEqual(y.length);
        if (rank === y.length) expect(residual.at(-1)).toBeLessThan(1e-9 * (1 + length));
      }),
    );
  });
});

describe('statistics of a series', () => {
  it('do not change when the values are moved and stretched', () => {
    fc.assert(
      fc.property(series(12), (values) => {
        fc.pre(spread(values) > 1);
        const moved = values.map((v) => 4 * v - 7);
        const a = dickeyFuller(values, { maxLag: 1, autolag: 'none' });
        const b = dickeyFuller(moved, { maxLag: 1, autolag: 'none' });
        if (a && b && Math.abs(a.statistic) < 1e3) {
          expect(Math.abs(b.statistic - a.statistic)).toBeLessThan(1e-5 * (1 + a.statistic ** 2));
        }
        const [c, d] = [kpss(values), kpss(moved)];
        if (c && d && c.lags === d.lags) expect(d.statistic).toBeCloseTo(c.statistic, 6);
      }),
    );
  });

  it('keep to their bounds', () => {
    fc.assert(
      fc.property(series(3), fc.constantFrom('n', 'c', 'ct'), (values, regression) => {
        const adf = dickeyFuller(values, { regression });
        if (adf) {
          expect(adf.pValue).toBeGreaterThanOrEqual(0);
          expect(adf.pValue).toBeLessThanOrEqual(1);
          expect(adf.critical['1%']!).toBeLessThan(adf.critical['5%']!);
        }
        const level = kpss(values);
        if (level) expect([level.pValue >= 0.01, level.pValue <= 0.1]).toEqual([true, true]);
        for (const r of autocorrelation(values, 20))
          expect(Math.abs(r)).toBeLessThanOrEqual(1 + 1e-9);
        expect(partialAutocorrelation(values, 20).every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('has partial and plain autocorrelation agree at the first lag but for their divisor', () => {
    fc.assert(
      fc.property(series(4), (values) => {
        fc.pre(spread(values) > 1);
        const n = values.length;
        const [, acf] = autocorrelation(values, 1);
        const [, pacf] = partialAutocorrelation(values, 1);
        expect(pacf).toBeCloseTo((acf! * n) / (n - 1), 9);
      }),
    );
  });
});

describe('a decomposition', () => {
  it('adds or multiplies up to the series wherever it has a trend', () => {
    const period = fc.integer({ min: 2, max: 9 });
    const model = fc.constantFrom('additive' as const, 'multiplicative' as const);
    fc.assert(
      fc.property(series(20), period, model, (raw, length, kind) => {
        const values = kind === 'additive' ? raw : raw.map((v) => Math.abs(v) + 1);
        const { trend, seasonal, residual } = decompose(values, length, kind)!;
        const half = Math.floor(length / 2);
        for (let i = 0; i < values.length; i++) {
          const inside = i >= half && i < values.length - half;
          expect(Number.isNaN(trend[i]!)).toBe(!inside);
          if (!inside) continue;
          const whole =
            kind === 'additive'
              ? trend[i]! + seasonal[i]! + residual[i]!
              : trend[i]! * seasonal[i]! * residual[i]!;
          expect(Math.abs(whole - values[i]!)).toBeLessThan(1e-8 * (1 + spread(values)));
          expect(seasonal[i]).toBe(seasonal[i % length]);
        }
      }),
    );
  });
});

describe('the calendar', () => {
  it('puts every moment into the step that begins at or before it', () => {
    const frequency = fc.record({
      count: fc.integer({ min: 1, max: 30 }),
      unit: fc.constantFrom<Frequency['unit']>('min', 'h', 'd', 'w', 'mo', 'q', 'y'),
    });
    const moment = fc.integer({ min: Date.UTC(-100, 0), max: Date.UTC(2300, 0) });
    fc.assert(
      fc.property(frequency, moment, moment, (step, a, b) => {
        const [first, time] = a < b ? [a, b] : [b, a];
        const { indexOf, startOf } = calendarSteps(step, first);
        expect(indexOf(first)).toBeGreaterThanOrEqual(0);
        const index = indexOf(time);
        expect(startOf(index)).toBeLessThanOrEqual(time);
        expect(startOf(index + 1)).toBeGreaterThan(time);
        expect(indexOf(startOf(index))).toBe(index);
      }),
    );
  });
});

describe('the analysis of a series', () => {
  it('gives what the contract promises, whatever the cells', () => {
    const cell = fc.oneof(
      { weight: 6, arbitrary: value },
      { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -0, 5e-324, Number.MAX_VALUE) },
    );
    const moment = fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: -50, max: 50 }).map((d) => d * 86_400_000) },
      { weight: 1, arbitrary: fc.constantFrom(NaN, -8.64e15, 8.64e15, 0.5) },
    );
    const rows = fc.array(fc.tuple(moment, cell), { minLength: 1, maxLength: 60 });
    const options = fc.record({
      aggregate: fc.constantFrom('mean' as const, 'sum' as const, 'last' as const),
      model: fc.constantFrom('additive' as const, 'multiplicative' as const),
      lags: fc.integer({ min: 1, max: 50 }),
      regression: fc.constantFrom('c' as const, 'ct' as const, 'n' as const),
      autolag: fc.constantFrom('aic' as const, 'none' as const),
      clock: fc.constantFrom('calendar' as const, 'numbers' as const),
    });
    fc.assert(
      fc.property(rows, options, (cells, asked) => {
        const times = Float64Array.from(cells, ([time]) => time);
        const values = Float64Array.from(cells, ([, x]) => x);
        fc.pre(cells.some(([time, x]) => !Number.isNaN(time) && Number.isFinite(x)));
        const result = analyseSeries(times, values, asked);
        expect(seriesSchema.safeParse(JSON.parse(JSON.stringify(result))).error).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});
