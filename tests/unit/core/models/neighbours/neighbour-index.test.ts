import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../../core/base/app-error.ts';
import {
  chooseNeighbourAlgorithm,
  createNeighbourIndex,
} from '../../../../../core/models/neighbours/neighbour-index.ts';

const line = [Float64Array.of(0, 1, 2, 4, 8)];

describe('createNeighbourIndex', () => {
  it.each(['brute', 'kd_tree', 'ball_tree'] as const)('finds the nearest with %s', (algorithm) => {
    const index = createNeighbourIndex(line, { algorithm });
    const { k, indices, distances } = index.query([Float64Array.of(3.5, -1)], 2);
    expect(k).toBe(2);
    expect([...indices]).toEqual([3, 2, 0, 1]);
    expect([...distances]).toEqual([0.5, 1.5, 1, 2]);
  });

  it('takes the lower index of two that are equally near', () => {
    const index = createNeighbourIndex([Float64Array.of(1, -1, 1, -1)], { algorithm: 'kd_tree' });
    expect([...index.query([Float64Array.of(0)], 3).indices]).toEqual([0, 1, 2]);
  });

  it('gives no more neighbours than there are points', () => {
    expect(createNeighbourIndex(line).query([Float64Array.of(0)], 9)).toMatchObject({ k: 5 });
  });

  it.each(['brute', 'kd_tree', 'ball_tree'] as const)(
    'finds all within a radius, the edge included, with %s',
    (algorithm) => {
      const found = createNeighbourIndex(line, { algorithm }).radius([Float64Array.of(0, 100)], 2);
      expect([...found.offsets]).toEqual([0, 3, 3]);
      expect([...found.indices].map((index, i) => [index, found.distances[i]]).toSorted()).toEqual([
        [0, 0],
        [1, 1],
        [2, 2],
      ]);
    },
  );

  it('measures by angle, and a row of zeros as a right angle from all', () => {
    const index = createNeighbourIndex([Float64Array.of(1, 0, 0), Float64Array.of(0, 2, 0)], {
      metric: 'cosine',
    });
    const { indices, distances } = index.query([Float64Array.of(0), Float64Array.of(3)], 3);
    expect([...indices]).toEqual([1, 0, 2]);
    expect([...distances]).toEqual([0, 1, 1]);
  });

  it('measures right far from the origin, where squares lose their digits', () => {
    const far = 1e9;
    const index = createNeighbourIndex([Float64Array.of(far, far + 1, far + 2)], {
      algorithm: 'brute',
    });
    const { indices, distances } = index.query([Float64Array.of(far + 1.25)], 3);
    expect([...indices]).toEqual([1, 2, 0]);
    expect([...distances]).toEqual([0.25, 0.75, 1.25]);
  });

  it('stops when its tick says so', () => {
    const tick = () => {
      throw new AppError('CANCELLED', 'Cancelled');
    };
    for (const algorithm of ['brute', 'kd_tree', 'ball_tree'] as const) {
      const index = createNeighbourIndex(line, { algorithm });
      expect(() => index.query(line, 1, tick)).toThrow('Cancelled');
      expect(() => index.radius(line, 1, tick)).toThrow('Cancelled');
    }
  });
});

describe('chooseNeighbourAlgorithm', () => {
  it('takes a tree for few columns and few neighbours, as scikit-learn does', () => {
    const choose = chooseNeighbourAlgorithm;
    expect(choose({ rows: 100, columns: 15 }, {})).toBe('kd_tree');
    expect(choose({ rows: 100, columns: 16 }, {})).toBe('brute');
    expect(choose({ rows: 100, columns: 2 }, { neighbours: 50 })).toBe('brute');
    expect(choose({ rows: 101, columns: 2 }, { neighbours: 49 })).toBe('kd_tree');
    expect(choose({ rows: 100, columns: 2 }, { metric: 'cosine' })).toBe('brute');
    expect(choose({ rows: 100, columns: 99 }, { algorithm: 'ball_tree' })).toBe('ball_tree');
  });
});
