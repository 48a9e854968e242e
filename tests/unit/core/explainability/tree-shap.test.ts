import { expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { gaussLegendre } from '../../../../core/stats/gauss-legendre.ts';
import { treeShap } from '../../../../core/explainability/tree-shap.ts';
import type { Tree } from '../../../../core/models/states/trees.ts';

function shap(tree: Tree, columns: number[][]): { base: number; values: number[][] } {
  const into = columns.map((column) => new Float64Array(column.length));
  const x = {
    rows: columns[0]!.length,
    names: columns.map((_, j) => `x${j}`),
    columns: columns.map((column) => Float64Array.from(column)),
  };
  const state = { kind: 'trees', base: new Float64Array(1), trees: [tree] } as const;
  const base = treeShap(state, x, { output: 0, into, tick: noTick });
  return { base, values: into.map((column) => [...column].map((value) => +value.toFixed(12))) };
}

it("gives the values of shap's own test of an and gate, where Saabas differs", () => {
  const tree: Tree = {
    feature: Int32Array.of(0, -1, 1, -1, -1),
    threshold: Float64Array.of(0.5, 0, 0.5, 0, 0),
    missingLeft: new Uint8Array(5),
    left: Int32Array.of(1, -1, 3, -1, -1),
    right: Int32Array.of(2, -1, 4, -1, -1),
    value: Float64Array.of(20, 0, 40, 0, 80),
    cover: Float64Array.of(4, 2, 2, 1, 1),
  };
  const { base, values } = shap(tree, [
    [0, 0, 1, 1],
    [0, 1, 0, 1],
  ]);
  expect(base).toBe(20);
  expect(values).toEqual([
    [-10, -30, 10, 30],
    [-10, 10, -30, 30],
  ]);
});

it("gives the values of shap's own test of a tree that splits on missing alone", () => {
  const tree: Tree = {
    feature: Int32Array.of(0, -1, 0, -1, -1),
    threshold: Float64Array.of(50.5, 0, Infinity, 0, 0),
    missingLeft: Uint8Array.of(0, 0, 0, 0, 0),
    left: Int32Array.of(1, -1, 3, -1, -1),
    right: Int32Array.of(2, -1, 4, -1, -1),
    value: Float64Array.of(0.2, 1, 0, 0, 0),
    cover: Float64Array.of(5, 1, 4, 1, 3),
  };
  const { base, values } = shap(tree, [[1, Number.NaN, Number.NaN, Number.NaN, 100]]);
  expect(base).toBeCloseTo(0.2, 15);
  expect(values).toEqual([[0.8, -0.2, -0.2, -0.2, -0.2]]);
});

it('gives a tree of one leaf to the base value', () => {
  const leaf: Tree = {
    feature: Int32Array.of(-1),
    threshold: Float64Array.of(0),
    missingLeft: Uint8Array.of(0),
    left: Int32Array.of(-1),
    right: Int32Array.of(-1),
    value: Float64Array.of(3),
    cover: Float64Array.of(10),
  };
  expect(shap(leaf, [[1, 2]])).toEqual({ base: 3, values: [[0, 0]] });
});

it('integrates polynomials exactly up to degree 2n − 1', () => {
  for (const n of [1, 2, 5, 15, 40]) {
    const { nodes, weights } = gaussLegendre(n);
    for (const degree of [0, 1, n, 2 * n - 1]) {
      const integral = weights.reduce((sum, w, q) => sum + w * nodes[q]! ** degree, 0);
      expect(integral).toBeCloseTo(1 / (degree + 1), 13);
    }
  }
});
