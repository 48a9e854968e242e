import { nodeBytes } from './assembly/layout.ts';
import { heapAt, openInstance } from './instantiate.ts';

/** What the kernel reads of a tree; see states/trees.ts. */
export interface ScoredTree {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Float64Array;
}

interface Exports {
  scoreTree(nodes: number, rows: number, rowBytes: number, count: number, margin: number): void;
}

/** Rows that are scored together, so that their cells stay in the processor's cache; fewer of wide rows. */
const blockBytes = 256 * 1024;
const mostRows = 1024;
/** Trees beyond this much memory are walked without the kernel. */
const mostTreeBytes = 1024 * 2 ** 20;

/** A node takes 32 bytes: threshold, value, byte of the column in a row, missing left, right, left. */
function writeTree(view: DataView, at: number, tree: ScoredTree): void {
  for (let n = 0; n < tree.feature.length; n++) {
    const node = at + n * nodeBytes;
    const leaf = tree.feature[n]! < 0;
    view.setFloat64(node, tree.threshold[n]!, true);
    view.setFloat64(node + 8, tree.value[n]!, true);
    view.setUint32(node + 16, leaf ? 0 : 8 * tree.feature[n]!, true);
    view.setInt32(node + 20, tree.missingLeft[n]!, true);
    view.setUint32(node + 24, nodeBytes * (leaf ? n : tree.left[n]!), true);
    view.setUint32(node + 28, nodeBytes * (leaf ? n : tree.right[n]!), true);
  }
}

/** Copies rows of the columns one after the other. */
function writeRows(into: Float64Array, columns: readonly Float64Array[], from: number, to: number) {
  const width = columns.length;
  columns.forEach((column, j) => {
    for (let row = from, at = j; row < to; row++, at += width) into[at] = column[row]!;
  });
}

export interface TreeScorer {
  /** Adds tree k, for every k, to `marginOf(k)` of the rows from..to−1, at most `blockRows`. */
  addTo(marginOf: (k: number) => Float64Array, from: number, to: number): void;
  readonly blockRows: number;
}

/**
 * Walks trees (without sets of categories) over the columns in a kernel, in the order of the trees, so that
 * sums are those of walking row by row. Null where the kernel was not built or the trees are too large.
 */
export function createScorer(
  trees: readonly ScoredTree[],
  columns: readonly Float64Array[],
): TreeScorer | null {
  const rowBytes = 8 * columns.length;
  const blockRows = Math.max(4, Math.min(mostRows, (blockBytes / rowBytes) & ~3));
  const treeBytes = trees.reduce((sum, tree) => sum + nodeBytes * tree.feature.length, 0);
  if (treeBytes > mostTreeBytes) return null;
  const rowsAt = heapAt;
  const marginAt = rowsAt + blockRows * rowBytes;
  const treesAt = marginAt + blockRows * 8;
  const instance = openInstance(treesAt + treeBytes);
  if (!instance) return null;
  const { scoreTree } = instance.exports as Exports;
  const view = new DataView(instance.buffer);
  const rows = new Float64Array(instance.buffer, rowsAt, blockRows * columns.length);
  const margin = new Float64Array(instance.buffer, marginAt, blockRows);
  let end = treesAt;
  const addresses = trees.map((tree) => {
    const at = end;
    writeTree(view, at, tree);
    end += nodeBytes * tree.feature.length;
    return at;
  });
  return {
    blockRows,
    addTo(marginOf, from, to) {
      writeRows(rows, columns, from, to);
      addresses.forEach((address, k) => {
        const target = marginOf(k).subarray(from, to);
        margin.set(target);
        scoreTree(address, rowsAt, rowBytes, to - from, marginAt);
        target.set(margin.subarray(0, to - from));
      });
    },
  };
}
