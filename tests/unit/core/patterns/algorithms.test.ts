import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../core/base/app-error.ts';
import { createRng } from '../../../../core/base/rng.ts';
import { noTick } from '../../../../core/base/tick.ts';
import {
  clusteringAlgorithms,
  decompositionAlgorithms,
  outlierAlgorithms,
} from '../../../../core/patterns/catalogue.ts';
import type { PatternAlgorithm } from '../../../../core/patterns/pattern-algorithm.ts';
import type { Matrix } from '../../../../core/table/matrix.ts';

type Algorithm = PatternAlgorithm<Record<string, unknown>, Matrix, object>;

const algorithms: readonly Algorithm[] = [
  ...clusteringAlgorithms.values(),
  ...decompositionAlgorithms.values(),
  ...outlierAlgorithms.values(),
];

function toMatrix(columns: readonly Float64Array[]): Matrix {
  return { rows: columns[0]!.length, names: columns.map((_, j) => `x${j}`), columns };
}

/** Three groups of unlike spread, moved so that no value is negative. */
function groups(rows: number, width = 4): Matrix {
  const rng = createRng(11);
  const columns = Array.from({ length: width }, () => new Float64Array(rows));
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j++) {
      columns[j]![i] = 20 + 5 * (i % 3) * (j % 2 === 0 ? 1 : -0.5) + (1 + (i % 3)) * rng.normal();
    }
  }
  return toMatrix(columns);
}

const copies = (rows: number): Matrix =>
  toMatrix([new Float64Array(rows).fill(2), new Float64Array(rows).fill(3)]);

function run(algorithm: Algorithm, x: Matrix, more: Partial<Parameters<Algorithm['run']>[1]> = {}) {
  const params = algorithm.params.parse({});
  return algorithm.run(x, { params, seed: 7, tick: noTick, stopEarly: () => false, ...more });
}

/** What it found, or the code of its refusal; anything else is thrown. */
function attempt(algorithm: Algorithm, x: Matrix): object | string {
  try {
    return run(algorithm, x);
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** Every number in the arrays of a result. */
function numbersOf(result: object): number[] {
  return Object.values(result).flatMap((value: unknown): number[] => {
    if (value instanceof Float64Array || value instanceof Int32Array) return [...value];
    if (Array.isArray(value) && value[0] instanceof Float64Array) {
      return (value as Float64Array[]).flatMap((values) => [...values]);
    }
    return [];
  });
}

describe.each(algorithms.map((algorithm) => [algorithm.id, algorithm] as const))(
  '%s',
  (_id, algorithm) => {
    it('gives finite numbers, the same ones for the same seed, and leaves its input alone', () => {
      const x = groups(150);
      const before = x.columns.map((values) => values.slice());
      const first = run(algorithm, x);
      const numbers = numbersOf(first);
      expect(numbers.length).toBeGreaterThanOrEqual(150);
      expect(numbers.every((value) => Number.isFinite(value))).toBe(true);
      expect(run(algorithm, x)).toEqual(first);
      expect(x.columns).toEqual(before);
    });

    it('stops when it is cancelled, and reports progress that never falls', () => {
      const fractions: number[] = [];
      run(algorithm, groups(150), { tick: (fraction) => void fractions.push(fraction) });
      expect(fractions.every((value, i) => i === 0 || value >= fractions[i - 1]! - 1e-12)).toBe(
        true,
      );
      expect(Math.max(0, ...fractions)).toBeLessThanOrEqual(1 + 1e-12);
      const cancelled = new AppError('CANCELLED', 'Cancelled');
      const tick = () => {
        throw cancelled;
      };
      expect(() => run(algorithm, groups(150), { tick })).toThrow(cancelled);
    });

    it.each([
      ['one row', toMatrix([new Float64Array([1]), new Float64Array([2])])],
      ['two rows', groups(2)],
      ['copies of one row', copies(60)],
      ['one column', toMatrix([groups(60).columns[0]!])],
      ['more columns than rows', groups(12, 40)],
    ])('finds something or refuses in words: %s', (_case, x) => {
      const found = attempt(algorithm, x);
      if (typeof found === 'string') expect(found).toBe('NOT_ENOUGH_DATA');
      else expect(numbersOf(found).every((value) => Number.isFinite(value))).toBe(true);
    });
  },
);

describe('groups that lie apart', () => {
  it.each(['kmeans', 'mini_batch_kmeans', 'gaussian_mixture', 'agglomerative'])(
    'are found by %s',
    (id) => {
      const algorithm = clusteringAlgorithms.get(id)!;
      const rng = createRng(3);
      const centre = Int32Array.from({ length: 300 }, (_, i) => i % 3);
      const columns = [0, 1].map((j) =>
        Float64Array.from(centre, (c) => 10 * (c === j ? 1 : 0) + rng.normal()),
      );
      const params = algorithm.params.parse({ [algorithm.countParam!]: 3 });
      const { labels } = algorithm.run(toMatrix(columns), {
        params,
        seed: 7,
        tick: noTick,
        stopEarly: () => false,
      });
      const pairs = new Set(Array.from(centre, (c, i) => `${c} ${labels[i]}`));
      expect(pairs.size).toBe(3);
    },
  );

  it('more clusters than rows are refused with how many there are', () => {
    const kMeans = clusteringAlgorithms.get('kmeans')!;
    expect(() => run(kMeans, groups(5))).toThrow(/5 rows cannot form 8 clusters/);
  });
});
