import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { accumulatedEffects } from '../../../core/explainability/methods/dependence/ale.ts';
import { jointEffects } from '../../../core/explainability/methods/dependence/ale2.ts';
import { makeGrid } from '../../../core/explainability/methods/dependence/grid.ts';
import { hStatistic } from '../../../core/explainability/methods/dependence/h-statistic.ts';
import {
  conditionalExpectations,
  partialDependence2,
} from '../../../core/explainability/methods/dependence/partial-dependence.ts';
import type { Score } from '../../../core/explainability/methods/score.ts';
import type { Table } from '../../../core/table/table.ts';
import { numberColumn } from '../../support/small-pipeline.ts';
import golden from './dependence.json' with { type: 'json' };

const { input, expected, tolerance } = golden;
const names = ['a', 'b', 'c'] as const;
const table: Table = { rows: 150, columns: names.map((name) => numberColumn(name, input[name])) };

const score: Score = {
  label: null,
  unit: 'raw',
  of({ rows, columns }) {
    const [a, b, c] = columns.map((column) => ('values' in column ? column.values : []));
    return Float64Array.from({ length: rows }, (_, i) => {
      const [u, v, w] = [a![i]!, b![i]!, c![i]!];
      return 2 * u + 0.5 * u * v - Math.sin(w) + 0.3 * u * u * w;
    });
  },
};
const asking = { score, tick: noTick };

/** Largest difference; infinite where they differ in length. */
function gap(actual: ArrayLike<number>, wanted: readonly number[]): number {
  if (actual.length !== wanted.length) return Infinity;
  return wanted.reduce((worst, value, i) => Math.max(worst, Math.abs(actual[i]! - value)), 0);
}

const meanOf = (line: Float64Array) => line.reduce((sum, value) => sum + value, 0) / line.length;

describe('partial dependence equals scikit-learn', () => {
  it.each([
    ['a', 0],
    ['b', 1],
  ] as const)('of %s', (name, at) => {
    const grid = makeGrid(table.columns[at]!, 20);
    const { grids, average } = expected.pdp[name] as { grids: number[][]; average: number[] };
    expect(gap(grid.values as number[], grids[0]!)).toBeLessThan(tolerance);
    expect(
      gap(conditionalExpectations(table, { at, grid }, asking).map(meanOf), average),
    ).toBeLessThan(tolerance);
  });

  it('of two columns', () => {
    const axes = [0, 1].map((at) => ({ at, grid: makeGrid(table.columns[at]!, 8) }));
    const surface = partialDependence2(table, [axes[0]!, axes[1]!], asking);
    const { grids, average } = expected.pdp.ab as { grids: number[][]; average: number[][] };
    axes.forEach(({ grid }, i) =>
      expect(gap(grid.values as number[], grids[i]!)).toBeLessThan(tolerance),
    );
    average.forEach((line, i) => expect(gap(surface[i]!, line)).toBeLessThan(tolerance));
  });

  it('of single rows', () => {
    const grid = makeGrid(table.columns[0]!, 5);
    const lines = conditionalExpectations(table, { at: 0, grid }, asking);
    expected.ice.forEach((line, i) => {
      const own = lines.map((values) => values[i]!);
      expect(gap(own, line)).toBeLessThan(tolerance);
    });
  });
});

describe('accumulated local effects equal those of Apley and Zhu', () => {
  it.each([
    ['a', 0, 10],
    ['b', 1, 10],
    ['c', 2, 7],
  ] as const)('of %s', (name, at, bins) => {
    const { grid, values } = accumulatedEffects(table, at, bins, asking);
    expect(gap(grid.values as number[], expected.ale[name].edges)).toBeLessThan(tolerance);
    expect(gap(values, expected.ale[name].effect)).toBeLessThan(tolerance);
  });

  it('of two columns, with cells that no row is in', () => {
    const { grids, surface } = jointEffects(table, [0, 2], 5, asking);
    grids.forEach((grid, i) =>
      expect(gap(grid.values as number[], expected.ale2.edges[i]!)).toBeLessThan(tolerance),
    );
    expected.ale2.surface.forEach((line, i) =>
      expect(gap(surface[i]!, line)).toBeLessThan(tolerance),
    );
  });
});

it.each([
  ['ab', 0, 1],
  ['ac', 0, 2],
  ['bc', 1, 2],
] as const)('H² of %s equals its definition', (pair, first, second) => {
  expect(hStatistic(table, [first, second], asking)).toBeCloseTo(expected.h2[pair], 10);
});
