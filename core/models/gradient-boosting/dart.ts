import type { Rng } from '../../base/rng.ts';
import type { Matrix } from '../../table/matrix.ts';
import { findLeaf, type Tree } from '../states/trees.ts';
import type { GradientBoostingParams } from './params.ts';

/** Adds a multiple of a tree's output to every row. */
function addTimes(tree: Tree, x: Matrix, margin: Float64Array, times: number): void {
  for (let row = 0; row < x.rows; row++) {
    margin[row]! += times * tree.value[findLeaf(tree, x.columns, row)]!;
  }
}

/** The rounds that are left out while the next is grown (Rashmi and Gilad-Bachrach 2015). */
export interface Dropped {
  /** Share of the learning rate the next round's trees get. */
  readonly share: number;
  /** Puts the dropped trees back, made smaller for the new ones. */
  restore(): void;
}

export function dropRounds(trees: Tree[], { x, margins, params, rng }: DartInput): Dropped {
  const outputs = margins.length;
  const { drop_rate, max_drop, skip_drop } = params;
  const dropped: number[] = [];
  if (rng.next() >= skip_drop) {
    for (let round = 0; round < trees.length / outputs && dropped.length < max_drop; round++) {
      if (rng.next() < drop_rate) dropped.push(round);
    }
  }
  const each = (use: (k: number, margin: Float64Array) => void) => {
    for (const round of dropped) {
      for (let k = round * outputs; k < (round + 1) * outputs; k++) use(k, margins[k % outputs]!);
    }
  };
  each((k, margin) => addTimes(trees[k]!, x, margin, -1));
  return {
    share: 1 / (dropped.length + 1),
    restore() {
      const scale = dropped.length / (dropped.length + 1);
      each((k, margin) => {
        const tree = trees[k]!;
        trees[k] = { ...tree, value: tree.value.map((value) => scale * value) };
        addTimes(trees[k], x, margin, 1);
      });
    },
  };
}

export interface DartInput {
  readonly x: Matrix;
  readonly margins: readonly Float64Array[];
  readonly params: GradientBoostingParams;
  readonly rng: Rng;
}
