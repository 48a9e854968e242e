import { AppError } from '../../../base/app-error.ts';
import { createRng } from '../../../base/rng.ts';
import { subTick, type Tick } from '../../../base/tick.ts';
import type { OutputOf } from '../../../contract/contract.ts';
import { requireEstimator } from '../../../models/catalogue.ts';
import type { FittedPipeline } from '../../../models/pipeline.ts';
import { findLeaf, goesLeft, type Tree } from '../../../models/states/trees.ts';
import { takeMatrixRows, type Matrix } from '../../../table/matrix.ts';
import { countMissing, isCoded, type Column, type Table } from '../../../table/table.ts';
import { condition } from '../conditions.ts';
import { cellNumber } from '../replace-column.ts';
import { chooseScore } from '../score.ts';

type Answer = OutputOf<'explainability.surrogate'>;
type Node = Answer['nodes'][number];
type Sides = Readonly<Record<'condition' | 'otherwise', string>>;

/** Categories beyond so many are numbered instead of told apart. */
const mostCategories = 250;
const checkSeed = 7;

/** Raw columns as the tree takes them: numbers, and codes of categories. */
function rawMatrix(table: Table): Matrix {
  const names = table.columns.map(({ name }) => name);
  const columns = table.columns.map((column) =>
    Float64Array.from({ length: table.rows }, (_, i) => cellNumber(column, i)),
  );
  const categories = table.columns.map((column) =>
    isCoded(column) && column.dictionary.length <= mostCategories ? column.dictionary.length : 0,
  );
  return { rows: table.rows, names, columns, categories };
}

/** A tree that says the same of every row, which estimators refuse to learn. */
function singleLeaf(value: number, rows: number): Tree {
  return {
    feature: Int32Array.of(-1),
    threshold: Float64Array.of(0),
    missingLeft: Uint8Array.of(0),
    left: Int32Array.of(-1),
    right: Int32Array.of(-1),
    value: Float64Array.of(value),
    cover: Float64Array.of(rows),
  };
}

function growTree(
  x: Matrix,
  y: Float64Array,
  { depth, tick }: { depth: number; tick: Tick },
): Tree {
  if (y.every((value) => value === y[0])) return singleLeaf(y[0]!, x.rows);
  const estimator = requireEstimator('decision_tree');
  // Rules that hold for a row or two tell nothing.
  const leaf = Math.max(1, Math.min(5, Math.floor(x.rows / 10)), Math.floor(x.rows / 200));
  const params = estimator.params.parse({ max_depth: depth, min_samples_leaf: leaf });
  const state = estimator.fit(x, y, {
    params,
    task: 'regression',
    classes: 0,
    weights: null,
    seed: 7,
    tick,
    requireEstimator,
  });
  if (state.kind !== 'trees') throw new Error('A decision tree is not made of trees');
  return state.trees[0]!;
}

const leavesOf = (tree: Tree, { columns, rows }: Matrix): Int32Array =>
  Int32Array.from({ length: rows }, (_, i) => findLeaf(tree, columns, i));

/** How well a tree grown on two thirds of the rows, drawn at random, imitates the model on the others. */
function fidelityOf(x: Matrix, y: Float64Array, options: { depth: number; tick: Tick }) {
  const order = createRng(checkSeed).shuffle(Int32Array.from(y.keys()));
  const third = Math.floor(order.length / 3);
  const [check, learn] = [order.slice(0, third), order.slice(third)];
  const tree = growTree(
    takeMatrixRows(x, learn),
    Float64Array.from(learn, (i) => y[i]!),
    options,
  );
  const predicted = Float64Array.from(check, (i) => tree.value[findLeaf(tree, x.columns, i)]!);
  const wanted = Float64Array.from(check, (i) => y[i]!);
  const mean = wanted.reduce((sum, value) => sum + value, 0) / wanted.length;
  let [left, total, agreed] = [0, 0, 0];
  wanted.forEach((value, i) => {
    left += (value - predicted[i]!) ** 2;
    total += (value - mean) ** 2;
    if (value >= 0.5 === predicted[i]! >= 0.5) agreed++;
  });
  // A model that says the same of every row is imitated perfectly by saying it.
  return { fidelity: total > 0 ? 1 - left / total : 1, agreement: agreed / wanted.length };
}

/** The labels or truths on either side; the longer list is told as what it is not. */
function nominalSides(column: Column, left: readonly number[], right: readonly number[]): Sides {
  const turned = left.length > right.length;
  const [few, many] = turned ? [right, left] : [left, right];
  const list = (levels: readonly number[]): string =>
    levels.length === 1 ? condition.equals(column, levels[0]!) : condition.among(column, levels);
  const fewText = list(few);
  const manyText = many.length === 1 ? list(many) : `not ${fewText}`;
  return turned
    ? { condition: manyText, otherwise: fewText }
    : { condition: fewText, otherwise: manyText };
}

/** What rows meet that go left, and those that go right. Missing cells are told where there are some. */
function sidesOf(tree: Tree, node: number, column: Column, numbers: Float64Array): Sides {
  const there = [...new Set(numbers)].filter((value) => !Number.isNaN(value));
  const [left, right] = [true, false].map((side) =>
    there.filter((value) => goesLeft(tree, node, value) === side).toSorted((a, b) => a - b),
  ) as [number[], number[]];
  const missing = condition.missing(column);
  if (left.length === 0) return { condition: missing, otherwise: `not ${missing}` };
  if (right.length === 0) return { condition: `not ${missing}`, otherwise: missing };
  const nominal = isCoded(column) || column.type === 'boolean';
  const at = tree.threshold[node]!;
  const sides = nominal
    ? nominalSides(column, left, right)
    : { condition: condition.atMost(column, at), otherwise: condition.above(column, at) };
  if (countMissing(column) === 0) return sides;
  return tree.missingLeft[node] === 1
    ? { ...sides, condition: `${sides.condition} or ${missing}` }
    : { ...sides, otherwise: `${sides.otherwise} or ${missing}` };
}

/** The nodes with the rows that reach them. */
function describeNodes(tree: Tree, x: Matrix, y: Float64Array, table: Table): Node[] {
  const count = tree.feature.length;
  const [sums, rows] = [new Float64Array(count), new Float64Array(count)];
  leavesOf(tree, x).forEach((leaf, i) => {
    sums[leaf]! += y[i]!;
    rows[leaf]!++;
  });
  // Children come after their parent.
  for (let node = count - 1; node >= 0; node--) {
    if (tree.feature[node]! < 0) continue;
    for (const child of [tree.left[node]!, tree.right[node]!]) {
      sums[node]! += sums[child]!;
      rows[node]! += rows[child]!;
    }
  }
  return Array.from({ length: count }, (_, node) => {
    const at = tree.feature[node]!;
    const value = rows[node]! > 0 ? sums[node]! / rows[node]! : tree.value[node]!;
    const leaf = {
      condition: null,
      otherwise: null,
      left: -1,
      right: -1,
      value,
      rows: rows[node]!,
    };
    if (at < 0) return leaf;
    const sides = sidesOf(tree, node, table.columns[at]!, x.columns[at]!);
    return { ...leaf, ...sides, left: tree.left[node]!, right: tree.right[node]! };
  });
}

/**
 * A regression tree on the raw columns that imitates what the model says of the rows (a global
 * surrogate, Craven & Shavlik 1996). NOT_ENOUGH_DATA below 10 rows.
 */
export function surrogateTree(
  pipeline: FittedPipeline,
  table: Table,
  options: { readonly depth: number; readonly label?: string | undefined; readonly tick: Tick },
): Omit<Answer, 'rowsOfVersion' | 'warnings'> {
  const { depth, label, tick } = options;
  if (table.rows < 10) {
    throw new AppError(
      'NOT_ENOUGH_DATA',
      `${table.rows} rows are too few to imitate the model on.`,
      {
        hint: 'Give a version with 10 rows or more',
      },
    );
  }
  const score = chooseScore(pipeline, { label });
  const y = score.of(table, subTick(tick, 0, 0.4));
  const x = rawMatrix(table);
  const checked = fidelityOf(x, y, { depth, tick: subTick(tick, 0.4, 0.7) });
  const tree = growTree(x, y, { depth, tick: subTick(tick, 0.7, 1) });
  return {
    label: score.label,
    fidelity: checked.fidelity,
    agreement: pipeline.task === 'classification' ? checked.agreement : null,
    rows: table.rows,
    nodes: describeNodes(tree, x, y, table),
  };
}
