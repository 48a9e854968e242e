import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../../core/base/app-error.ts';
import { createRng } from '../../../../../core/base/rng.ts';
import type { Estimator, FitOptions } from '../../../../../core/models/estimator.ts';
import { computeMargins } from '../../../../../core/models/margins.ts';
import type { TreeEnsembleState } from '../../../../../core/models/states/trees.ts';
import { createBench } from '../../../../../core/models/trees/bench.ts';
import { codeMatrix } from '../../../../../core/models/trees/coded-columns.ts';
import { extraTrees } from '../../../../../core/models/trees/extra-trees.ts';
import { growForestTree, type ForestJob } from '../../../../../core/models/trees/forest-job.ts';
import { openForestTeam } from '../../../../../core/models/trees/forest-team.ts';
import { randomForest } from '../../../../../core/models/trees/random-forest.ts';
import { shareTarget } from '../../../../../core/models/trees/share-target.ts';
import { fitOptions, makeSample, type TaskKind } from '../../../../conformance/synthetic.ts';

type Options = FitOptions<Record<string, unknown>>;

function fit(
  estimator: typeof randomForest | typeof extraTrees,
  kind: TaskKind,
  { params = {}, rows = 300, ...more }: Partial<Options> & { rows?: number } = {},
) {
  const { x, y } = makeSample(kind, { rows });
  const plain = estimator as unknown as Estimator;
  const options = fitOptions(plain, kind, { ...more, params: plain.params.parse(params) });
  return { x, y, state: plain.fit(x, y, options) as TreeEnsembleState };
}

function makeJob(): ForestJob {
  const { x, y } = makeSample('three classes', { rows: 400 });
  return {
    x: codeMatrix(x, { maxCodes: 1023, tick: () => {} }),
    target: shareTarget({ criterion: 'gini', classes: 3, y: Uint16Array.from(y) }),
    rules: {
      maxDepth: Infinity,
      maxLeafNodes: Infinity,
      minSamplesSplit: 2,
      minSamplesLeaf: 1,
      minImpurityDecrease: 0,
      maxFeatures: 2,
      randomSplits: false,
      monotonic: null,
    },
    id: 'random_forest',
    seed: 3,
    bootstrap: { draws: 400, cumulative: null },
    weights: null,
    balanceSamples: true,
    ccpAlpha: 0,
  };
}

describe('a forest', () => {
  it('is the same tree by tree when another thread grows it', () => {
    const job = makeJob();
    const trees = 4;
    const team = openForestTeam(job, trees, 1);
    const grown = new Map<number, unknown>();
    for (let waited = 0; grown.size < trees && waited < 200; waited++) {
      team.wait(100);
      for (const { index, tree } of team.collect()) grown.set(index, tree);
    }
    team.close();
    const bench = createBench(job.x, job.target, job.rules);
    for (const index of [2, 0, 3, 1]) {
      expect(grown.get(index)).toEqual(growForestTree(job, index, { bench, yieldNow: () => {} }));
    }
  });

  it('keeps the trees so far when it is to end early, as their average', () => {
    let asked = 0;
    const stopEarly = () => ++asked >= 3;
    const { state, x } = fit(randomForest, 'two classes', { stopEarly });
    expect(state.trees).toHaveLength(3);
    const [shares] = computeMargins(state, x);
    expect(Math.max(...shares!)).toBeCloseTo(1, 12);
    expect(Math.min(...shares!)).toBeGreaterThanOrEqual(0);
  });

  it('gives shares of three classes that sum to 1, from trees that share their structure', () => {
    const { state, x } = fit(extraTrees, 'three classes', { params: { n_estimators: 5 } });
    expect(state.trees).toHaveLength(15);
    expect(state.trees[1]!.feature).toBe(state.trees[0]!.feature);
    const margins = computeMargins(state, x);
    for (let row = 0; row < x.rows; row++) {
      expect(margins.reduce((sum, margin) => sum + margin[row]!, 0)).toBeCloseTo(1, 12);
    }
  });

  it.each(['two classes', 'regression'] as const)(
    'scores %s out of bag about as well as rows it never saw',
    (kind) => {
      const params = { oob_score: true, n_estimators: 100, min_samples_leaf: 5 };
      const { state } = fit(randomForest, kind, { params, rows: 600 });
      const { x, y } = makeSample(kind, { rows: 4000 });
      const unseen = [...y.keys()].slice(600);
      const [margin] = computeMargins(state, x);
      const mean = unseen.reduce((sum, row) => sum + y[row]!, 0) / unseen.length;
      const right = unseen.filter((row) => (margin![row]! > 0.5 ? 1 : 0) === y[row]).length;
      const squares = (of: (row: number) => number) =>
        unseen.reduce((sum, row) => sum + (y[row]! - of(row)) ** 2, 0);
      const expected =
        kind === 'regression'
          ? 1 - squares((row) => margin![row]!) / squares(() => mean)
          : right / unseen.length;
      expect(state.oob?.metric).toBe(kind === 'regression' ? 'r2' : 'accuracy');
      expect(Math.abs(state.oob!.value - expected)).toBeLessThan(0.03);
    },
  );

  it('never draws a row of weight 0', () => {
    const { y } = makeSample('regression', { rows: 200 });
    const weights = Float64Array.from(y, (value) => (value > 12 ? 0 : 1));
    const { state, x } = fit(randomForest, 'regression', { rows: 200, weights });
    expect(Math.max(...computeMargins(state, x)[0]!)).toBeLessThanOrEqual(12);
  });

  it('makes the rare class more likely when classes are balanced', () => {
    const rng = createRng(2);
    const x = {
      rows: 600,
      names: ['a'],
      columns: [Float64Array.from({ length: 600 }, rng.normal)],
    };
    const y = x.columns[0]!.map((value) => (value + rng.normal() > 1.8 ? 1 : 0));
    const mean = (class_weight: string | null) => {
      const params = randomForest.params.parse({ class_weight, min_samples_leaf: 20 });
      const options = fitOptions(randomForest as unknown as Estimator, 'two classes');
      const state = randomForest.fit(x, y, { ...options, params });
      return computeMargins(state, x)[0]!.reduce((sum, value) => sum + value, 0) / 600;
    };
    const share = y.reduce((sum, value) => sum + value, 0) / 600;
    expect(mean(null)).toBeCloseTo(share, 1);
    expect(mean('balanced')).toBeGreaterThan(2 * share);
    expect(mean('balanced_subsample')).toBeGreaterThan(2 * share);
  });

  it('refuses criteria of the other task, constraints of another shape, and negative counts', () => {
    const refusal = (kind: TaskKind, asked: Record<string, unknown>, lower = 0) => {
      const { x, y } = makeSample(kind);
      const options = fitOptions(randomForest as unknown as Estimator, kind);
      const params = randomForest.params.parse(asked);
      try {
        randomForest.fit(
          x,
          y.map((value) => value - lower),
          { ...options, params },
        );
      } catch (error) {
        if (error instanceof AppError) return { code: error.code, path: error.path };
        throw error;
      }
      return null;
    };
    expect(refusal('regression', { criterion: 'gini' })).toEqual({
      code: 'INVALID_INPUT',
      path: 'params.criterion',
    });
    expect(refusal('two classes', { monotonic_cst: [1] })).toEqual({
      code: 'INVALID_INPUT',
      path: 'params.monotonic_cst',
    });
    expect(refusal('two classes', { monotonic_cst: { nonsense: 1 } })?.path).toBe(
      'params.monotonic_cst.nonsense',
    );
    expect(refusal('three classes', { monotonic_cst: [1, 0, 0, 0] })?.code).toBe('UNSUPPORTED');
    expect(refusal('regression', { criterion: 'poisson' })).toBeNull();
    expect(refusal('regression', { criterion: 'poisson' }, 20)?.code).toBe('TARGET_INVALID');
  });
});
