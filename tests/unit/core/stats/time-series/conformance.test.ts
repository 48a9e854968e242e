import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decompose } from '../../../../../core/stats/time-series/decompose.ts';
import { dickeyFuller } from '../../../../../core/stats/time-series/dickey-fuller.ts';
import { kpss } from '../../../../../core/stats/time-series/kpss.ts';
import type { TrendTerms } from '../../../../../core/stats/time-series/mackinnon.ts';

const table = readFileSync(
  new URL('../../../../../datasets/macrodata_us.csv', import.meta.url),
  'utf8',
)
  .trim()
  .split(/\r?\n/)
  .map((line) => line.split(','));
const column = (name: string) => {
  const at = table[0]!.findIndex((cell) => cell.replaceAll('"', '') === name);
  return Float64Array.from(table.slice(1), (row) => Number(row[at]));
};

describe('the cases that statsmodels tests against Stata', () => {
  const cases: [string, number, TrendTerms, number, number | null, number | null][] = [
    ['realgdp', 4, 'c', 0.975051612, 0.99399563, 0.97505319],
    ['realgdp', 4, 'ct', -1.856638406, 0.67682968, -1.8566374],
    ['realgdp', 4, 'n', 3.522746664, null, 3.5227498],
    ['infl', 1, 'c', -4.334698994, 0.00038661, -4.3346988],
    ['infl', 1, 'ct', -4.425093105, 0.00199633, -4.425093],
    ['infl', 1, 'n', -2.451159657, 0.013747, -2.4511596],
  ];
  it.each(cases)('%s with %d lags and terms %s', (name, maxLag, regression, exact, p, stata) => {
    const result = dickeyFuller(column(name), { regression, maxLag, autolag: 'none' })!;
    expect(Math.abs(result.statistic / exact - 1)).toBeLessThan(1e-8);
    expect(Math.abs(result.statistic / stata! - 1)).toBeLessThan(1e-5);
    expect(result.lags).toBe(maxLag);
    if (p !== null) expect(Math.abs(result.pValue - p)).toBeLessThan(1e-5);
  });

  it('has critical values of −3.476, −2.883 and −2.573 for some 140 observations', () => {
    const { critical } = dickeyFuller(column('realgdp').slice(0, 150), {
      maxLag: 4,
      autolag: 'none',
    })!;
    expect(critical['1%']).toBeCloseTo(-3.476, 2);
    expect(critical['5%']).toBeCloseTo(-2.883, 2);
    expect(critical['10%']).toBeCloseTo(-2.573, 2);
  });

  it('has the KPSS statistics of realgdp with three lags', () => {
    expect(kpss(column('realgdp'), { lags: 3 })!.statistic).toBeCloseTo(5.0169, 4);
    const trend = kpss(column('realgdp'), { lags: 3, regression: 'ct' })!;
    expect(trend.statistic).toBeCloseTo(1.1828, 4);
    expect(trend.pValue).toBe(0.01);
  });

  it('decomposes the 32 quarters of its seasonal test', () => {
    const values = Float64Array.from([
      -50, 175, 149, 214, 247, 237, 225, 329, 729, 809, 530, 489, 540, 457, 195, 176, 337, 239, 128,
      102, 232, 429, 3, 98, 43, -141, -77, -13, 125, 361, -45, 184,
    ]);
    const { trend, seasonal, residual } = decompose(values, 4, 'additive')!;
    const rounded = (part: Float64Array) => Array.from(part, (value) => Number(value.toFixed(2)));
    expect(rounded(seasonal.slice(0, 4))).toEqual([62.46, 86.17, -88.38, -60.25]);
    expect(rounded(trend.slice(0, 5))).toEqual([NaN, NaN, 159.13, 204, 221.25]);
    expect(residual[2]).toBeCloseTo(78.254, 3);
  });
});
