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
    const residuals = new Float64Array(node.rows);
    const own = weights ? new Float64Array(node.rows) : null;
    let at = 0;
    for (const part of rowsOf(memory, node.id)) {
      for (const row of part) {
        residuals[at] = target[row]! - margin[row]!;
        if (own) own[at] = weights![row]!;
        at++;
      }
    }
    const { lower, upper } = node.limits;
    const output = Math.max(lower, Math.min(upper, weightedQuantile(residuals, own, share)));
    return { ...node, output };
  });
}
