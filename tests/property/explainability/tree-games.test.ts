import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRng, type Rng } from '../../../core/base/rng.ts';
import { noTick } from '../../../core/base/tick.ts';
import type { Game } from '../../../core/explainability/coalition-game.ts';
import { exactInteractions, exactShapley } from '../../../core/explainability/exact-shap.ts';
import { interventionalShap } from '../../../core/explainability/interventional-shap.ts';
import { treeInteractions } from '../../../core/explainability/tree-interactions.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import type { Tree, TreeEnsembleState } from '../../../core/models/states/trees.ts';
import type { Matrix } from '../../../core/table/matrix.ts';
import { treeExpectationOf } from '../../support/tree-expectation.ts';

const categories = 5;

/** A random tree of numbers and, in odd columns, sets of categories; nodes in preorder. */
function randomTree(rng: Rng, { features, depth }: { features: number; depth: number }): Tree {
  const nodes: number[][] = [];
  const sets: number[] = [];
  const grow = (level: number, cover: number): number => {
    const at = nodes.length;
    const node = [-1, 0, 0, -1, -1, rng.normal(), cover];
    nodes.push(node);
    sets.push(0);
    if (level < depth && cover >= 2 && rng.next() < 0.9) {
      const share = 1 + rng.integer(cover - 1);
      node[0] = rng.integer(features);
      node[1] = Math.round(rng.normal() * 2) / 2;
      node[2] = rng.integer(2);
      if (node[0]! % 2 === 1) sets[at] = 1 + rng.integer(2 ** categories - 1);
      node[3] = grow(level + 1, share);
      node[4] = grow(level + 1, cover - share);
    }
    return at;
  };
  grow(0, 1000);
  const column = (k: number): number[] => nodes.map((node) => node[k]!);
  const start = new Int32Array(nodes.length + 1);
  sets.forEach((set, i) => (start[i + 1] = start[i]! + (set > 0 ? 1 : 0)));
  return {
    feature: Int32Array.from(column(0)),
    threshold: Float64Array.from(column(1)),
    missingLeft: Uint8Array.from(column(2)),
    left: Int32Array.from(column(3)),
    right: Int32Array.from(column(4)),
    value: Float64Array.from(column(5)),
    cover: Float64Array.from(column(6)),
    categories: { start, bits: Uint8Array.from(sets.filter((set) => set > 0)) },
  };
}

function randomRows(rng: Rng, features: number, rows: number): Matrix {
  const cell = (j: number): number => {
    if (rng.next() < 0.15) return Number.NaN;
    return j % 2 === 1 ? rng.integer(categories) : Math.round(rng.normal() * 2) / 2;
  };
  return {
    rows,
    names: Array.from({ length: features }, (_, j) => `x${j}`),
    columns: Array.from({ length: features }, (_, j) =>
      Float64Array.from({ length: rows }, () => cell(j)),
    ),
  };
}

const ensemble = (trees: readonly Tree[]): TreeEnsembleState => ({
  kind: 'trees',
  base: new Float64Array(1),
  trees,
});

function interventional(
  state: TreeEnsembleState,
  { x, background, playerOf }: { x: Matrix; background: Matrix; playerOf: Int32Array },
): { base: number; values: Float64Array[] } {
  const values = Array.from({ length: Math.max(...playerOf) + 1 }, () => new Float64Array(x.rows));
  interventionalShap(state, x, background, { output: 0, playerOf, into: values, tick: noTick });
  const margins = computeMargins(state, background)[0]!;
  return { base: margins.reduce((sum, margin) => sum + margin, 0) / margins.length, values };
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });

it('interventional values are those of enumeration, columns of one player together', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 7 }), (seed, features) => {
      const rng = createRng(seed);
      const state = ensemble([1, 2].map(() => randomTree(rng, { features, depth: 6 })));
      const x = randomRows(rng, features, 4);
      const background = randomRows(rng, features, 9);
      // The last two columns belong together, as the parts of a one-hot code do.
      const playerOf = Int32Array.from(x.columns, (_, j) => Math.min(j, features - 2));
      const { values } = interventional(state, { x, background, playerOf });
      for (let row = 0; row < x.rows; row++) {
        const game: Game = {
          players: features - 1,
          worth: (coalitions) =>
            Float64Array.from(coalitions, (members) => {
              const columns = x.columns.map((column, j) =>
                background.columns[j]!.map((other) =>
                  members[playerOf[j]!] === 1 ? column[row]! : other,
                ),
              );
              const margins = computeMargins(state, { ...background, columns })[0]!;
              return margins.reduce((sum, margin) => sum + margin, 0) / margins.length;
            }),
        };
        exactShapley(game).values.forEach((value, j) => {
          expect(Math.abs(values[j]![row]! - value)).toBeLessThan(1e-10);
        });
      }
    }),
    { numRuns: 25 },
  );
});

it('interventional values add up on deep trees of many features', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 8, max: 60 }), (seed, features) => {
      const rng = createRng(seed);
      const state = ensemble([randomTree(rng, { features, depth: 45 })]);
      const x = randomRows(rng, features, 15);
      const background = randomRows(rng, features, 6);
      const playerOf = Int32Array.from(x.columns, (_, j) => j);
      const { base, values } = interventional(state, { x, background, playerOf });
      computeMargins(state, x)[0]!.forEach((margin, row) => {
        const sum = values.reduce((total, column) => total + column[row]!, base);
        expect(Math.abs(sum - margin)).toBeLessThan(1e-9);
      });
    }),
    { numRuns: 10 },
  );
});

it('interaction values are those of enumeration', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 6 }), (seed, features) => {
      const rng = createRng(seed);
      const tree = randomTree(rng, { features, depth: 6 });
      const x = randomRows(rng, features, 5);
      const playerOf = Int32Array.from(x.columns, (_, j) => j);
      const options = { output: 0, playerOf, players: features, tick: noTick };
      treeInteractions(ensemble([tree]), x, options, (start, count, matrices) => {
        for (let i = 0; i < count; i++) {
          const row = x.columns.map((column) => column[start + i]!);
          const worth = (coalitions: readonly Uint8Array[]): Float64Array =>
            Float64Array.from(coalitions, (members) =>
              treeExpectationOf(tree, row, (j) => members[j] === 1),
            );
          const expected = exactInteractions(exactShapley({ players: features, worth }));
          for (let a = 0; a < features; a++) {
            for (let b = 0; b < features; b++) {
              if (a === b) continue;
              const value = matrices[i * features ** 2 + a * features + b]!;
              expect(Math.abs(value - expected[a * features + b]!)).toBeLessThan(1e-10);
            }
          }
        }
      });
    }),
    { numRuns: 40 },
  );
});

it('treats the pairs of a path of 40 features alike, which no integer has bits for', () => {
  const features = 40;
  const at = Array.from({ length: 2 * features + 1 }, (_, node) => node);
  const inner = (node: number): boolean => node % 2 === 0 && node < 2 * features;
  const tree: Tree = {
    feature: Int32Array.from(at, (node) => (inner(node) ? node / 2 : -1)),
    threshold: new Float64Array(at.length).fill(0.5),
    missingLeft: new Uint8Array(at.length),
    left: Int32Array.from(at, (node) => (inner(node) ? node + 1 : -1)),
    right: Int32Array.from(at, (node) => (inner(node) ? node + 2 : -1)),
    value: Float64Array.from(at, (node) => (node === 2 * features ? 1 : 0)),
    cover: Float64Array.from(at, (node) => 2 ** -Math.ceil(node / 2)),
  };
  const columns = Array.from({ length: features }, () => Float64Array.of(1));
  const x = { rows: 1, names: columns.map((_, j) => `x${j}`), columns };
  const playerOf = Int32Array.from(columns, (_, j) => j);
  const options = { output: 0, playerOf, players: features, tick: noTick };
  treeInteractions(ensemble([tree]), x, options, (_, __, matrix) => {
    const first = matrix[1]!;
    expect(first).toBeGreaterThan(0);
    for (let a = 0; a < features; a++) {
      for (let b = 0; b < features; b++) {
        expect(matrix[a * features + b]).toBeCloseTo(a === b ? 0 : first, 15);
      }
    }
  });
});
