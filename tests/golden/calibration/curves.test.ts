import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classificationScorer } from '../../../core/evaluation/metrics.ts';
import { fitIsotonic, isotonicAt } from '../../../core/models/calibration/isotonic.ts';
import { fitSigmoid, sigmoidAt } from '../../../core/models/calibration/sigmoid.ts';
import { chooseThreshold } from '../../../core/models/choose-threshold.ts';

interface Curve {
  readonly name: string;
  readonly scores: number[];
  readonly y: number[];
  readonly weights: number[] | null;
  readonly at: number[];
  readonly sigmoid: number[];
  readonly isotonic: number[];
  readonly tolerance: { sigmoid: number; isotonic: number };
}
interface Golden {
  readonly curves: Curve[];
  readonly thresholds: {
    probabilities: number[];
    y: number[];
    best: { f1: number; balanced_accuracy: number; cost: number };
  };
}

const path = join(import.meta.dirname, 'curves.json');
const golden = JSON.parse(readFileSync(path, 'utf8')) as Golden;
const doubles = (values: readonly number[]) => Float64Array.from(values);

describe('calibration curves agree with scikit-learn', () => {
  it.each(golden.curves)('$name', ({ scores, y, at, tolerance, ...rest }) => {
    const weights = rest.weights ? doubles(rest.weights) : null;
    const sigmoid = fitSigmoid(doubles(scores), doubles(y), weights);
    const isotonic = fitIsotonic(doubles(scores), doubles(y), weights);
    at.forEach((score, i) => {
      const smooth = Math.abs(sigmoidAt(sigmoid, score) - rest.sigmoid[i]!);
      expect(smooth, `sigmoid at ${score}`).toBeLessThan(tolerance.sigmoid);
      const stepped = Math.abs(isotonicAt(isotonic, score) - rest.isotonic[i]!);
      expect(stepped, `isotonic at ${score}`).toBeLessThan(tolerance.isotonic);
    });
  });
});

describe('thresholds are the best there are', () => {
  const { probabilities, y, best } = golden.thresholds;
  const rows = { y: doubles(y), weights: null };
  const scoreAt = (threshold: number) => {
    const second = doubles(probabilities);
    const first = second.map((p) => 1 - p);
    return classificationScorer(Int32Array.from(y), [first, second], threshold)(null);
  };

  it.each(['f1', 'balanced_accuracy'] as const)('by %s', (by) => {
    const options = { by, falsePositive: 1, falseNegative: 1 };
    const { value } = chooseThreshold(doubles(probabilities), rows, options);
    expect(scoreAt(value)[by]).toBeCloseTo(best[by], 12);
  });

  it('by cost', () => {
    const options = { by: 'cost', falsePositive: 1, falseNegative: 5 } as const;
    const { value } = chooseThreshold(doubles(probabilities), rows, options);
    const cost = y.reduce((sum, truth, i) => {
      const called = probabilities[i]! >= value;
      return sum + (called && truth === 0 ? 1 : 0) + (!called && truth === 1 ? 5 : 0);
    }, 0);
    expect(-cost).toBe(best.cost);
  });
});
