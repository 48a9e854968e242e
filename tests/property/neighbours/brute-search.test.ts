import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRng } from '../../../core/base/rng.ts';
import { noTick } from '../../../core/base/tick.ts';
import { createNearPoints } from '../../../core/models/kernels/near-points.ts';
import { createBruteSearch } from '../../../core/models/neighbours/brute-search.ts';
import { createMeasure } from '../../../core/models/neighbours/metrics.ts';
import { createNeighbourIndex } from '../../../core/models/neighbours/neighbour-index.ts';
import { createHeap, drainHeap } from '../../../core/models/neighbours/nearest-heap.ts';
import { toPointRows, type PointRows } from '../../../core/models/neighbours/point-rows.ts';

const hasKernel = createNearPoints({ count: 1, size: 1, values: Float64Array.of(1) }) !== null;

function nearest(points: PointRows, queries: PointRows, options: { k: number; work: number }) {
  const { k, work } = options;
  const search = createBruteSearch(createMeasure('euclidean'), points, { work });
  const heaps = Array.from({ length: queries.count }, () => createHeap(k));
  search(queries, heaps, noTick);
  const indices = new Int32Array(k * queries.count);
  const distances = new Float64Array(k * queries.count);
  heaps.forEach((heap, q) => drainHeap(heap, { indices, distances }, q * k));
  return { indices, distances };
}

const problems = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  count: fc.integer({ min: 1, max: 1300 }),
  queries: fc.integer({ min: 1, max: 140 }),
  size: fc.integer({ min: 1, max: 9 }),
  k: fc.integer({ min: 1, max: 7 }),
  // Whole numbers have ties; far from 0 singles have no digits left; small and large leave their range.
  whole: fc.boolean(),
  origin: fc.constantFrom(0, 1e3, 1e9),
  scale: fc.constantFrom(1, 1e-30, 1e30, 1e-170, 1e170),
  far: fc.constantFrom(1, 1e3, 1e20),
});

// Where the kernels were not built there is nothing to hold against the plain way.
it.skipIf(!hasKernel)('finds the same neighbours with the kernel as without', () => {
  fc.assert(
    fc.property(problems, ({ seed, count, queries, size, k, whole, origin, scale, far }) => {
      const rng = createRng(seed);
      const draw = (rows: number, stretch: number) =>
        toPointRows(
          Array.from({ length: size }, () =>
            Float64Array.from({ length: rows }, () => {
              const value = whole ? rng.integer(3) : rng.normal();
              return scale * (origin + stretch * value);
            }),
          ),
        );
      const points = draw(count, 1);
      const asked = draw(queries, far);
      const most = Math.min(k, count);
      expect(nearest(points, asked, { k: most, work: 0 })).toEqual(
        nearest(points, asked, { k: most, work: Infinity }),
      );
    }),
    { numRuns: 60 },
  );
});

it('finds the same points within a radius by the kernel as by a tree', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      fc.constantFrom(0, 1, Math.SQRT2, 2, 9),
      fc.boolean(),
      (seed, radius, whole) => {
        const rng = createRng(seed);
        const draw = (rows: number) =>
          Array.from({ length: 6 }, () =>
            Float64Array.from({ length: rows }, () => (whole ? rng.integer(4) : 2 * rng.normal())),
          );
        const points = draw(1700);
        const asked = draw(150);
        const within = (algorithm: 'brute' | 'kd_tree') =>
          createNeighbourIndex(points, { algorithm }).radius(asked, radius);
        expect(within('brute')).toEqual(within('kd_tree'));
      },
    ),
    { numRuns: 12 },
  );
});
