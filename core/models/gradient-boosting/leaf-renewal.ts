import type { FitMemory } from './fit-memory.ts';
import { weightedQuantile } from './quantiles.ts';
import { rowsOf } from './row-order.ts';
import type { GrownNode } from './tree-grower.ts';

/** Gives every leaf the quantile of its rows' residuals, within what constraints allow. O(rows log rows). */
export function renewLeaves(
  memory: FitMemory,
  nodes: readonly GrownNode[],
  share: number,
): GrownNode[] {
  const { target, weights, margins } = memory;
  const margin = margins[0]!;
  return nodes.map((node) => {
    if (node.left >= 0) return node;
    const rows = [...rowsOf(memory, node.id)].flatMap((part) => [...part]);
    const residuals = Float64Array.from(rows, (row) => target[row]! - margin[row]!);
    const own = weights ? Float64Array.from(rows, (row) => weights[row]!) : null;
    const { lower, upper } = node.limits;
    const output = Math.max(lower, Math.min(upper, weightedQuantile(residuals, own, share)));
    return { ...node, output };
  });
}
