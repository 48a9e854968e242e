import type { Tick } from '../../base/tick.ts';
import { evenSample } from '../../eda/even-sample.ts';
import { decisionTree } from '../../models/trees/decision-tree.ts';
import { requireEstimator } from '../../models/catalogue.ts';
import { findLeaf, goesLeft, type Tree } from '../../models/states/trees.ts';
import { takeMatrixRows, type Matrix } from '../../table/matrix.ts';
import { takeValues } from '../take-values.ts';
import type { ReadableColumn } from './readable-column.ts';

export interface Segment {
  readonly title: string;
  readonly filter: string;
  readonly rows: Int32Array;
}

export interface SegmentOptions {
  readonly weights: Float64Array | null;
  readonly minRows: number;
  readonly maxDepth: number;
  readonly seed: number;
  readonly tick: Tick;
}

/** Rows that a tree is grown on; all are then sent down it. */
const mostTreeRows = 200_000;
/** A split must explain this share of the spread of losses, or is cut. */
const leastGain = 0.005;

interface Region {
  readonly allowed: readonly (readonly boolean[])[];
  readonly missing: readonly boolean[];
}

function narrow(region: Region, column: number, goes: (bin: number) => boolean): Region {
  const replace = <T>(list: readonly T[], item: T): T[] =>
    list.map((one, j) => (j === column ? item : one));
  const bins = region.allowed[column]!.map((allowed, bin) => allowed && goes(bin));
  const missing = region.missing[column]! && goes(Number.NaN);
  return { allowed: replace(region.allowed, bins), missing: replace(region.missing, missing) };
}

/** What each leaf asks of the columns, by node. */
function leafRegions(tree: Tree, columns: readonly ReadableColumn[]): Map<number, Region> {
  const leaves = new Map<number, Region>();
  const visit = (node: number, region: Region): void => {
    const feature = tree.feature[node]!;
    if (feature < 0) {
      leaves.set(node, region);
      return;
    }
    visit(
      tree.left[node]!,
      narrow(region, feature, (bin) => goesLeft(tree, node, bin)),
    );
    visit(
      tree.right[node]!,
      narrow(region, feature, (bin) => !goesLeft(tree, node, bin)),
    );
  };
  visit(0, {
    allowed: columns.map(({ bins }) => Array.from({ length: bins }, () => true)),
    missing: columns.map(({ missing }) => missing > 0),
  });
  return leaves;
}

function describeRegion(
  { allowed, missing }: Region,
  columns: readonly ReadableColumn[],
): Omit<Segment, 'rows'> {
  const conditions = columns.flatMap(
    (column, j) => column.describe(allowed[j]!, missing[j]!) ?? [],
  );
  return {
    title: conditions.map(({ title }) => title).join(' and '),
    filter: conditions.map(({ filter }) => filter).join(' and '),
  };
}

function growOn(x: Matrix, loss: Float64Array, options: SegmentOptions): Tree | null {
  const taken = evenSample(x.rows, mostTreeRows);
  const { weights } = options;
  const y = taken ? takeValues(loss, taken) : loss;
  const mean = y.reduce((a, b) => a + b, 0) / y.length;
  const variance = y.reduce((sum, value) => sum + (value - mean) ** 2, 0) / y.length;
  if (!(variance > 0)) return null;
  // In units of their own spread: squared errors of prices would be beyond what `ccp_alpha` may be.
  const spread = Math.sqrt(variance);
  const scaled = y.map((value) => (value - mean) / spread);
  const leaf = Math.max(1, Math.round((options.minRows * y.length) / x.rows));
  const params = decisionTree.params.parse({
    max_depth: options.maxDepth,
    min_samples_leaf: leaf,
    ccp_alpha: leastGain,
  });
  const state = decisionTree.fit(taken ? takeMatrixRows(x, taken) : x, scaled, {
    params,
    task: 'regression',
    classes: 0,
    weights: weights && (taken ? takeValues(weights, taken) : weights),
    seed: options.seed,
    tick: options.tick,
    requireEstimator,
  });
  return state.kind === 'trees' ? state.trees[0]! : null;
}

/**
 * Segments that differ in how wrong a model is: the leaves of a regression tree (CART) over the loss of
 * each row, on the readable columns. None where no split explains enough.
 */
export function errorSegments(
  columns: readonly ReadableColumn[],
  loss: Float64Array,
  options: SegmentOptions,
): Segment[] {
  const used = columns.filter(({ bins, missing }) => bins > 1 || (bins === 1 && missing > 0));
  if (used.length === 0 || loss.length < 2 * options.minRows) return [];
  const x: Matrix = {
    rows: loss.length,
    names: used.map(({ name }) => name),
    columns: used.map(({ bin }) => bin),
    categories: used.map(({ categories, bins }) => (categories ? bins : 0)),
  };
  const tree = growOn(x, loss, options);
  if (!tree || tree.feature[0]! < 0) return [];
  const members = new Map<number, number[]>();
  for (let row = 0; row < x.rows; row++) {
    const leaf = findLeaf(tree, x.columns, row);
    if (members.has(leaf)) members.get(leaf)!.push(row);
    else members.set(leaf, [row]);
  }
  return [...leafRegions(tree, used)].map(([leaf, region]) => ({
    ...describeRegion(region, used),
    rows: Int32Array.from(members.get(leaf) ?? []),
  }));
}
