import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { interventionalShap } from '../../../core/explainability/interventional-shap.ts';
import { treeInteractions } from '../../../core/explainability/tree-interactions.ts';
import { treeShap } from '../../../core/explainability/tree-shap.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import type { Tree, TreeEnsembleState } from '../../../core/models/states/trees.ts';
import { parseForeign } from '../../../core/registry/import/read-foreign.ts';
import type { Matrix } from '../../../core/table/matrix.ts';

type Numbers = (number | null)[];
interface Values {
  baseValues: number[];
  /** [output][feature][row]; one output where shap adds those of several classes up. */
  values: number[][][];
}
interface Case {
  name: string;
  state?: { base: number[]; trees: Record<keyof Tree, number[]>[] };
  file?: string;
  x: Numbers[];
  background: Numbers[];
  path: Values;
  interventional: Values;
  /** [output][row][feature × feature]. */
  interactions: number[][][];
  probability?: Values;
}
const golden = JSON.parse(readFileSync(new URL('shap-families.json', import.meta.url), 'utf8')) as {
  tolerance: number;
  cases: Case[];
};

function matrixOf(columns: Numbers[]): Matrix {
  const names = columns.map((_, j) => `x${j}`);
  const values = columns.map((column) => Float64Array.from(column, (cell) => cell ?? Number.NaN));
  return { rows: columns[0]!.length, names, columns: values };
}

function stateOf({ state, file }: Case): TreeEnsembleState {
  if (file !== undefined) {
    const { estimator } = parseForeign(new TextEncoder().encode(file), 'auto', '');
    if (estimator.kind !== 'trees') throw new Error('no trees');
    return estimator;
  }
  const trees = state!.trees.map((nodes) => ({
    feature: Int32Array.from(nodes.feature),
    threshold: Float64Array.from(nodes.threshold),
    missingLeft: Uint8Array.from(nodes.missingLeft),
    left: Int32Array.from(nodes.left),
    right: Int32Array.from(nodes.right),
    value: Float64Array.from(nodes.value),
    cover: Float64Array.from(nodes.cover),
  }));
  return { kind: 'trees', base: Float64Array.from(state!.base), trees };
}

type Lists = readonly ArrayLike<number>[];

const add = (a: Lists, b: Lists): number[][] =>
  a.map((list, j) => Array.from(list, (value, i) => value + b[j]![i]!));

/** What is further from what is expected than the tolerance, relative above 1. */
function wrong(actual: Lists, expected: readonly (readonly number[])[]): string[] {
  if (actual.length !== expected.length) return [`${actual.length}, not ${expected.length} lists`];
  return expected.flatMap((list, j) =>
    list.flatMap((value, i) => {
      const apart = Math.abs(actual[j]![i]! - value);
      if (apart <= golden.tolerance * Math.max(1, Math.abs(value))) return [];
      return [`${actual[j]![i]} of ${j} at ${i}, not ${value}`];
    }),
  );
}

interface Found {
  readonly base: number;
  readonly values: Lists;
}

/** What differs of each output, or of their sum. */
function differences(outputs: readonly Found[], expected: Values): string[] {
  const summed = expected.values.length < outputs.length;
  const found = summed
    ? [outputs.reduce((a, b) => ({ base: a.base + b.base, values: add(a.values, b.values) }))]
    : outputs;
  if (found.length !== expected.values.length) return [`${found.length} outputs`];
  return found.flatMap(({ base, values }, k) => [
    ...wrong([[base]], [[expected.baseValues[k]!]]),
    ...wrong(values, expected.values[k]!),
  ]);
}

const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

describe.each(golden.cases)('$name equals the shap package', (one) => {
  const state = stateOf(one);
  const x = matrixOf(one.x);
  const background = matrixOf(one.background);
  const outputs = [...state.base.keys()];
  const into = () => x.columns.map(() => new Float64Array(x.rows));
  const playerOf = Int32Array.from(x.columns.keys());

  it('path dependent', () => {
    const found = outputs.map((output) => {
      const values = into();
      return { base: treeShap(state, x, { output, into: values, tick: noTick }), values };
    });
    expect(differences(found, one.path)).toEqual([]);
  });

  it('against a background', () => {
    const margins = computeMargins(state, background);
    const found = outputs.map((output) => {
      const values = into();
      interventionalShap(state, x, background, { output, playerOf, into: values, tick: noTick });
      return { base: mean(margins[output]!), values };
    });
    expect(differences(found, one.interventional)).toEqual([]);
  });

  it('in interactions', () => {
    const players = x.columns.length;
    const few = { ...x, rows: 2, columns: x.columns.map((column) => column.slice(0, 2)) };
    const found = outputs.map((output) => {
      const values = few.columns.map(() => new Float64Array(2));
      treeShap(state, few, { output, into: values, tick: noTick });
      const all: number[][] = [];
      treeInteractions(state, few, { output, playerOf, players, tick: noTick }, (_, n, blocks) => {
        for (let row = 0; row < n; row++) {
          const matrix = Array.from(blocks.subarray(row * players ** 2, (row + 1) * players ** 2));
          for (let a = 0; a < players; a++) {
            const rest = matrix.slice(a * players, (a + 1) * players).reduce((s, v) => s + v, 0);
            matrix[a * players + a] = values[a]![row]! - rest;
          }
          all.push(matrix);
        }
      });
      return all;
    });
    const summed = one.interactions.length < found.length ? [found.reduce(add)] : found;
    expect(summed.flatMap((matrices, k) => wrong(matrices, one.interactions[k]!))).toEqual([]);
  });
});

const withProbability = golden.cases.filter(({ probability }) => probability);
it.each(withProbability)('the probability of $name equals the shap package', (one) => {
  const state = stateOf(one);
  const x = matrixOf(one.x);
  const background = matrixOf(one.background);
  const logistic = {
    x: computeMargins(state, x)[0]!,
    background: computeMargins(state, background)[0]!,
  };
  const values = x.columns.map(() => new Float64Array(x.rows));
  const playerOf = Int32Array.from(x.columns.keys());
  const options = { output: 0, playerOf, into: values, tick: noTick, logistic };
  interventionalShap(state, x, background, options);
  const base = mean(logistic.background.map((margin) => 1 / (1 + Math.exp(-margin))));
  expect(differences([{ base, values }], one.probability!)).toEqual([]);
});
