import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../core/base/app-error.ts';
import { encodeBundle, decodeBundle } from '../../../../core/base/array-bundle.ts';
import { createRng } from '../../../../core/base/rng.ts';
import { noTick } from '../../../../core/base/tick.ts';
import { treeShap } from '../../../../core/explainability/tree-shap.ts';
import { requireEstimator } from '../../../../core/models/catalogue.ts';
import type { FitOptions } from '../../../../core/models/estimator.ts';
import { drawByGradient } from '../../../../core/models/gradient-boosting/goss.ts';
import { gradientBoosting } from '../../../../core/models/gradient-boosting/gradient-boosting.ts';
import { classificationLoss } from '../../../../core/models/gradient-boosting/losses.ts';
import type { GradientBoostingParams } from '../../../../core/models/gradient-boosting/params.ts';
import { weightedQuantile } from '../../../../core/models/gradient-boosting/quantiles.ts';
import { regressionLoss } from '../../../../core/models/gradient-boosting/regression-losses.ts';
import { computeMargins } from '../../../../core/models/margins.ts';
import { kindOf } from '../../../../core/models/states/state-kinds.ts';
import {
  goesLeft,
  type Tree,
  type TreeEnsembleState,
} from '../../../../core/models/states/trees.ts';
import type { Matrix } from '../../../../core/table/matrix.ts';

interface Rows {
  readonly x: Matrix;
  readonly y: Float64Array;
}

function fit(
  { x, y }: Rows,
  params: object,
  more: Partial<Omit<FitOptions<unknown>, 'params'>> = {},
) {
  return gradientBoosting.fit(x, y, {
    params: gradientBoosting.params.parse({ n_estimators: 8, ...params }),
    task: 'regression',
    classes: 0,
    weights: null,
    seed: 7,
    tick: noTick,
    requireEstimator,
    ...more,
  }) as TreeEnsembleState;
}

/** A category of twelve that decides most, three numbers, gaps in the last of them. */
function makeRows(rows = 600): Rows {
  const rng = createRng(4);
  const column = (draw: () => number) => Float64Array.from({ length: rows }, draw);
  const category = column(() => rng.integer(12));
  const numbers = [0, 1, 2].map(() => column(() => rng.normal()));
  const y = category.map(
    (c, i) => ((c * 5) % 12) / 3 + numbers[0]![i]! - 0.5 * numbers[1]![i]! + 0.3 * rng.normal(),
  );
  numbers[2] = numbers[2]!.map((value, i) => (i % 9 === 0 ? Number.NaN : value));
  const columns = [category.map((c, i) => (i % 50 === 0 ? Number.NaN : c)), ...numbers];
  const x = { rows, names: ['category', 'a', 'b', 'c'], columns, categories: [12, 0, 0, 0] };
  return { x, y };
}

const data = makeRows();
const twoClasses = { task: 'classification', classes: 2 } as const;

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return `${error.code} ${error.path}`;
    throw error;
  }
  return 'no failure';
}

describe('categories', () => {
  const state = fit(data, {});

  it('are split into sets that survive a bundle and its schema', () => {
    expect(state.trees.some(({ categories }) => categories)).toBe(true);
    const again = decodeBundle(encodeBundle(state)) as TreeEnsembleState;
    expect(kindOf(again).schema.parse(again)).toEqual(state);
    expect(computeMargins(again, data.x)).toEqual(computeMargins(state, data.x));
  });

  it('that are missing, unseen or no category of the set go right', () => {
    const tree: Tree = {
      feature: Int32Array.of(0, -1, -1),
      threshold: new Float64Array(3),
      missingLeft: new Uint8Array(3),
      left: Int32Array.of(1, -1, -1),
      right: Int32Array.of(2, -1, -1),
      value: Float64Array.of(0, 1, 2),
      cover: Float64Array.of(3, 1, 2),
      categories: { start: Int32Array.of(0, 2, 2, 2), bits: Uint8Array.of(0b101, 0b10) },
    };
    const left = [0, 1, 2, 2.5, 8, 9, 15, 16, 4000, 3e9, 2 ** 35, -1, Number.NaN].filter((v) =>
      goesLeft(tree, 0, v),
    );
    expect(left).toEqual([0, 2, 9]);
  });

  it('are explained: base value and SHAP values add up to the margin', () => {
    const into = data.x.columns.map(() => new Float64Array(data.x.rows));
    const base = treeShap(state, data.x, { output: 0, into, tick: noTick });
    const [margin] = computeMargins(state, data.x);
    margin!.forEach((value, row) => {
      expect(into.reduce((sum, values) => sum + values[row]!, base)).toBeCloseTo(value, 9);
    });
  });

  it('reach the same node in training and in scoring', () => {
    const [tree] = state.trees as [Tree];
    const reached = new Float64Array(tree.feature.length);
    for (let row = 0; row < data.x.rows; row++) {
      for (let node = 0; ;) {
        reached[node]!++;
        const feature = tree.feature[node]!;
        if (feature < 0) break;
        const left = goesLeft(tree, node, data.x.columns[feature]![row]!);
        node = left ? tree.left[node]! : tree.right[node]!;
      }
    }
    expect(tree.cover).toEqual(reached);
  });
});

describe('constraints', () => {
  it('keep the prediction monotone in a feature', () => {
    const state = fit(data, { monotonic_cst: { a: 1, b: -1 }, n_estimators: 30 });
    for (const [at, sign] of [
      [1, 1],
      [2, -1],
    ] as const) {
      for (let row = 0; row < 40; row++) {
        const values = Float64Array.from({ length: 50 }, (_, i) => (i - 25) / 8);
        const columns = data.x.columns.map((column, j) =>
          j === at ? values : new Float64Array(50).fill(column[row]!),
        );
        const [margin] = computeMargins(state, { ...data.x, rows: 50, columns });
        for (let i = 1; i < 50; i++) {
          expect(sign * (margin![i]! - margin![i - 1]!)).toBeGreaterThanOrEqual(-1e-12);
        }
      }
    }
  });

  it('let only features of a group meet on a path', () => {
    const state = fit(data, {
      interaction_cst: [
        ['category', 'a'],
        ['b', 'c'],
      ],
    });
    const walk = (tree: Tree, node: number, path: Set<number>): void => {
      const feature = tree.feature[node]!;
      if (feature < 0) {
        expect(
          [
            [0, 1],
            [2, 3],
          ].some((group) => [...path].every((j) => group.includes(j))),
        ).toBe(true);
        return;
      }
      for (const child of [tree.left[node]!, tree.right[node]!]) {
        walk(tree, child, new Set([...path, feature]));
      }
    };
    for (const tree of state.trees) walk(tree, 0, new Set());
  });

  it('are refused for features the model does not have', () => {
    expect(codeOf(() => fit(data, { monotonic_cst: { z: 1 } }))).toBe(
      'INVALID_INPUT params.monotonic_cst.z',
    );
    expect(codeOf(() => fit(data, { monotonic_cst: [1] }))).toBe(
      'INVALID_INPUT params.monotonic_cst',
    );
    expect(codeOf(() => fit(data, { interaction_cst: [['a', 'z']] }))).toBe(
      'INVALID_INPUT params.interaction_cst',
    );
  });
});

describe('what trees are grown on', () => {
  const usedBy = ({ trees }: TreeEnsembleState) =>
    trees.map(({ feature }) => new Set([...feature].filter((j) => j >= 0)).size);

  it('are a share of the features a tree', () => {
    expect(Math.max(...usedBy(fit(data, { max_features_tree: 0.5 })))).toBe(2);
    expect(Math.max(...usedBy(fit(data, { max_features: 0.25 })))).toBeGreaterThan(1);
  });

  it('are by gradient the largest and a draw of the others that stands for all', () => {
    const sizes = Float64Array.from({ length: 1000 }, (_, i) => (i * 37) % 1000);
    const learning = Uint32Array.from(sizes.keys());
    const options = { topRate: 0.2, otherRate: 0.1, rng: createRng(1) };
    const { rows, drawn, factor } = drawByGradient(learning, sizes, options);
    expect(rows).toHaveLength(300);
    expect(drawn).toHaveLength(100);
    expect(factor).toBe(8);
    expect([...rows].filter((row) => sizes[row]! >= 800)).toHaveLength(200);
    expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
  });

  it('keep the margins that the trees add up to, whatever rows a tree saw and trees were dropped', () => {
    for (const params of [
      { subsample: 0.5, subsample_freq: 3 },
      { sampling: 'goss', learning_rate: 0.5 },
      { drop_rate: 0.1 },
      { early_stopping: true, n_iter_no_change: 100 },
    ]) {
      // A round more changes no earlier tree but by DART, so that wrong margins would show in the loss.
      const loss = (rounds: number) => {
        const state = fit(data, { ...params, n_estimators: rounds });
        const [margin] = computeMargins(state, data.x);
        return margin!.reduce((sum, value, i) => sum + (value - data.y[i]!) ** 2, 0);
      };
      expect(loss(40)).toBeLessThan(0.95 * loss(10));
    }
  });
});

describe('stopping', () => {
  it('keeps the rounds up to the best when the rows kept aside get no better', () => {
    const rng = createRng(3);
    const noise = { x: data.x, y: data.y.map(() => rng.normal()) };
    for (const scoring of ['loss', 'rmse', 'mae']) {
      const state = fit(noise, { n_estimators: 200, early_stopping: true, scoring });
      expect(state.trees.length).toBeLessThan(60);
    }
    for (const scoring of ['roc_auc', 'accuracy']) {
      const classes = { x: data.x, y: noise.y.map((value) => (value > 0 ? 1 : 0)) };
      const params = { n_estimators: 200, early_stopping: true, scoring };
      expect(fit(classes, params, twoClasses).trees.length).toBeLessThan(100);
    }
  });

  it('early keeps the trees so far', () => {
    let rounds = 0;
    const state = fit(data, { n_estimators: 50 }, { stopEarly: () => ++rounds === 5 });
    expect(state.trees).toHaveLength(5);
    expect(state.trees).toEqual(fit(data, { n_estimators: 5 }).trees);
  });

  it('refuses measures that do not fit the target, and DART', () => {
    const stop = { early_stopping: true };
    expect(codeOf(() => fit(data, { ...stop, scoring: 'accuracy' }))).toBe(
      'INVALID_INPUT params.scoring',
    );
    expect(codeOf(() => fit(data, { ...stop, drop_rate: 0.1 }))).toBe(
      'INVALID_INPUT params.early_stopping',
    );
  });
});

describe('losses', () => {
  const params = gradientBoosting.params.parse({ quantile: 0.9, huber_delta: 0.4 });
  const y = Float64Array.of(0.5, 1, 2, 4);
  const names = ['squared_error', 'huber', 'poisson', 'gamma', 'tweedie'] as const;

  it.each([...names, 'absolute_error', 'quantile'] as const)(
    'of %s have the derivative of their mean as gradient',
    (loss: GradientBoostingParams['loss']) => {
      const made = regressionLoss({ y, weights: null }, { ...params, loss });
      const [gradients, hessians] = [new Float64Array(4), new Float64Array(4)];
      const at = Float64Array.of(0.2, 0.7, 1.1, 1.9);
      made.derive(0, [at], { gradients, hessians });
      const step = 1e-5;
      for (let row = 0; row < 4; row++) {
        const mean = (by: number) => {
          const moved = at.slice();
          moved[row]! += by;
          return made.mean([moved], Uint32Array.of(row));
        };
        expect((mean(step) - mean(-step)) / (2 * step)).toBeCloseTo(gradients[row]!, 6);
        expect(hessians[row]).toBeGreaterThan(0);
      }
    },
  );

  it('start at what fits best without features, and leaves take the quantile of their rows', () => {
    const base = (loss: GradientBoostingParams['loss']) =>
      regressionLoss({ y, weights: null }, { ...params, loss }).base[0];
    expect(base('squared_error')).toBe(1.875);
    expect(base('absolute_error')).toBe(1.5);
    expect(base('quantile')).toBeCloseTo(3.4, 12);
    expect(base('poisson')).toBe(Math.log(1.875));
    const one = { loss: 'quantile', quantile: 0.9, n_estimators: 1, learning_rate: 1 };
    const state = fit(data, { ...one, max_leaf_nodes: 2, min_samples_leaf: 50 });
    const [margin] = computeMargins(state, data.x);
    for (const value of new Set(margin)) {
      const below = data.y.filter((_, i) => margin![i] === value);
      expect(weightedQuantile(below, null, 0.9)).toBeCloseTo(value, 9);
    }
  });

  it('by the logarithm say so, and refuse targets that have none', () => {
    expect(fit({ x: data.x, y: data.y.map(Math.exp) }, { loss: 'gamma' }).link).toBe('log');
    expect(codeOf(() => fit(data, { loss: 'poisson' }))).toBe('TARGET_INVALID params.loss');
    expect(codeOf(() => fit(data, { loss: 'gamma' }))).toBe('TARGET_INVALID params.loss');
  });

  it('of balanced classes count each class the same', () => {
    const base = classificationLoss(2, {
      y: Float64Array.of(1, 0, 0, 0),
      weights: Float64Array.of(3, 1, 1, 1),
    }).base;
    expect(base[0]).toBeCloseTo(0, 12);
    const rare = { x: data.x, y: data.y.map((value) => (value > 3.5 ? 1 : 0)) };
    const mean = (state: TreeEnsembleState) =>
      computeMargins(state, data.x)[0]!.reduce((sum, value) => sum + value, 0);
    const plain = mean(fit(rare, {}, twoClasses));
    expect(mean(fit(rare, { class_weight: 'balanced' }, twoClasses))).toBeGreaterThan(plain);
  });
});

describe('any number of threads', () => {
  // Enough rows for several blocks, and for threads to be worth waking.
  const rng = createRng(8);
  const rows = 17_000;
  const columns = Array.from({ length: 26 }, () =>
    Float64Array.from({ length: rows }, () => (rng.next() < 0.02 ? Number.NaN : rng.normal())),
  );
  const x: Matrix = { rows, names: columns.map((_, j) => `x${j}`), columns };
  const score = columns[0]!.map(
    (value, i) => (value || 0) + (columns[1]![i]! || 0) ** 2 + rng.normal(),
  );
  const y = score.map((value) => (value > 2 ? 2 : value > 0 ? 1 : 0));
  const weights = y.map((_, i) => 1 + (i % 3));

  it.each([
    {
      name: 'two classes, all rows',
      params: {},
      more: { y: y.map((k) => Math.min(k, 1)), classes: 2 },
    },
    {
      name: 'three classes, GOSS',
      params: { sampling: 'goss', learning_rate: 1 },
      more: { y, classes: 3 },
    },
    {
      name: 'weights, bagging',
      params: { subsample: 0.6, early_stopping: true },
      more: { y: score, classes: 0, weights },
    },
  ])('gives the same bits: $name', ({ params, more }) => {
    const { y: target, classes, ...rest } = more;
    const task = classes > 0 ? 'classification' : 'regression';
    const [one, two, three] = [1, 2, 3].map((threads) =>
      encodeBundle(
        fit({ x, y: target }, { n_estimators: 3, ...params }, { task, classes, threads, ...rest }),
      ),
    );
    expect(two).toEqual(one);
    expect(three).toEqual(one);
  });
});
