import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { linearShap } from '../../../core/explainability/linear-shap.ts';
import { treeShap } from '../../../core/explainability/tree-shap.ts';
import type { Tree } from '../../../core/models/states/trees.ts';
import type { Matrix } from '../../../core/table/matrix.ts';

type Numbers = (number | string | null)[];
interface TreeCase {
  name: string;
  output: number;
  state: { base: Numbers; trees: Record<keyof Tree, Numbers>[] };
  x: Numbers[];
  baseValue: number;
  values: number[][];
}
interface LinearCase {
  name: string;
  coefficients: number[];
  intercept: number;
  means: number[];
  x: Numbers[];
  baseValue: number;
  values: number[][];
}
const golden = JSON.parse(readFileSync(new URL('shap.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  trees: TreeCase[];
  linear: LinearCase[];
};

function double(value: Numbers[number]): number {
  if (value === null) return Number.NaN;
  if (typeof value === 'string') return value === 'inf' ? Infinity : -Infinity;
  return value;
}
const doubles = (values: Numbers): Float64Array => Float64Array.from(values, double);

function matrixOf(columns: Numbers[]): Matrix {
  return {
    rows: columns[0]!.length,
    names: columns.map((_, j) => `x${j}`),
    columns: columns.map(doubles),
  };
}

function treeOf(nodes: Record<keyof Tree, Numbers>): Tree {
  return {
    feature: Int32Array.from(nodes.feature, double),
    threshold: doubles(nodes.threshold),
    missingLeft: Uint8Array.from(nodes.missingLeft, double),
    left: Int32Array.from(nodes.left, double),
    right: Int32Array.from(nodes.right, double),
    value: doubles(nodes.value),
    cover: doubles(nodes.cover),
  };
}

function expectClose(actual: readonly Float64Array[], expected: readonly number[][]): void {
  expect(actual).toHaveLength(expected.length);
  for (const [j, column] of expected.entries()) {
    for (const [i, value] of column.entries()) {
      expect(Math.abs(actual[j]![i]! - value)).toBeLessThanOrEqual(
        golden.tolerance * Math.max(1, Math.abs(value)),
      );
    }
  }
}

it.each(golden.trees)('TreeSHAP equals the shap package: $name', (one) => {
  const x = matrixOf(one.x);
  const into = x.columns.map(() => new Float64Array(x.rows));
  const state = {
    kind: 'trees',
    base: doubles(one.state.base),
    trees: one.state.trees.map(treeOf),
  } as const;
  const base = treeShap(state, x, { output: one.output, into, tick: noTick });
  expect(base).toBeCloseTo(one.baseValue, 6);
  expectClose(into, one.values);
});

it.each(golden.linear)('linear SHAP equals the shap package: $name', (one) => {
  const x = matrixOf(one.x);
  const into = x.columns.map(() => new Float64Array(x.rows));
  const state = {
    kind: 'linear',
    coefficients: [doubles(one.coefficients)],
    intercepts: doubles([one.intercept]),
    means: doubles(one.means),
  } as const;
  const base = linearShap(state, x, { output: 0, into, tick: noTick });
  expect(base).toBeCloseTo(one.baseValue, 9);
  expectClose(into, one.values);
});
