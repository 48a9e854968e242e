import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createRng } from '../../../core/base/rng.ts';
import { noTick } from '../../../core/base/tick.ts';
import type { Game, Shapley } from '../../../core/explainability/coalition-game.ts';
import { exactShapley } from '../../../core/explainability/exact-shap.ts';
import { interventionalShap } from '../../../core/explainability/interventional-shap.ts';
import { kernelShapley } from '../../../core/explainability/kernel-shap.ts';
import {
  applyPart,
  correlatedTransform,
} from '../../../core/explainability/linear-correlated-shap.ts';
import { permutationShapley } from '../../../core/explainability/permutation-shap.ts';
import { treeInteractions } from '../../../core/explainability/tree-interactions.ts';
import { treeShap } from '../../../core/explainability/tree-shap.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import type { Tree, TreeEnsembleState } from '../../../core/models/states/trees.ts';
import type { Matrix } from '../../../core/table/matrix.ts';

type Numbers = (number | string | null)[];
interface State {
  base: Numbers;
  trees: Record<keyof Tree, Numbers>[];
}
interface Values {
  baseValue: number;
  values: number[][];
}
interface Correlated extends Values {
  background: Numbers[];
  coefficients: number[];
  intercept: number;
  x: Numbers[];
  tolerance: number;
}
const golden = JSON.parse(readFileSync(new URL('shap-methods.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  interventional: (Values & {
    name: string;
    output: 'raw' | 'probability';
    state: State;
    background: Numbers[];
    x: Numbers[];
  })[];
  interactions: { name: string; state: State; x: Numbers[]; matrices: number[][] }[];
  functions: {
    background: number[][];
    x: number[][];
    exact: Values;
    kernel: Values;
    permutation: Values;
  };
  correlated: Correlated;
};

function double(value: Numbers[number]): number {
  if (value === null) return Number.NaN;
  if (typeof value === 'string') return value === 'inf' ? Infinity : -Infinity;
  return value;
}
const doubles = (values: Numbers): Float64Array => Float64Array.from(values, double);

function matrixOf(columns: Numbers[]): Matrix {
  const names = columns.map((_, j) => `x${j}`);
  return { rows: columns[0]!.length, names, columns: columns.map(doubles) };
}

function stateOf({ base, trees }: State): TreeEnsembleState {
  return {
    kind: 'trees',
    base: doubles(base),
    trees: trees.map((nodes) => ({
      feature: Int32Array.from(nodes.feature, double),
      threshold: doubles(nodes.threshold),
      missingLeft: Uint8Array.from(nodes.missingLeft, double),
      left: Int32Array.from(nodes.left, double),
      right: Int32Array.from(nodes.right, double),
      value: doubles(nodes.value),
      cover: doubles(nodes.cover),
    })),
  };
}

function expectClose(
  actual: readonly (readonly number[] | Float64Array)[],
  expected: readonly number[][],
  tolerance = golden.tolerance,
): void {
  expect(actual).toHaveLength(expected.length);
  for (const [j, column] of expected.entries()) {
    for (const [i, value] of column.entries()) {
      const allowed = tolerance * Math.max(1, Math.abs(value));
      expect(Math.abs(actual[j]![i]! - value)).toBeLessThanOrEqual(allowed);
    }
  }
}

const identity = (x: Matrix): Int32Array => Int32Array.from(x.columns, (_, j) => j);

it.each(golden.interventional)('interventional TreeSHAP equals the shap package: $name', (one) => {
  const state = stateOf(one.state);
  const x = matrixOf(one.x);
  const background = matrixOf(one.background);
  const into = x.columns.map(() => new Float64Array(x.rows));
  const others = computeMargins(state, background)[0]!;
  const logistic =
    one.output === 'probability'
      ? { x: computeMargins(state, x)[0]!, background: others }
      : undefined;
  const playerOf = identity(x);
  interventionalShap(state, x, background, { output: 0, playerOf, into, tick: noTick, logistic });
  const outputs = logistic ? others.map((margin) => 1 / (1 + Math.exp(-margin))) : others;
  const base = outputs.reduce((sum, value) => sum + value, 0) / outputs.length;
  expect(base).toBeCloseTo(one.baseValue, 6);
  expectClose(into, one.values);
});

it.each(golden.interactions)('interaction values equal the shap package: $name', (one) => {
  const state = stateOf(one.state);
  const x = matrixOf(one.x);
  const players = x.columns.length;
  const values = x.columns.map(() => new Float64Array(x.rows));
  treeShap(state, x, { output: 0, into: values, tick: noTick });
  const options = { output: 0, playerOf: identity(x), players, tick: noTick };
  treeInteractions(state, x, options, (start, count, matrices) => {
    expect([start, count]).toEqual([0, x.rows]);
    const found = one.matrices.map((_, row) => {
      const matrix = matrices.slice(row * players ** 2, (row + 1) * players ** 2);
      for (let a = 0; a < players; a++) {
        const rest = matrix.subarray(a * players, (a + 1) * players).reduce((s, v) => s + v, 0);
        matrix[a * players + a] = values[a]![row]! - rest;
      }
      return matrix;
    });
    expectClose(found, one.matrices);
  });
});

const tangled = (r: readonly number[]): number =>
  r[0]! * r[1]! * r[2]! + Math.max(r[3]!, 0) * r[0]! - r[4]! ** 2 * (r[5]! > 0 ? 1 : 0);
const pairwise = (r: readonly number[]): number =>
  r[0]! * r[1]! + Math.max(r[2]!, 0) * r[3]! - r[4]! ** 2 + 3 * r[5]!;

function gameOf(f: (row: readonly number[]) => number, row: number): Game {
  const { background, x } = golden.functions;
  const count = background[0]!.length;
  return {
    players: x.length,
    worth: (coalitions) =>
      Float64Array.from(coalitions, (members) => {
        let sum = 0;
        for (let b = 0; b < count; b++) {
          sum += f(x.map((column, j) => (members[j] === 1 ? column[row]! : background[j]![b]!)));
        }
        return sum / count;
      }),
  };
}

function expectSolved(
  f: typeof tangled,
  solve: (game: Game) => Shapley,
  expected: Values,
): Shapley[] {
  const { x } = golden.functions;
  const solved = x[0]!.map((_, row) => solve(gameOf(f, row)));
  const byColumn = x.map((_, j) => solved.map(({ values }) => values[j]!));
  expectClose(byColumn, expected.values);
  for (const { empty } of solved) expect(empty).toBeCloseTo(expected.baseValue, 9);
  return solved;
}

it('exact values equal shap.explainers.Exact', () => {
  const solved = expectSolved(tangled, exactShapley, golden.functions.exact);
  for (const { standardError } of solved) expect(standardError).toBeNull();
});

it('KernelSHAP equals shap.KernelExplainer where all coalitions fit, and says that it is exact', () => {
  const solve = (game: Game): Shapley => kernelShapley(game, { rng: createRng(1) });
  const solved = expectSolved(tangled, solve, golden.functions.kernel);
  for (const { standardError } of solved) expect(standardError).toBeNull();
});

it('permutation values equal shap.explainers.Permutation where columns interact in pairs', () => {
  const solve = (game: Game): Shapley =>
    permutationShapley(game, { permutations: 5, rng: createRng(2) });
  const solved = expectSolved(pairwise, solve, golden.functions.permutation);
  for (const { standardError } of solved) expect(Math.max(...standardError!)).toBeLessThan(1e-6);
});

it('correlated linear values equal what shap draws, within its error', () => {
  const { coefficients, intercept, x, background, baseValue, values, tolerance } =
    golden.correlated;
  const game = {
    coefficients: Float64Array.from(coefficients),
    playerOf: Int32Array.of(0, 1, 2, 3),
    players: 4,
    background: matrixOf(background),
  };
  const options = { permutations: 1, seed: 1, tick: noTick };
  const { means, parts, shares } = correlatedTransform(game, options);
  expect(shares).toBeNull();
  const base = coefficients.reduce((sum, c, j) => sum + c * means[j]!, intercept);
  expect(base).toBeCloseTo(baseValue, 9);
  const found = parts.map((part) => applyPart(part, means, matrixOf(x)));
  expectClose(found, values, tolerance);
});

it('shares the effect of a tied pair: .5, .5, 0', () => {
  // Two columns that are one, and a third that tells nothing of them.
  const first = Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? 1 : -1));
  const third = first.map((_, i) => (i % 4 < 2 ? 1 : -1));
  const game = {
    coefficients: Float64Array.of(1, 0, 0),
    playerOf: Int32Array.of(0, 1, 2),
    players: 3,
    background: matrixOf([first, first, third]),
  };
  const options = { permutations: 1, seed: 1, tick: noTick };
  const { means, parts } = correlatedTransform(game, options);
  const found = parts.map((part) => applyPart(part, means, matrixOf([[1], [1], [1]]))[0]!);
  found.forEach((value, j) => expect(value).toBeCloseTo([0.5, 0.5, 0][j]!, 6));
});
