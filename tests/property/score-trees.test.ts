import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../core/base/rng.ts';
import { computeMargins } from '../../core/models/margins.ts';
import { findLeaf, type Tree, type TreeEnsembleState } from '../../core/models/states/trees.ts';
import type { Matrix } from '../../core/table/matrix.ts';

/** A tree of random shape: leaves are split in the order they were made. */
function makeTree(seed: number, leaves: number, features: number): Tree {
  const rng = createRng(seed);
  const nodes = 2 * leaves - 1;
  const tree = {
    feature: new Int32Array(nodes).fill(-1),
    threshold: Float64Array.from({ length: nodes }, () => rng.integer(20) / 2),
    missingLeft: Uint8Array.from({ length: nodes }, () => rng.integer(2)),
    left: new Int32Array(nodes).fill(-1),
    right: new Int32Array(nodes).fill(-1),
    value: Float64Array.from({ length: nodes }, () => rng.normal()),
    cover: new Float64Array(nodes).fill(1),
  };
  for (let n = 0, made = 1; made < nodes; made += 2) {
    // Deep on one side, so that rows of one group end at different depths.
    if (rng.next() < 0.3 && n + 1 < made) n++;
    tree.feature[n] = rng.integer(features);
    tree.left[n] = made;
    tree.right[n] = made + 1;
    n++;
  }
  return tree;
}

function makeMatrix(seed: number, rows: number, features: number): Matrix {
  const rng = createRng(seed);
  const cell = () => (rng.next() < 0.1 ? Number.NaN : rng.integer(22) / 2);
  return {
    rows,
    names: Array.from({ length: features }, (_, j) => `x${j}`),
    columns: Array.from({ length: features }, () => Float64Array.from({ length: rows }, cell)),
  };
}

describe('margins of trees', () => {
  it('are the sums of the leaves rows fall into, bit for bit, for few rows and many', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(),
          rows: fc.constantFrom(1, 7, 300, 1100, 1337),
          features: fc.integer({ min: 1, max: 40 }),
          leaves: fc.integer({ min: 1, max: 30 }),
          trees: fc.integer({ min: 1, max: 7 }),
          outputs: fc.integer({ min: 1, max: 3 }),
        }),
        ({ seed, rows, features, leaves, trees, outputs }) => {
          const state: TreeEnsembleState = {
            kind: 'trees',
            base: Float64Array.from({ length: outputs }, (_, k) => k / 3),
            trees: Array.from({ length: trees }, (_, k) => makeTree(seed + k, leaves, features)),
          };
          const x = makeMatrix(seed, rows, features);
          const expected = Array.from(state.base, (base, output) =>
            Float64Array.from({ length: rows }, (_, row) => {
              let margin = base;
              state.trees.forEach((tree, k) => {
                if (k % outputs !== output) return;
                margin += tree.value[findLeaf(tree, x.columns, row)]!;
              });
              return margin;
            }),
          );
          expect(computeMargins(state, x)).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});
