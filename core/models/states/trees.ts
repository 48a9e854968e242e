import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { createScorer, type TreeScorer } from '../kernels/score-trees.ts';
import { float64, int32, link, uint8 } from './array-schemas.ts';
import { defineStateKind, type MarginsContext, type StateBase } from './state-kind.ts';

/** A tree in arrays, one entry a node; children come after their parent. */
export interface Tree {
  /** −1 for a leaf. */
  readonly feature: Int32Array;
  /** Rows with value ≤ threshold go left; of no meaning where a node asks for categories. */
  readonly threshold: Float64Array;
  /** 1 when a missing value goes left. */
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Leaf output, learning rate included; of inner nodes the value they would have as a leaf. */
  readonly value: Float64Array;
  /** Training rows (or their weight) that reached the node: TreeSHAP's cover. */
  readonly cover: Float64Array;
  /** Where nodes ask whether a category is in a set; absent where none does. */
  readonly categories?: CategorySets | undefined;
}

/**
 * Sets of categories that go left, a bit a category: those of node n are the bytes start[n] to
 * start[n + 1] of `bits`, none where it compares with its threshold.
 */
export interface CategorySets {
  readonly start: Int32Array;
  readonly bits: Uint8Array;
}

/** How well rows are predicted by the trees that did not see them. */
export interface OutOfBag {
  readonly metric: 'accuracy' | 'r2';
  readonly value: number;
}

/** Trees of one forest may share arrays: those of one output each, with values of their own. */
export interface TreeEnsembleState extends StateBase {
  readonly kind: 'trees';
  /** Margin before the first tree, one an output. */
  readonly base: Float64Array;
  /** trees[k] adds to output k % base.length. */
  readonly trees: readonly Tree[];
  /** Of forests that were asked for it. */
  readonly oob?: OutOfBag | undefined;
}

/** Rows that are scored together, so that their cells stay in the processor's cache. */
const blockRows = 2048;

function inSet({ start, bits }: CategorySets, node: number, category: number): boolean {
  // What is no whole number, or too large for one, is no category.
  if (category < 0 || (category | 0) !== category) return false;
  const at = start[node]! + (category >> 3);
  return at < start[node + 1]! && ((bits[at]! >> (category & 7)) & 1) === 1;
}

/** Whether a node asks for categories, and does not compare with its threshold. */
export function asksCategories({ categories }: Tree, node: number): boolean {
  return categories !== undefined && categories.start[node]! < categories.start[node + 1]!;
}

/** The rule of nodes that compare. */
export function isBelow(value: number, threshold: number, missingLeft: boolean): boolean {
  return value <= threshold || (missingLeft && value !== value);
}

/** Whether a row with that value goes left at an inner node: the one rule of training, scoring and SHAP. */
export function goesLeft(tree: Tree, node: number, value: number): boolean {
  const missingLeft = tree.missingLeft[node] === 1;
  if (!asksCategories(tree, node)) return isBelow(value, tree.threshold[node]!, missingLeft);
  return value !== value ? missingLeft : inSet(tree.categories!, node, value);
}

/** The leaf a row falls into. */
export function findLeaf(tree: Tree, columns: readonly Float64Array[], row: number): number {
  let node = 0;
  for (let feature = tree.feature[0]!; feature >= 0; feature = tree.feature[node]!) {
    const value = columns[feature]![row]!;
    node = goesLeft(tree, node, value) ? tree.left[node]! : tree.right[node]!;
  }
  return node;
}

/** Adds tree k to the margin of rows from..to−1 of output k % outputs, for every k, row by row. */
function walkRows(
  { trees, base }: TreeEnsembleState,
  { columns }: Matrix,
  margins: readonly Float64Array[],
): (from: number, to: number) => void {
  return (from, to) => {
    trees.forEach((tree, k) => {
      const margin = margins[k % base.length]!;
      for (let row = from; row < to; row++) {
        margin[row]! += tree.value[findLeaf(tree, columns, row)]!;
      }
    });
  };
}

/** The kernel, where there is enough to score for copying the trees to pay, and no set of categories. */
function scorerFor({ trees }: TreeEnsembleState, { rows, columns }: Matrix): TreeScorer | null {
  const nodes = trees.reduce((sum, { feature }) => sum + feature.length, 0);
  if (rows < 256 || rows * trees.length < 4 * nodes || columns.length === 0) return null;
  return trees.some(({ categories }) => categories) ? null : createScorer(trees, columns);
}

function treeMargins(
  state: TreeEnsembleState,
  matrix: Matrix,
  { tick }: MarginsContext,
): Float64Array[] {
  const margins = Array.from(state.base, (base) => new Float64Array(matrix.rows).fill(base));
  const scorer = scorerFor(state, matrix);
  const rows = scorer?.blockRows ?? blockRows;
  const walk = walkRows(state, matrix, margins);
  for (let from = 0; from < matrix.rows; from += rows) {
    tick(from / matrix.rows);
    const to = Math.min(from + rows, matrix.rows);
    if (scorer) scorer.addTo((k) => margins[k % margins.length]!, from, to);
    else walk(from, to);
  }
  return margins;
}

export const treeSchema = z
  .object({
    feature: int32,
    threshold: float64,
    missingLeft: uint8,
    left: int32,
    right: int32,
    value: float64,
    cover: float64,
    categories: z.object({ start: int32, bits: uint8 }).optional(),
  })
  .refine(
    ({ categories, ...arrays }) =>
      Object.values(arrays).every((array) => array.length === arrays.feature.length) &&
      (!categories || categories.start.length === arrays.feature.length + 1),
    'the arrays of a tree differ in length',
  );

export const treesKind = defineStateKind<TreeEnsembleState>({
  kind: 'trees',
  schema: z.object({
    kind: z.literal('trees'),
    link,
    base: float64,
    trees: z.array(treeSchema),
    oob: z.object({ metric: z.enum(['accuracy', 'r2']), value: z.number() }).optional(),
  }),
  outputs: ({ base }) => base.length,
  margins: treeMargins,
});
