import type { FigureSize } from '../figure.ts';
import type { TreeNode } from '../tree-spec.ts';

/** A node as it is drawn, in pixels from the top left. */
export interface PlacedNode {
  readonly index: number;
  readonly node: TreeNode;
  /** Centre of the box. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Number of the parent; −1 at the root. */
  readonly parent: number;
  readonly isLeft: boolean;
}

const leafWidth = 132;
const gap = 46;
const most = { box: 330, gap: 140 } as const;

/** Levels below each node. */
function depthOf(nodes: readonly TreeNode[], at = 0): number {
  const node = nodes[at];
  if (!node || node.condition === null) return 0;
  return 1 + Math.max(depthOf(nodes, node.left), depthOf(nodes, node.right));
}

export const leavesOf = (nodes: readonly TreeNode[]): number =>
  nodes.filter((node) => node.condition === null).length;

/** Pixels a tree wants from top to bottom. */
export const treeHeight = (nodes: readonly TreeNode[]): number =>
  Math.max(120, 24 + leavesOf(nodes) * 44);

/**
 * From left to right, so that conditions have room to be read: the root at the left, leaves under each
 * other, a parent amid its two parts; who meets the condition goes up.
 */
export function placeNodes(
  nodes: readonly TreeNode[],
  { width, height }: FigureSize,
): PlacedNode[] {
  const depth = depthOf(nodes);
  const room = width - 16 - leafWidth;
  const level = depth === 0 ? 0 : Math.min(most.box + most.gap, room / depth);
  const boxWidth = Math.min(most.box, Math.max(48, level - gap, level - most.gap));
  const aside = Math.max(0, (room - level * depth) / 2);
  const step = (height - 16) / Math.max(1, leavesOf(nodes));
  const placed: PlacedNode[] = [];
  let leaves = 0;
  const place = (index: number, at: number, from: { parent: number; isLeft: boolean }): number => {
    const node = nodes[index]!;
    const isLeaf = node.condition === null;
    const left = 8 + aside + at * level;
    const own = { index, node, ...from };
    if (isLeaf) {
      const y = 8 + step * (leaves++ + 0.5);
      const size = { width: leafWidth, height: Math.min(34, step - 6) };
      placed.push({ ...own, ...size, x: left + leafWidth / 2, y });
      return y;
    }
    const up = place(node.left, at + 1, { parent: index, isLeft: true });
    const down = place(node.right, at + 1, { parent: index, isLeft: false });
    const y = (up + down) / 2;
    placed.push({ ...own, width: boxWidth, height: 38, x: left + boxWidth / 2, y });
    return y;
  };
  if (nodes.length > 0) place(0, 0, { parent: -1, isLeft: true });
  return placed.toSorted((a, b) => a.index - b.index);
}
