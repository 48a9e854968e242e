import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { ellipticEnvelope } from '../../../core/patterns/outliers/elliptic-envelope.ts';
import { isolationForest } from '../../../core/patterns/outliers/isolation-forest.ts';
import { localOutlierFactor } from '../../../core/patterns/outliers/local-outlier-factor.ts';
import { robustCovariance } from '../../../core/patterns/outliers/robust-covariance.ts';
import { toRowMajor } from '../../../core/patterns/row-major.ts';
import { goldenData, readPatternGolden, worst } from './golden-data.ts';

interface Golden {
  readonly tolerance: { readonly closed: number; readonly robust: number };
  readonly cases: {
    readonly lof: readonly { data: string; k: number; scores: number[]; flagged: number }[];
    readonly mcd: readonly { data: string; rawLogDeterminant: number }[];
    readonly envelope: {
      x: number[][];
      location: number[];
      covariance: number[][];
      distances: number[];
      flagged: number[];
    };
    readonly isolation_forest: readonly {
      data: string;
      mean: number;
      top: number[];
      scores: number[];
    }[];
  };
}

const { cases, tolerance } = readPatternGolden<Golden>('outliers');
const options = { seed: 7, tick: noTick, stopEarly: () => false };

describe('local outlier factor as scikit-learn', () => {
  it.each(cases.lof)('$k neighbours in $data', ({ data, k, scores, flagged }) => {
    const params = { n_neighbors: k, contamination: 0 };
    const found = localOutlierFactor.run(goldenData(data), { ...options, params });
    expect(worst(found.scores, scores)).toBeLessThan(tolerance.closed);
    expect(found.scores.filter((score) => score > found.threshold)).toHaveLength(flagged);
  });
});

describe('robust covariance', () => {
  it.each(cases.mcd)('$data has a determinant no larger than with scikit-learn', (example) => {
    const x = toRowMajor(goldenData(example.data));
    const found = robustCovariance(x, { supportFraction: 0, seed: 7, tick: noTick });
    expect(found.rawLogDeterminant).toBeLessThan(example.rawLogDeterminant + tolerance.robust);
  });

  it('is that of scikit-learn where there is no doubt about the inner rows', () => {
    const { x: rows, location, covariance, distances, flagged } = cases.envelope;
    const columns = location.map((_, j) => Float64Array.from(rows, (row) => row[j]!));
    const x = { rows: rows.length, names: ['a', 'b', 'c'], columns };
    const found = robustCovariance(toRowMajor(x), {
      supportFraction: 0.78,
      seed: 7,
      tick: noTick,
    });
    expect(worst(found.location, location)).toBeLessThan(tolerance.closed);
    expect(worst(found.covariance, covariance.flat())).toBeLessThan(tolerance.closed);
    expect(worst(found.distances, distances)).toBeLessThan(tolerance.closed);
    const params = { support_fraction: 0.78, contamination: 0.2 };
    const { scores, threshold } = ellipticEnvelope.run(x, { ...options, params });
    const own = [...scores.keys()].filter((row) => scores[row]! > threshold);
    expect(own).toEqual(flagged);
  });
});

describe('isolation forest beside scikit-learn', () => {
  it.each(cases.isolation_forest)('$data', ({ data, mean, top, scores }) => {
    const params = isolationForest.params.parse({ n_estimators: 400 });
    const found = isolationForest.run(goldenData(data), { ...options, params }).scores;
    const own = found.reduce((sum, score) => sum + score, 0) / found.length;
    expect(Math.abs(own - mean)).toBeLessThan(0.01);
    const differences = scores.map((score, i) => Math.abs(score - found[i]!));
    expect(Math.max(...differences)).toBeLessThan(0.05);
    const order = [...found.keys()].toSorted((a, b) => found[b]! - found[a]!);
    const shared = order.slice(0, 10).filter((row) => top.includes(row));
    expect(shared.length).toBeGreaterThanOrEqual(7);
  });
});
