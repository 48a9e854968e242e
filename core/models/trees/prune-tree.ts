import { keepSets } from './category-sets.ts';
import type { GrownTree } from './grow-tree.ts';

/** The effective alphas at which a tree loses branches, rising from 0, and its impurity after each. */
export interface PruningPath {
  readonly alphas: Float64Array;
  /** Weighted impurity of the leaves. */
  readonly impurities: Float64Array;
}

interface Link {
  readonly alpha: number;
  readonly node: number;
  readonly version: number;
}

/** A binary heap of weakest links: lowest alpha first, the lower node of equals. */
function createLinkHeap() {
  const heap: Link[] = [];
  const before = (a: Link, b: Link) =>
    a.alpha < b.alpha || (a.alpha === b.alpha && a.node < b.node);
  return {
    push(link: Link): void {
      let at = heap.push(link) - 1;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!before(link, heap[parent]!)) break;
        heap[at] = heap[parent]!;
        at = parent;
      }
      heap[at] = link;
    },
    pop(): Link | undefined {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
        if (!before(heap[child]!, last)) break;
        heap[at] = heap[child]!;
        at = child;
      }
      heap[at] = last;
      return first;
    },
  };
}

function parentsOf({ left, right }: GrownTree): Int32Array {
  const parents = new Int32Array(left.length).fill(-1);
  left.forEach((child, node) => {
    if (child < 0) return;
    parents[child] = node;
    parents[right[node]!] = node;
  });
  return parents;
}

interface Branches {
  /** Loss of each node as a leaf, and of the leaves below it. */
  readonly asLeaf: Float64Array;
  readonly loss: Float64Array;
  readonly leaves: Int32Array;
}

function sumBranches({ left, right, cover, impurity }: GrownTree): Branches {
  const asLeaf = impurity.map((value, node) => (cover[node]! * value) / cover[0]!);
  const loss = new Float64Array(left.length);
  const leaves = new Int32Array(left.length);
  for (let node = left.length - 1; node >= 0; node--) {
    const inner = left[node]! >= 0;
    loss[node] = inner ? loss[left[node]!]! + loss[right[node]!]! : asLeaf[node]!;
    leaves[node] = inner ? leaves[left[node]!]! + leaves[right[node]!]! : 1;
  }
  return { asLeaf, loss, leaves };
}

/**
 * Collapses the weakest branch again and again while its alpha is at most `most` (Breiman et al. 1984,
 * minimal cost-complexity pruning). `onCut` hears of each alpha with the impurity that is left. Returns 1
 * for the nodes that are now leaves or below one. O(nodes × depth × log nodes).
 */
function cutBranches(
  tree: GrownTree,
  most: number,
  onCut: (alpha: number, impurity: number) => void,
): Uint8Array {
  const parents = parentsOf(tree);
  const { asLeaf, loss, leaves } = sumBranches(tree);
  const closed = Uint8Array.from(tree.left, (child) => (child < 0 ? 1 : 0));
  const versions = new Int32Array(closed.length);
  const heap = createLinkHeap();
  const alphaOf = (node: number) => (asLeaf[node]! - loss[node]!) / (leaves[node]! - 1);
  const offer = (node: number) =>
    heap.push({ alpha: alphaOf(node), node, version: ++versions[node]! });
  closed.forEach((leaf, node) => {
    if (leaf === 0) offer(node);
  });
  onCut(0, loss[0]!);

  function close(top: number): void {
    const stack = [top];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (closed[node] === 1) continue;
      closed[node] = 1;
      stack.push(tree.left[node]!, tree.right[node]!);
    }
  }

  for (let link = heap.pop(); link && link.alpha <= most; link = heap.pop()) {
    const { node } = link;
    if (closed[node] === 1 || versions[node] !== link.version) continue;
    close(node);
    const grown = asLeaf[node]! - loss[node]!;
    const lost = leaves[node]! - 1;
    loss[node] = asLeaf[node]!;
    leaves[node] = 1;
    for (let above = parents[node]!; above >= 0; above = parents[above]!) {
      loss[above]! += grown;
      leaves[above]! -= lost;
      offer(above);
    }
    onCut(link.alpha, loss[0]!);
  }
  return closed;
}

/** Alphas and impurities of scikit-learn's `cost_complexity_pruning_path`. */
export function pruningPath(tree: GrownTree): PruningPath {
  const alphas: number[] = [];
  const impurities: number[] = [];
  cutBranches(tree, Infinity, (alpha, impurity) => {
    alphas.push(alpha);
    impurities.push(impurity);
  });
  return { alphas: Float64Array.from(alphas), impurities: Float64Array.from(impurities) };
}

/** The smallest tree whose effective alphas all exceed `ccpAlpha`; the tree itself for 0. */
export function pruneTree(tree: GrownTree, ccpAlpha: number): GrownTree {
  if (ccpAlpha === 0) return tree;
  const closed = cutBranches(tree, ccpAlpha, () => {});
  const kept: number[] = [];
  const place = new Int32Array(closed.length).fill(-1);
  const stack = [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    place[node] = kept.push(node) - 1;
    if (closed[node] === 0) stack.push(tree.right[node]!, tree.left[node]!);
  }
  const { outputCount } = tree;
  const child = (node: number, of: Int32Array) => (closed[node] === 1 ? -1 : place[of[node]!]!);
  return {
    feature: Int32Array.from(kept, (node) => (closed[node] === 1 ? -1 : tree.feature[node]!)),
    threshold: Float64Array.from(kept, (node) => (closed[node] === 1 ? 0 : tree.threshold[node]!)),
    missingLeft: Uint8Array.from(kept, (node) =>
      closed[node] === 1 ? 0 : tree.missingLeft[node]!,
    ),
    left: Int32Array.from(kept, (node) => child(node, tree.left)),
    right: Int32Array.from(kept, (node) => child(node, tree.right)),
    cover: Float64Array.from(kept, (node) => tree.cover[node]!),
    impurity: Float64Array.from(kept, (node) => tree.impurity[node]!),
    outputs: Float64Array.from(
      kept.flatMap((node) => [
        ...tree.outputs.subarray(node * outputCount, (node + 1) * outputCount),
      ]),
    ),
    outputCount,
    categories: tree.categories && keepSets(tree.categories, kept, closed),
  };
}
