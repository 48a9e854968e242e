import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatInteger,
  formatNumber,
  formatPercent,
} from '../../../../renderer/components/format.ts';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [1234567, '1,234,567'],
    [3.14159265, '3.1416'],
    [123.456789, '123.46'],
    [12345.678, '12,346'],
    [0.123456, '0.12346'],
    [0.00123456, '0.0012346'],
    [-0.5, '−0.5'],
    [0.000012345, '1.234e−5'],
    [1.5e15, '1.5e+15'],
    [9007199254740991, '9.007e+15'],
    [0.1 + 0.2, '0.3'],
  ])('writes %d as %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('writes a dash for what does not exist', () => {
    expect(
      [null, undefined, Number.NaN, Number.POSITIVE_INFINITY].map((v) => formatNumber(v)),
    ).toEqual(['–', '–', '–', '–']);
  });

  it('takes the digits it is told', () => expect(formatNumber(0.876543, 3)).toBe('0.877'));
});

describe('formatPercent', () => {
  it.each([
    [0, '0%'],
    [1, '100%'],
    [0.5, '50%'],
    [0.1234, '12.3%'],
    [0.00001, '<0.1%'],
    [0.99999, '>99.9%'],
    [-0.178, '−17.8%'],
    [-0.00001, '>−0.1%'],
    [1.205, '120.5%'],
  ])('writes %d as %s', (share, text) => expect(formatPercent(share)).toBe(text));
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [12629, '12.6 kB'],
    [999_600, '1 MB'],
    [5_535_530, '5.5 MB'],
    [250_000_000_000, '250 GB'],
  ])('writes %d as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('formatDuration', () => {
  it.each([
    [340, '340 ms'],
    [999.7, '1 s'],
    [2400, '2.4 s'],
    [59_960, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [7_800_000, '2 h 10 min'],
  ])('writes %d ms as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('formatAgo', () => {
  const now = Date.UTC(2026, 10, 20, 12);
  it.each([
    [10_000, 'just now'],
    [5 * 60_000, '5 minutes ago'],
    [3 * 3_600_000, '3 hours ago'],
    [26 * 3_600_000, 'yesterday'],
  ])('says %d ms as %s', (past, text) => expect(formatAgo(now - past, now)).toBe(text));
});

describe('formatCount', () => {
  it('fits the noun to the number', () =>
    expect([0, 1, 1200].map((count) => formatCount(count, 'run'))).toEqual([
      '0 runs',
      '1 run',
      '1,200 runs',
    ]));
});

describe('formatInteger', () => {
  it('groups thousands and rounds', () => expect(formatInteger(1234567.4)).toBe('1,234,567'));
});
