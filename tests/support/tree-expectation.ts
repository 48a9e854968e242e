import { goesLeft, type Tree } from '../../core/models/states/trees.ts';

/** The tree's expectation under its cover when only some features are known: the slow, obvious way. */
export function treeExpectationOf(
  tree: Tree,
  row: readonly number[],
  known: (feature: number) => boolean,
  node = 0,
): number {
  const feature = tree.feature[node]!;
  if (feature < 0) return tree.value[node]!;
  const left = tree.left[node]!;
  const right = tree.right[node]!;
  if (known(feature)) {
    const next = goesLeft(tree, node, row[feature]!) ? left : right;
    return treeExpectationOf(tree, row, known, next);
  }
  const share = tree.cover[left]! / tree.cover[node]!;
  const onLeft = share * treeExpectationOf(tree, row, known, left);
  return onLeft + (1 - share) * treeExpectationOf(tree, row, known, right);
}
