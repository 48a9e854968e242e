import { describe, expect, it } from 'vitest';
import { estimateRemaining } from '../../../../core/jobs/estimate.ts';

describe('estimateRemaining', () => {
  it.each([
    [0.25, 2000, 6000],
    [1, 5000, 0],
    [1.2, 5000, 0],
    [0.01, 60_000, null],
    [0.5, 500, null],
    [null, 60_000, null],
  ])('after a share of %s in %s ms says %s', (fraction, elapsed, expected) => {
    expect(estimateRemaining(fraction, elapsed)).toBe(expected);
  });
});
