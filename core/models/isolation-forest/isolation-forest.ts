import { createRng } from '../../base/rng.ts';
import { noTick, type Tick } from '../../base/tick.ts';
import { growTree, type IsolationTree } from './grow-tree.ts';
import { expectedPathLength } from './path-length.ts';

export interface IsolationForestOptions {
  /** Default 100. */
  readonly trees?: number;
  /** Rows a tree is grown on, drawn without putting back; default 256, and all when there are fewer. */
  readonly subsample?: number;
  readonly seed: number;
}

export interface IsolationForest {
  readonly trees: readonly IsolationTree[];
  /** c of the rows that a tree was grown on: the mean path that scores are measured by. */
  readonly meanPath: number;
  readonly features: number;
}

/** Isolation forest of Liu, Ting & Zhou 2008. Columns have no missing or infinite values. */
export function growForest(
  columns: readonly Float64Array[],
  options: IsolationForestOptions,
): IsolationForest {
  const rows = columns[0]?.length ?? 0;
  const subsample = Math.min(rows, options.subsample ?? 256);
  const rng = createRng(options.seed);
  const trees = Array.from({ length: options.trees ?? 100 }, () =>
    growTree(columns, drawRows(rows, subsample, rng.integer), rng),
  );
  return { trees, meanPath: expectedPathLength(subsample), features: columns.length };
}

/** `count` distinct row numbers (Floyd 1987). */
function drawRows(rows: number, count: number, integer: (n: number) => number): Int32Array {
  const drawn = new Set<number>();
  for (let last = rows - count; last < rows; last++) {
    const row = integer(last + 1);
    drawn.add(drawn.has(row) ? last : row);
  }
  return Int32Array.from(drawn);
}

/**
 * Scores 2^(−E(path) / c) of the rows, 0..1: above 0.5 a row is isolated sooner than most, near 1 at once.
 * scikit-learn's `score_samples` is the negative of it. O(rows × trees × depth).
 */
export function isolationScores(
  forest: IsolationForest,
  columns: readonly Float64Array[],
  tick: Tick = noTick,
): Float64Array {
  const rows = columns[0]?.length ?? 0;
  const scores = new Float64Array(rows);
  for (const [done, tree] of forest.trees.entries()) {
    tick(done / forest.trees.length);
    addPaths(tree, columns, scores);
  }
  const scale = forest.trees.length * forest.meanPath;
  for (let row = 0; row < rows; row++) {
    scores[row] = scale > 0 ? 2 ** (-scores[row]! / scale) : 0.5;
  }
  return scores;
}

function addPaths(
  { feature, threshold, left, expected }: IsolationTree,
  columns: readonly Float64Array[],
  paths: Float64Array,
): void {
  for (let row = 0; row < paths.length; row++) {
    let node = 0;
    let depth = 0;
    for (; feature[node]! >= 0; depth++) {
      const goesLeft = columns[feature[node]!]![row]! <= threshold[node]!;
      node = left[node]! + (goesLeft ? 0 : 1);
    }
    paths[row]! += depth + expected[node]!;
  }
}

/**
 * By how many steps each column shortens a row's path, on average over the trees. A split of n rows that
 * leaves m beside the row takes one step and saves c(n) − c(m); what it saves beyond that step is the
 * column's. The sum over columns is c − E(path), so that positive sums make scores above 0.5.
 */
export function pathReductions(
  forest: IsolationForest,
  columns: readonly Float64Array[],
  row: number,
): Float64Array {
  const saved = new Float64Array(forest.features);
  for (const { feature, threshold, left, expected } of forest.trees) {
    for (let node = 0; feature[node]! >= 0;) {
      const column = feature[node]!;
      const child = left[node]! + (columns[column]![row]! <= threshold[node]! ? 0 : 1);
      saved[column]! += expected[node]! - expected[child]! - 1;
      node = child;
    }
  }
  return saved.map((steps) => steps / forest.trees.length);
}
