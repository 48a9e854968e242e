import { describe, expect, it } from 'vitest';
import { correctedInterval } from '../../../../core/stats/corrected-resampled-t.ts';
import { fewerRows } from '../../../../core/tuning/score-fold.ts';
import { measure } from '../../../../core/tuning/threshold.ts';
import { rungsOf, stepsOf } from '../../../../core/tuning/pruners/pruner.ts';

describe('the corrected resampled t interval', () => {
  it('is wider than the plain one by the overlap of the training rows', () => {
    // mean 0.02, s = 0.01; t(0.975, 4) = 2.7764451 (scipy.stats.t.ppf)
    const differences = [0.02, 0.03, 0.01, 0.03, 0.01];
    const s = Math.sqrt(differences.reduce((sum, d) => sum + (d - 0.02) ** 2, 0) / 4);
    const { low, high } = correctedInterval(differences, 0.25)!;
    const half = 2.7764451051977987 * s * Math.sqrt(1 / 5 + 0.25);
    expect(low).toBeCloseTo(0.02 - half, 12);
    expect(high).toBeCloseTo(0.02 + half, 12);
  });

  it('does not exist for one fold', () => {
    expect(correctedInterval([0.1], 0.25)).toBeNull();
  });
});

describe('fewer training rows', () => {
  const train = Int32Array.from({ length: 50 }, (_, i) => 2 * i);

  it('are rising, and more rows contain fewer', () => {
    const options = { seed: 3, times: null };
    const [few, many] = [fewerRows(train, 0.2, options), fewerRows(train, 30, options)];
    expect(few).toHaveLength(10);
    expect(many).toHaveLength(30);
    expect([...few]).toEqual([...few].toSorted((a, b) => a - b));
    expect(few.every((row) => many.includes(row))).toBe(true);
    expect(fewerRows(train, 1, options)).toBe(train);
    expect(fewerRows(train, 500, options)).toBe(train);
  });

  it('are the latest where rows have times', () => {
    const times = Float64Array.from({ length: 100 }, (_, row) => -row);
    expect([...fewerRows(train, 3, { seed: 3, times })]).toEqual([0, 2, 4]);
  });
});

it('thresholds are measured from counts', () => {
  const counts = { threshold: 0.3, truePositives: 8, falsePositives: 4 };
  const totals = { positives: 10, negatives: 30 };
  const costs = { falsePositive: 1, falseNegative: 5 };
  expect(measure({ by: 'f1', ...costs }, counts, totals)).toBeCloseTo(16 / 22, 12);
  const balanced = (0.8 + 26 / 30) / 2;
  expect(measure({ by: 'balanced_accuracy', ...costs }, counts, totals)).toBeCloseTo(balanced, 12);
  expect(measure({ by: 'cost', ...costs }, counts, totals)).toBeCloseTo((4 + 10) / 40, 12);
});

describe('portions', () => {
  it('are as many as the smallest that makes sense allows', () => {
    expect(rungsOf('successive_halving', 0.01)).toEqual({ factor: 4, whole: 16 });
    expect(rungsOf('successive_halving', 0.2)).toEqual({ factor: 4, whole: 4 });
    expect(rungsOf('hyperband', 0.6)).toEqual({ factor: 3, whole: 1 });
    expect(rungsOf('median', 0.01)).toBeNull();
  });

  it('grow to the whole; brackets of hyperband begin later', () => {
    const rungs = { factor: 3, whole: 9 };
    const firsts = Array.from({ length: 40 }, (_, number) => {
      const steps = stepsOf('hyperband', { study: 'seed 7', number }, rungs);
      expect(steps.at(-1)).toBe(9);
      return steps[0];
    });
    expect(new Set(firsts)).toEqual(new Set([1, 3, 9]));
    expect(
      stepsOf('successive_halving', { study: '', number: 0 }, { factor: 4, whole: 16 }),
    ).toEqual([1, 4, 16]);
  });
});
