import * as slot from '../kernels/assembly/layout.ts';
import type { Tree } from '../states/trees.ts';
import type { FitMemory } from './fit-memory.ts';
import type { GrownNode } from './tree-grower.ts';

/** Adds a tree's output to the margin of rows it has not been grown on, walking their codes. */
export function addUnseen(
  memory: FitMemory,
  nodes: readonly GrownNode[],
  { tree, output, rows }: { tree: Tree; output: number; rows: Uint32Array },
): void {
  if (rows.length === 0) return;
  const { integers, kernels, unseen, marginAddresses } = memory;
  const { treeFeatures, treeChildren, treeGoesLeft, treeValues } = memory;
  for (const { id, split, left, right } of nodes) {
    if (left >= 0) treeGoesLeft.set(split!.codes, 256 * id);
    treeChildren.set([left, right], 2 * id);
  }
  treeFeatures.set(tree.feature);
  treeValues.set(tree.value);
  unseen.set(rows);
  integers[slot.iUnseenCount] = rows.length;
  integers[slot.iMargin] = marginAddresses[output]!;
  kernels.run(slot.opScoreUnseen, rows.length > 10_000);
}
