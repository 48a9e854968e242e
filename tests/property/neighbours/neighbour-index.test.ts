import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createMeasure, neighbourMetrics } from '../../../core/models/neighbours/metrics.ts';
import {
  createNeighbourIndex,
  type NeighbourIndexOptions,
} from '../../../core/models/neighbours/neighbour-index.ts';
import { normaliseRows, toPointRows } from '../../../core/models/neighbours/point-rows.ts';

/** Few different values, so that there are many duplicates and ties; or any. */
const value = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 1, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
);

const problems = fc
  .record({
    size: fc.integer({ min: 1, max: 6 }),
    points: fc.integer({ min: 1, max: 150 }),
    queries: fc.integer({ min: 1, max: 9 }),
    k: fc.integer({ min: 1, max: 12 }),
    metric: fc.constantFrom(...neighbourMetrics),
    p: fc.constantFrom(1, 1.5, 2, 3),
  })
  .chain((shape) => {
    const rows = (count: number) =>
      fc.array(
        fc
          .array(value, { minLength: count, maxLength: count })
          .map((values) => Float64Array.from(values)),
        { minLength: shape.size, maxLength: shape.size },
      );
    return fc.record({
      ...Object.fromEntries(Object.entries(shape).map(([key, one]) => [key, fc.constant(one)])),
      columns: rows(shape.points),
      asked: rows(shape.queries),
    }) as unknown as fc.Arbitrary<
      typeof shape & { columns: Float64Array[]; asked: Float64Array[] }
    >;
  });

type Problem = typeof problems extends fc.Arbitrary<infer T> ? T : never;

/** Every distance, sorted by (distance, index): the obvious way. */
function obvious({ columns, asked, metric, p }: Problem): { index: number; distance: number }[][] {
  const measure = createMeasure(metric, p);
  const rows = (raw: Float64Array[]) =>
    metric === 'cosine' ? normaliseRows(toPointRows(raw)) : toPointRows(raw);
  const points = rows(columns);
  const queries = rows(asked);
  return Array.from({ length: queries.count }, (_, q) =>
    Array.from({ length: points.count }, (_unused, index) => ({
      index,
      distance: measure.toDistance(measure.inner(queries, q, points, index)),
      inner: measure.inner(queries, q, points, index),
    }))
      .toSorted((a, b) => a.inner - b.inner || a.index - b.index)
      .map(({ index, distance }) => ({ index, distance })),
  );
}

const algorithms = ['brute', 'kd_tree', 'ball_tree'] as const;

it('finds the same neighbours with every algorithm, ties and duplicates included', () => {
  fc.assert(
    fc.property(problems, (problem) => {
      const { columns, asked, metric, p } = problem;
      const expected = obvious(problem);
      for (const algorithm of algorithms) {
        const options: NeighbourIndexOptions = { metric, p, algorithm };
        const { k, indices, distances } = createNeighbourIndex(columns, options).query(
          asked,
          problem.k,
        );
        expected.forEach((row, q) => {
          const found = Array.from({ length: k }, (_, i) => ({
            index: indices[q * k + i]!,
            distance: distances[q * k + i]!,
          }));
          expect(found).toEqual(row.slice(0, k));
        });
      }
    }),
    { numRuns: 200 },
  );
});

it('finds all within a radius with every algorithm', () => {
  fc.assert(
    fc.property(problems, fc.double({ min: 0, max: 4, noNaN: true }), (problem, radius) => {
      const { columns, asked, metric, p } = problem;
      const { toInner } = createMeasure(metric, p);
      const found = algorithms.map((algorithm) => {
        const within = createNeighbourIndex(columns, { metric, p, algorithm }).radius(
          asked,
          radius,
        );
        return Array.from({ length: within.offsets.length - 1 }, (_, q) =>
          [...within.indices.subarray(within.offsets[q], within.offsets[q + 1])].toSorted(
            (a, b) => a - b,
          ),
        );
      });
      const expected = obvious(problem).map((row) =>
        row
          .filter(({ distance }) => toInner(distance) <= toInner(radius) * (1 + 1e-12))
          .map(({ index }) => index)
          .toSorted((a, b) => a - b),
      );
      for (const one of found) expect(one).toEqual(found[0]);
      found[0]!.forEach((row, q) => expect(expected[q]).toEqual(expect.arrayContaining(row)));
    }),
    { numRuns: 150 },
  );
});
