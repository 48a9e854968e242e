import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../core/base/rng.ts';
import { seriesSchema } from '../../../../core/contract/eda-series.ts';
import { analyseSeries, type SeriesOptions } from '../../../../core/eda/series/analyse-series.ts';

const defaults: SeriesOptions = {
  aggregate: 'mean',
  model: 'additive',
  lags: 10,
  regression: 'c',
  autolag: 'aic',
  clock: 'calendar',
};
const day = 86_400_000;
const analyse = (time: number[], value: number[], options: Partial<SeriesOptions> = {}) => {
  const series = analyseSeries(Float64Array.from(time), Float64Array.from(value), {
    ...defaults,
    ...options,
  });
  // what the contract promises, also after a way through JSON
  expect(seriesSchema.parse(JSON.parse(JSON.stringify(series)))).toEqual(series);
  return series;
};
const days = (n: number, from = Date.UTC(2024, 0, 1)) =>
  Array.from({ length: n }, (_, i) => from + i * day);
const rng = createRng(5);
const random = Float64Array.from({ length: 12_000 }, () => rng.normal());
const noise = (i: number) => random[i]!;

describe('degenerate series', () => {
  it('has no statistics of a constant', () => {
    const series = analyse(
      days(50),
      days(50).map(() => 3),
    );
    expect(series).toMatchObject({ adf: null, kpss: null, acf: [], pacf: [], seasonality: [] });
    expect(series.warnings.join()).toMatch(/no ADF and no KPSS statistic/);
  });

  it.each([1, 2, 3, 4, 5])('takes %d observations', (n) => {
    const series = analyse(
      days(n),
      Array.from({ length: n }, (_, i) => noise(i)),
    );
    expect(series.observations).toBe(n);
    expect(series.warnings.length).toBeGreaterThan(0);
  });

  it('has no unit-root statistic of a straight line, which fits exactly', () => {
    const line = analyse(
      days(60),
      Array.from({ length: 60 }, (_, i) => 2 * i + 1),
    );
    expect(line.adf).toBeNull();
    expect(line.seasonality).toEqual([]);
  });

  it('refuses a column without any value', () => {
    expect(() => analyse(days(3), [NaN, NaN, Infinity])).toThrow(/No row has both/);
    expect(() => analyse([NaN, NaN], [1, 2])).toThrow(/No row has both/);
  });

  it('takes values whose squares leave the range of doubles', () => {
    const values = Array.from({ length: 48 }, (_, i) => 1 + noise(i) / 4);
    const ordinary = analyse(days(48), values, { period: 7 });
    for (const factor of [2 ** 900, 2 ** -900]) {
      const extreme = analyse(
        days(48),
        values.map((value) => value * factor),
        { period: 7 },
      );
      expect(extreme.adf!.statistic).toBeCloseTo(ordinary.adf!.statistic, 9);
      expect(extreme.kpss).toEqual(ordinary.kpss);
      const trend = extreme.decomposition!.trend[10]! / factor;
      expect(trend).toBeCloseTo(ordinary.decomposition!.trend[10]!, 12);
    }
  });
});

describe('the moments of a series', () => {
  const values = Array.from({ length: 30 }, (_, i) => noise(i));

  it('does not depend on the order of the rows', () => {
    const sorted = analyse(days(30), values);
    const order = Array.from({ length: 30 }, (_, i) => (i * 7) % 30);
    const shuffled = analyse(
      order.map((i) => days(30)[i]!),
      order.map((i) => values[i]!),
    );
    expect(sorted.warnings.join()).not.toMatch(/order of time/);
    expect(shuffled.warnings.join()).toMatch(/not in order of time/);
    expect({ ...shuffled, warnings: [] }).toEqual({ ...sorted, warnings: [] });
  });

  it.each([
    ['mean', 2],
    ['sum', 4],
    ['min', 1],
    ['max', 3],
    ['last', 1],
  ] as const)('takes the %s of rows of one time', (aggregate, expected) => {
    const [a, b, c] = days(3) as [number, number, number];
    const series = analyse([a, b, b, c], [5, 3, 1, 7], { aggregate });
    expect(series.value).toEqual([5, expected, 7]);
    expect(series.warnings.join()).toMatch(/1 rows share their time/);
  });

  it('fills missing values by straight lines, tells of them and of the gap, and trims the ends', () => {
    const series = analyse(days(7), [NaN, 1, 2, NaN, NaN, 5, NaN], { period: 2 });
    expect(series.value).toEqual([1, 2, null, null, 5]);
    expect(series.gaps).toEqual([{ from: days(7)[2]!, to: days(7)[5]!, missing: 2 }]);
    expect(series.decomposition!.trend).toEqual([null, 2, 3, 4, null]);
    expect(series.warnings.join()).toMatch(/2 missing values were filled/);
  });

  it('leaves out rows without a time', () => {
    const series = analyse([days(3)[0]!, NaN, days(3)[2]!], [1, 2, 3]);
    expect(series.observations).toBe(2);
    expect(series.warnings.join()).toMatch(/1 rows have no time/);
  });

  it.each<[string, number[], string]>([
    ['minutes', Array.from({ length: 9 }, (_, i) => i * 900_000), '15min'],
    ['days', days(9), '1d'],
    ['weeks', days(63).filter((_, i) => i % 7 === 0), '1w'],
    ['weekdays', days(30).filter((_, i) => i % 7 < 5), '1b'],
    ['months', [0, 1, 2, 3, 5].map((m) => Date.UTC(2023, m, 15)), '1mo'],
    ['ends of months', [1, 2, 3, 4].map((m) => Date.UTC(2023, m, 0)), '1mo'],
    ['quarters', [0, 3, 6, 9].map((m) => Date.UTC(2023, m, 1)), '1q'],
    ['years', [2001, 2002, 2003, 2005].map((y) => Date.UTC(y, 5, 1)), '1y'],
    ['seconds', [0, 5000, 10_000, 20_000], '5s'],
    ['no step', [0, 1, 5, 7, 100].map((d) => d * day), 'irregular'],
  ])('knows %s', (_, time, label) => {
    const series = analyse(
      time,
      time.map((__, i) => noise(i)),
    );
    expect(series.frequency).toBe(label);
  });

  it('counts weekdays, not weekends, as missing between weekdays', () => {
    const time = days(30).filter((_, i) => i % 7 < 5 && i !== 9);
    const { gaps } = analyse(
      time,
      time.map((_, i) => noise(i)),
    );
    expect(gaps).toEqual([{ from: days(30)[8]!, to: days(30)[10]!, missing: 1 }]);
  });
});

describe('resampling', () => {
  it('counts months, quarters and years by the UTC calendar', () => {
    const time = days(400);
    const value = time.map((at) => new Date(at).getUTCMonth());
    const months = analyse(time, value, { resample: '1mo' });
    expect(months.observations).toBe(14);
    expect(months.value.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(months.time[1]).toBe(Date.UTC(2024, 1, 1));
    expect(months.period).toBe(1);
    expect(analyse(time, value, { resample: '2q' }).time).toEqual([
      Date.UTC(2024, 0, 1),
      Date.UTC(2024, 6, 1),
      Date.UTC(2025, 0, 1),
    ]);
    expect(analyse(time, value, { resample: 'y' })).toMatchObject({
      frequency: '1y',
      time: [Date.UTC(2024, 0, 1), Date.UTC(2025, 0, 1)],
    });
  });

  it('begins weeks on Monday and counts hours from the first midnight, also before 1970', () => {
    const wednesday = Date.UTC(1965, 2, 3, 5);
    const weeks = analyse([wednesday, wednesday + 6 * day], [1, 2], { resample: '1w' });
    expect(weeks.time).toEqual([Date.UTC(1965, 2, 1), Date.UTC(1965, 2, 8)]);
    const hours = analyse([wednesday, wednesday + day], [1, 2], { resample: '7h' });
    expect(hours.time[0]).toBe(Date.UTC(1965, 2, 3));
    expect(hours.value).toEqual([1, null, null, null, 2]);
  });

  it('leaves a step without values missing, also in sums', () => {
    const [a, , c] = days(3) as [number, number, number];
    const series = analyse([a, c], [1, 2], { resample: '1d', aggregate: 'sum' });
    expect(series.value).toEqual([1, null, 2]);
    expect(series.gaps).toEqual([{ from: a, to: c, missing: 1 }]);
  });

  it('refuses numbers without a calendar, steps of nothing and too many steps', () => {
    const refuse = (options: Partial<SeriesOptions>, why: RegExp) =>
      expect(() => analyse([0, 400 * 365 * day], [1, 2], options)).toThrow(why);
    refuse({ resample: '1d', clock: 'numbers' }, /dates and times/);
    refuse({ resample: '0h' }, /no step of time/);
    refuse({ resample: '1min' }, /would make \d+ steps/);
  });
});

describe('the season', () => {
  const wave = (n: number, period: number) =>
    Array.from({ length: n }, (_, i) => Math.sin((2 * Math.PI * i) / period) + noise(i) / 5);

  it('is the strongest in the spectrum, else the calendar’s, else none', () => {
    expect(analyse(days(400), wave(400, 30)).period).toBe(30);
    expect(analyse(days(400), wave(400, 7)).period).toBe(7);
    expect(
      analyse(
        days(60),
        days(60).map((_, i) => noise(i)),
      ).period,
    ).toBe(7);
    const rows = Array.from({ length: 60 }, (_, i) => i);
    const none = analyse(rows, rows.map(noise), { clock: 'numbers' });
    expect(none).toMatchObject({ period: 1, decomposition: null });
  });

  it('is decomposed as given, or told why not', () => {
    expect(analyse(days(400), wave(400, 7), { period: 9 }).period).toBe(9);
    const warned = (options: Partial<SeriesOptions>) => {
      const series = analyse(days(40), wave(40, 7), options);
      expect(series.decomposition).toBeNull();
      return series.warnings.join();
    };
    expect(warned({ period: 21 })).toMatch(/two periods of 21/);
    expect(warned({ period: 7, model: 'multiplicative' })).toMatch(/values above 0/);
  });

  it('shows 5,000 points of a long series at most, and tells of all', () => {
    const long = analyse(days(12_000), wave(12_000, 50));
    expect([long.time.length, long.decomposition!.trend.length]).toEqual([5000, 5000]);
    expect(long.observations).toBe(12_000);
    expect(long.time.at(-1)).toBe(days(12_000).at(-1));
  });
});
