import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { createRng } from '../../../core/base/rng.ts';
import type { Rng } from '../../../core/base/rng.ts';
import { treeShap } from '../../../core/explainability/tree-shap.ts';
import type { Tree } from '../../../core/models/states/trees.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import type { Matrix } from '../../../core/table/matrix.ts';

interface Shape {
  readonly features: number;
  readonly depth: number;
  /** Chance that a node splits. */
  readonly split: number;
}

/** A random tree whose covers add up; nodes in preorder. */
function randomTree(rng: Rng, shape: Shape): Tree {
  const nodes: number[][] = [];
  const grow = (depth: number, cover: number): number => {
    const at = nodes.length;
    const node = [-1, 0, 0, -1, -1, rng.normal(), cover];
    nodes.push(node);
    if (depth < shape.depth && cover >= 2 && rng.next() < shape.split) {
      const share = 1 + rng.integer(cover - 1);
      node[0] = rng.integer(shape.features);
      node[1] = Math.round(rng.normal() * 2) / 2;
      node[2] = rng.integer(2);
      node[3] = grow(depth + 1, share);
      node[4] = grow(depth + 1, cover - share);
    }
    return at;
  };
  grow(0, 1000);
  const column = (k: number): number[] => nodes.map((node) => node[k]!);
  return {
    feature: Int32Array.from(column(0)),
    threshold: Float64Array.from(column(1)),
    missingLeft: Uint8Array.from(column(2)),
    left: Int32Array.from(column(3)),
    right: Int32Array.from(column(4)),
    value: Float64Array.from(column(5)),
    cover: Float64Array.from(column(6)),
  };
}

function randomRows(rng: Rng, features: number, rows: number): Matrix {
  const cell = (): number => (rng.next() < 0.2 ? Number.NaN : Math.round(rng.normal() * 2) / 2);
  return {
    rows,
    names: Array.from({ length: features }, (_, j) => `x${j}`),
    columns: Array.from({ length: features }, () => Float64Array.from({ length: rows }, cell)),
  };
}

/** The tree's value when only the features of the set (bits) are known: the slow, obvious way. */
function expectation(tree: Tree, x: Matrix, row: number, known: number, node = 0): number {
  const feature = tree.feature[node]!;
  if (feature < 0) return tree.value[node]!;
  const left = tree.left[node]!;
  const right = tree.right[node]!;
  if ((known >>> feature) & 1) {
    const value = x.columns[feature]![row]!;
    const goesLeft = Number.isNaN(value)
      ? tree.missingLeft[node] === 1
      : value <= tree.threshold[node]!;
    return expectation(tree, x, row, known, goesLeft ? left : right);
  }
  const share = tree.cover[left]! / tree.cover[node]!;
  return (
    share * expectation(tree, x, row, known, left) +
    (1 - share) * expectation(tree, x, row, known, right)
  );
}

function bruteForce(tree: Tree, x: Matrix, row: number): number[] {
  const features = x.columns.length;
  const value = Array.from({ length: 2 ** features }, (_, set) => expectation(tree, x, row, set));
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return x.columns.map((_, j) => {
    let sum = 0;
    for (let set = 0; set < value.length; set++) {
      if ((set >>> j) & 1) continue;
      const size = set.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(features - size - 1)) / factorial(features);
      sum += weight * (value[set | (1 << j)]! - value[set]!);
    }
    return sum;
  });
}

function shap(trees: readonly Tree[], x: Matrix): { base: number; values: Float64Array[] } {
  const values = x.columns.map(() => new Float64Array(x.rows));
  const state = { kind: 'trees', base: new Float64Array(1), trees } as const;
  const base = treeShap(state, x, { output: 0, into: values, tick: noTick });
  return { base, values };
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

it('equals Shapley values by enumeration, missing values included', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 6 }), (seed, features) => {
      const rng = createRng(seed);
      const tree = randomTree(rng, { features, depth: 6, split: 0.85 });
      const x = randomRows(rng, features, 6);
      const { base, values } = shap([tree], x);
      expect(base).toBeCloseTo(expectation(tree, x, 0, 0), 10);
      for (let row = 0; row < x.rows; row++) {
        const expected = bruteForce(tree, x, row);
        for (const [j, value] of expected.entries()) {
          expect(Math.abs(values[j]![row]! - value)).toBeLessThan(1e-10);
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('adds up to the margin on deep trees of many features', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 8, max: 60 }), (seed, features) => {
      const rng = createRng(seed);
      const trees = [1, 2].map(() => randomTree(rng, { features, depth: 45, split: 0.97 }));
      const x = randomRows(rng, features, 20);
      const { base, values } = shap(trees, x);
      const state = { kind: 'trees', base: new Float64Array(1), trees } as const;
      const margin = computeMargins(state, x)[0]!;
      for (let row = 0; row < x.rows; row++) {
        const sum = values.reduce((total, column) => total + column[row]!, base);
        expect(Math.abs(sum - margin[row]!)).toBeLessThan(1e-9);
      }
    }),
    { numRuns: 15 },
  );
});

it('gives a row the same values alone and among more rows than a block holds', () => {
  const rng = createRng(3);
  const tree = randomTree(rng, { features: 20, depth: 18, split: 0.95 });
  const x = randomRows(rng, 20, 9000);
  const together = shap([tree], x).values;
  for (const row of [0, 8191, 8192, 8999]) {
    const columns = x.columns.map((column) => column.slice(row, row + 1));
    const alone = shap([tree], { ...x, rows: 1, columns }).values;
    expect(alone.map((column) => column[0])).toEqual(together.map((column) => column[row]));
  }
});

it('spreads a path of 40 features evenly, which no integer has bits for', () => {
  const features = 40;
  const nodes = Array.from({ length: features }, (_, i) => 2 * i);
  const inner = (at: number): boolean => nodes.includes(at);
  const at = Array.from({ length: 2 * features + 1 }, (_, node) => node);
  const halves = (node: number): number => 2 ** -Math.ceil(node / 2);
  const tree: Tree = {
    feature: Int32Array.from(at, (node) => (inner(node) ? node / 2 : -1)),
    threshold: new Float64Array(at.length).fill(0.5),
    missingLeft: new Uint8Array(at.length),
    left: Int32Array.from(at, (node) => (inner(node) ? node + 1 : -1)),
    right: Int32Array.from(at, (node) => (inner(node) ? node + 2 : -1)),
    value: Float64Array.from(at, (node) => (node === 2 * features ? 1 : 0)),
    cover: Float64Array.from(at, halves),
  };
  const columns = nodes.map(() => Float64Array.of(1));
  const { base, values } = shap([tree], { rows: 1, names: nodes.map(String), columns });
  expect(base).toBeCloseTo(2 ** -features, 15);
  for (const column of values) expect(column[0]).toBeCloseTo((1 - base) / features, 12);
});
