import { describe, expect, it } from 'vitest';
import {
  frequencyText,
  periodText,
  stationarityVerdict,
} from '../../../../../renderer/views/explore/series-words.ts';

const test = (pValue: number) => ({ statistic: 1, pValue, lags: 1, observations: 9, critical: {} });

describe('the verdict of both tests', () => {
  it.each([
    [0.01, 0.1, 'Stationary'],
    [0.4, 0.01, 'Not stationary'],
    [0.01, 0.01, 'Stationary around a changing level'],
    [0.4, 0.1, 'Undecided'],
  ])('is told from ADF p %d and KPSS p %d', (adf, kpss, title) => {
    expect(stationarityVerdict({ adf: test(adf), kpss: test(kpss) }).title).toBe(title);
  });

  it('is withheld where one test could not run', () => {
    expect(stationarityVerdict({ adf: null, kpss: test(0.1) }).title).toBe('Not tested');
  });
});

describe('steps and seasons in words', () => {
  it.each([
    ['1h', 'every hour'],
    ['15min', 'every 15 minutes'],
    ['1b', 'every weekday'],
    ['row', 'row by row'],
    ['irregular', 'irregular'],
  ])('%s reads %s', (frequency, text) => {
    expect(frequencyText(frequency)).toBe(text);
  });

  it('counts a season in the unit of its step', () => {
    expect(periodText(12, '1mo')).toBe('12 months');
    expect(periodText(4, '15min')).toBe('60 minutes');
    expect(periodText(365.25, '1d')).toBe('365.3 days');
    expect(periodText(7, 'row')).toBe('7 observations');
  });
});
