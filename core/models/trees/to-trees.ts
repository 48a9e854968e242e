import type { Tree } from '../states/trees.ts';
import type { GrownTree } from './grow-tree.ts';

/**
 * One tree an output, sharing all arrays but the values, each of which is `scale` times what the node
 * predicts, plus `shift`.
 */
export function toTrees(
  grown: GrownTree,
  { scale, shift }: { scale: number; shift: number } = { scale: 1, shift: 0 },
): Tree[] {
  const { outputs, outputCount, feature, threshold, missingLeft, left, right, cover } = grown;
  const { categories } = grown;
  const structure = { feature, threshold, missingLeft, left, right, cover, categories };
  return Array.from({ length: outputCount }, (_, k) => ({
    ...structure,
    value: Float64Array.from(
      feature,
      (_feature, node) => scale * (outputs[node * outputCount + k]! + shift),
    ),
  }));
}
