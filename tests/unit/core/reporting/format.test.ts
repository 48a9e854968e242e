import { describe, expect, it } from 'vitest';
import { formatDuration, formatNumber, formatPercent } from '../../../../core/reporting/format.ts';
import { linearScale } from '../../../../core/reporting/svg/scale.ts';

describe('formatNumber', () => {
  it.each([
    [0.123456, '0.1235'],
    [12345.678, '12\u202f346'],
    [-3.5, '−3.500'],
    [0, '0'],
    [1e9, '1\u202f000\u202f000\u202f000'],
    [0.00000123, '1.23e−6'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('writes %s as %s', (value, text) => expect(formatNumber(value)).toBe(text));
});

describe('formatPercent and formatDuration', () => {
  it('keep one decimal and a unit', () => {
    expect(formatPercent(0.1234)).toBe('12.3%');
    expect(formatDuration(420)).toBe('420 ms');
    expect(formatDuration(61_000)).toBe('1 min 1 s');
  });
});

describe('linearScale', () => {
  it('maps ends to ends and puts ticks at round numbers', () => {
    const scale = linearScale([0, 1], [0, 100]);
    expect([scale(0), scale(1)]).toEqual([0, 100]);
    expect(scale.ticks.map(scale.format)).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']);
  });

  it('widens a domain of no width and one that is not finite', () => {
    expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
    expect(linearScale([Infinity, -Infinity], [0, 10])(0.5)).toBe(5);
  });
});
