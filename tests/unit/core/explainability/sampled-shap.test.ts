import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../core/base/rng.ts';
import { noTick } from '../../../../core/base/tick.ts';
import type { Game, Shapley } from '../../../../core/explainability/coalition-game.ts';
import { exactShapley } from '../../../../core/explainability/exact-shap.ts';
import { explainPipeline } from '../../../../core/explainability/explain-pipeline.ts';
import { kernelCoalitions } from '../../../../core/explainability/kernel-coalitions.ts';
import { kernelShapley } from '../../../../core/explainability/kernel-shap.ts';
import {
  applyPart,
  correlatedTransform,
} from '../../../../core/explainability/linear-correlated-shap.ts';
import { permutationShapley } from '../../../../core/explainability/permutation-shap.ts';
import { fitPipeline } from '../../../../core/models/fit-pipeline.ts';
import type { Matrix } from '../../../../core/table/matrix.ts';
import { takeTableRows } from '../../../../core/table/table.ts';
import { makeMixedData } from '../../../conformance/synthetic.ts';

const players = 13;

/** Players interact in threes, so that no sampled method is exact by chance. */
const tangled: Game = {
  players,
  worth: (coalitions) =>
    Float64Array.from(coalitions, (m) => {
      let sum = 3;
      for (let i = 0; i < players; i++) {
        sum += m[i]! * (i + 1 + 2 * m[(i + 1) % players]! * m[(i + 4) % players]!);
      }
      return Math.sqrt(sum) * 4;
    }),
};

describe.each([
  [
    'permutation',
    (seed: number) => permutationShapley(tangled, { permutations: 20, rng: createRng(seed) }),
  ],
  ['kernel', (seed: number) => kernelShapley(tangled, { coalitions: 600, rng: createRng(seed) })],
] as [string, (seed: number) => Shapley][])('%s values of 13 players', (_, solve) => {
  const exact = exactShapley(tangled);
  const runs = Array.from({ length: 40 }, (__, seed) => solve(seed));

  it('add up, whatever was drawn', () => {
    for (const { values, empty, full } of runs) {
      expect(values.reduce((sum, value) => sum + value, empty)).toBeCloseTo(full, 9);
    }
  });

  it('are off by what their standard errors say', () => {
    const ratios = runs.flatMap(({ values, standardError }) =>
      Array.from(values, (value, i) => (value - exact.values[i]!) / standardError![i]!),
    );
    const spread = Math.sqrt(ratios.reduce((sum, ratio) => sum + ratio ** 2, 0) / ratios.length);
    expect(spread).toBeGreaterThan(0.6);
    expect(spread).toBeLessThan(1.5);
  });
});

it.each([2, 3, 4, 7, 10])('KernelSHAP takes every coalition of %i players once', (n) => {
  const all = kernelCoalitions(n, 1e6, createRng(1));
  expect(new Set(all.map(({ members }) => members.join(''))).size).toBe(2 ** n - 2);
  expect(all).toHaveLength(2 ** n - 2);
  expect(all.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
});

it('refuses exact values of more players than can be enumerated', () => {
  expect(() => exactShapley({ ...tangled, players: 17 })).toThrow(/too many/);
});

it('correlated values of many columns come near those of all subsets, within their error', () => {
  const rng = createRng(3);
  const rows = 300;
  const common = Float64Array.from({ length: rows }, () => rng.normal());
  const columns = Array.from({ length: 12 }, () => common.map((value) => value + rng.normal()));
  const background: Matrix = { rows, names: columns.map((_, j) => `x${j}`), columns };
  const coefficients = Float64Array.from(columns, (_, j) => j - 5);
  const game = { coefficients, background };
  const own = Int32Array.from(columns, (_, j) => j);
  const drawn = correlatedTransform(
    { ...game, playerOf: own, players: 12 },
    { permutations: 100, seed: 1, tick: noTick },
  );
  const again = correlatedTransform(
    { ...game, playerOf: own, players: 12 },
    { permutations: 2000, seed: 2, tick: noTick },
  );
  expect(drawn.shares).toHaveLength(10);
  drawn.parts.forEach((part, player) => {
    const value = applyPart(part, drawn.means, background)[0]!;
    const better = applyPart(again.parts[player]!, again.means, background)[0]!;
    const spread = drawn.shares!.map(
      (share) => applyPart(share[player]!, drawn.means, background)[0]! - value,
    );
    const error = Math.sqrt(spread.reduce((sum, d) => sum + d * d, 0) / 90);
    expect(Math.abs(value - better)).toBeLessThan(6 * error + 1e-9);
  });
});

it('explains through a recipe that fills gaps from other columns, without mixing what it encoded', () => {
  const data = makeMixedData('regression');
  const { pipeline } = fitPipeline(data, {
    algorithm: 'k_neighbors',
    params: {},
    features: data.table.columns.map(({ name }) => name),
    seed: 7,
    modelId: 'model',
    tick: noTick,
    now: () => 0,
    recipe: { imputer: 'knn' },
  });
  expect(pipeline.steps.map(({ step }) => step)).toContain('knn_imputer');
  const rows = takeTableRows(
    data.table,
    Int32Array.from({ length: 12 }, (_, i) => i),
  );
  const background = takeTableRows(data.table, Int32Array.of(20, 21, 22));
  const found = explainPipeline(pipeline, rows, { background });
  expect(found.method).toBe('exact');
  expect(found.maxAdditivityError).toBeLessThan(1e-9);
});
