import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { requireEstimator } from '../../../../core/models/catalogue.ts';
import type { Tree, TreeEnsembleState } from '../../../../core/models/states/trees.ts';
import { gradientBoosting } from '../../../../core/models/gradient-boosting/gradient-boosting.ts';
import { computeMargins } from '../../../../core/models/margins.ts';
import { findLeaf } from '../../../../core/models/states/trees.ts';
import { makeSample, type Sample } from '../../../conformance/synthetic.ts';

function fit(
  { x, y }: Sample,
  params: Record<string, unknown> = {},
  more: { classes?: number; weights?: Float64Array; seed?: number } = {},
): TreeEnsembleState {
  const classes = more.classes ?? 2;
  return gradientBoosting.fit(x, y, {
    params: gradientBoosting.params.parse(params),
    task: classes === 0 ? 'regression' : 'classification',
    classes,
    weights: more.weights ?? null,
    seed: more.seed ?? 7,
    tick: noTick,
    requireEstimator,
  }) as TreeEnsembleState;
}

/** Weight of the rows that reach each node when every row walks the tree. */
function reach(tree: Tree, { x }: Sample, weights: Float64Array): Float64Array {
  const reached = new Float64Array(tree.feature.length);
  for (let row = 0; row < x.rows; row++) {
    let node = 0;
    for (;;) {
      reached[node]! += weights[row]!;
      const feature = tree.feature[node]!;
      if (feature < 0) break;
      const value = x.columns[feature]![row]!;
      const left = Number.isNaN(value)
        ? tree.missingLeft[node] === 1
        : value <= tree.threshold[node]!;
      node = left ? tree.left[node]! : tree.right[node]!;
    }
  }
  return reached;
}

function depthOf(tree: Tree, node = 0): number {
  if (tree.feature[node]! < 0) return 0;
  return 1 + Math.max(depthOf(tree, tree.left[node]), depthOf(tree, tree.right[node]));
}

const leaves = (tree: Tree) => [...tree.feature.keys()].filter((n) => tree.feature[n]! < 0);

function withGaps(sample: Sample): Sample {
  const columns = sample.x.columns.map((column, j) =>
    column.map((value, i) => ((i + j) % 6 === 0 ? Number.NaN : value)),
  );
  return { x: { ...sample.x, columns }, y: sample.y };
}

describe('trees', () => {
  const sample = withGaps(makeSample('two classes', { rows: 400 }));

  it('have as cover the rows that reach each node by threshold and missing direction', () => {
    const ones = new Float64Array(400).fill(1);
    for (const tree of fit(sample).trees) expect(tree.cover).toEqual(reach(tree, sample, ones));
  });

  it('have as cover the sum of the weights when rows are weighted', () => {
    const weights = Float64Array.from({ length: 400 }, (_, i) => (i % 4) / 2);
    for (const tree of fit(sample, {}, { weights }).trees) {
      expect(tree.cover).toEqual(reach(tree, sample, weights));
    }
  });

  it('put children after their parent and every node in the tree once', () => {
    for (const tree of fit(sample).trees) {
      const children = [...tree.left, ...tree.right].filter((n) => n >= 0);
      expect(children.toSorted((a, b) => a - b)).toEqual([...tree.feature.keys()].slice(1));
      tree.left.forEach((child, n) => expect(child < 0 || child > n).toBe(true));
    }
  });

  it('add up to the margin with the base', () => {
    const state = fit(sample);
    const [margin] = computeMargins(state, sample.x);
    for (const row of [0, 7, 399]) {
      const sum = state.trees.reduce(
        (total, tree) => total + tree.value[findLeaf(tree, sample.x.columns, row)]!,
        state.base[0]!,
      );
      expect(margin![row]).toBeCloseTo(sum, 12);
    }
  });

  it('keep to min_samples_leaf, max_leaf_nodes and max_depth', () => {
    const params = { min_samples_leaf: 35, max_leaf_nodes: 6, max_depth: 3, n_estimators: 20 };
    for (const tree of fit(sample, params).trees) {
      expect(leaves(tree).length).toBeLessThanOrEqual(6);
      expect(depthOf(tree)).toBeLessThanOrEqual(3);
      for (const leaf of leaves(tree)) expect(tree.cover[leaf]).toBeGreaterThanOrEqual(35);
    }
  });

  it('grow best first: the one split of a stump is the best of all', () => {
    const x = {
      rows: 100,
      names: ['weak', 'strong'],
      columns: [new Float64Array(100), new Float64Array(100)],
    };
    const y = new Float64Array(100);
    for (let i = 0; i < 100; i++) {
      y[i] = i < 50 ? 0 : 1;
      x.columns[0]![i] = i < 60 ? 0 : 1;
      x.columns[1]![i] = i;
    }
    const [tree] = fit({ x, y }, { max_leaf_nodes: 2, n_estimators: 1 }).trees;
    expect(tree!.feature[0]).toBe(1);
    expect(tree!.threshold[0]).toBe(49.5);
  });
});

describe('missing values', () => {
  it('go where the target is like theirs', () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? Number.NaN : i));
    const x = { rows: 200, names: ['x'], columns: [values] };
    for (const side of [0, 1]) {
      const y = values.map((value) => (Number.isNaN(value) ? side : value < 100 ? 0 : 1));
      const [tree] = fit({ x, y }, { n_estimators: 1, max_leaf_nodes: 2 }).trees;
      expect(tree!.missingLeft[0]).toBe(side === 0 ? 1 : 0);
    }
  });

  it('can be split from all values that are there', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i < 40 ? Number.NaN : i % 2));
    const y = values.map((value) => (Number.isNaN(value) ? 1 : 0));
    const [tree] = fit(
      { x: { rows: 100, names: ['x'], columns: [values] }, y },
      { n_estimators: 1 },
    ).trees;
    expect(tree!.threshold[0]).toBe(Infinity);
    expect(tree!.missingLeft[0]).toBe(0);
    expect(tree!.cover[tree!.left[0]!]).toBe(60);
  });
});

describe('parameters', () => {
  const sample = makeSample('two classes', { rows: 400 });

  it('subsample draws other rows for other seeds', () => {
    const at = (seed: number) => fit(sample, { subsample: 0.5, n_estimators: 5 }, { seed });
    expect(at(1)).toEqual(at(1));
    expect(at(1)).not.toEqual(at(2));
    for (const tree of at(1).trees) expect(tree.cover[0]).toBe(200);
  });

  it('early_stopping ends before the trees are used up', () => {
    const state = fit(sample, { early_stopping: true, n_estimators: 500 });
    expect(state.trees.length).toBeGreaterThan(0);
    expect(state.trees.length).toBeLessThan(200);
    expect(state.trees[0]!.cover[0]).toBe(360);
  });

  it('grows a tree a class each round', () => {
    const state = fit(makeSample('three classes'), { n_estimators: 7 }, { classes: 3 });
    expect(state.base).toHaveLength(3);
    expect(state.trees).toHaveLength(21);
  });

  it('fits the mean first in a regression', () => {
    const regression = makeSample('regression');
    const state = fit(regression, { n_estimators: 1 }, { classes: 0 });
    const mean = regression.y.reduce((sum, value) => sum + value, 0) / regression.y.length;
    expect(state.base[0]).toBeCloseTo(mean, 12);
  });
});
