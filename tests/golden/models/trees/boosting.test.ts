import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { requireEstimator } from '../../../../core/models/catalogue.ts';
import { classificationMetrics, regressionMetrics } from '../../../../core/evaluation/metrics.ts';
import { gradientBoosting } from '../../../../core/models/gradient-boosting/gradient-boosting.ts';
import { classProbabilities, linkOf, targetValues } from '../../../../core/models/links.ts';
import { computeMargins } from '../../../../core/models/margins.ts';
import type { TreeEnsembleState } from '../../../../core/models/states/trees.ts';
import { takeMatrixRows, type Matrix } from '../../../../core/table/matrix.ts';
import { readGolden } from '../read-golden.ts';
import { readDataset } from './read-dataset.ts';

type Scores = Readonly<Record<string, number>>;
interface Case {
  readonly dataset: string;
  readonly target: string;
  readonly columns: readonly string[];
  readonly every: number;
  readonly classification: boolean;
  /** By seed, of each library. */
  readonly expected: readonly { readonly 'scikit-learn': Scores; readonly lightgbm: Scores }[];
}

const golden = readGolden('trees/boosting') as {
  trees: number;
  cases: Case[];
  toy: Record<string, number>;
};
const tolerance = 0.005;

interface Rows {
  readonly x: Matrix;
  readonly y: Float64Array;
}

function takeRows({ x, y }: Rows, wanted: (row: number) => boolean): Rows {
  const rows = Int32Array.from([...y.keys()].filter(wanted));
  return { x: takeMatrixRows(x, rows), y: Float64Array.from(rows, (row) => y[row]!) };
}

function fit({ x, y }: Rows, classes: number, params: Record<string, unknown> = {}) {
  return gradientBoosting.fit(x, y, {
    params: gradientBoosting.params.parse({ n_estimators: golden.trees, ...params }),
    task: classes > 0 ? 'classification' : 'regression',
    classes,
    weights: null,
    seed: 1,
    tick: noTick,
    requireEstimator,
  }) as TreeEnsembleState;
}

function scoresOf(train: Rows, test: Rows, classes: number): Scores {
  const margins = computeMargins(fit(train, classes), test.x);
  if (classes === 0) return { rmse: regressionMetrics(test.y, margins[0]!)['rmse']! };
  const probabilities = classProbabilities(margins);
  const metrics = classificationMetrics(Int32Array.from(test.y), probabilities);
  return { roc_auc: metrics['roc_auc']!, log_loss: metrics['log_loss']! };
}

/** Areas by their difference; errors as a share. */
function distance(metric: string, found: number, expected: number): number {
  return metric === 'roc_auc' ? Math.abs(found - expected) : Math.abs(found / expected - 1);
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

const found = new Map(golden.cases.map((one) => [one.dataset, foundOn(one)]));

/** Scores by seed: trained on the rows whose number leaves another remainder than the seed. */
function foundOn(one: Case): Scores[] {
  const data = readDataset(one.dataset, one);
  return one.expected.map((_, seed) =>
    scoresOf(
      takeRows(data, (row) => row % 5 !== seed),
      takeRows(data, (row) => row % 5 === seed),
      data.classes,
    ),
  );
}

describe('gradient_boosting scores as HistGradientBoosting on five parts of', () => {
  it.each(golden.cases)('$dataset', ({ dataset, expected, classification }) => {
    const metric = classification ? 'roc_auc' : 'rmse';
    expected.forEach((scores, seed) => {
      const own = found.get(dataset)![seed]![metric]!;
      expect(distance(metric, own, scores['scikit-learn'][metric]!)).toBeLessThan(tolerance);
    });
    if (!classification) return;
    // Single parts of few rows lose or win by one confident row; areas say nothing of calibration.
    const own = mean(found.get(dataset)!.map((scores) => scores['log_loss']!));
    const theirs = mean(expected.map((scores) => scores['scikit-learn']['log_loss']!));
    expect(distance('log_loss', own, theirs)).toBeLessThan(0.01);
  });
});

describe('gradient_boosting scores as well as LightGBM on the average of the datasets', () => {
  it.each([
    { metric: 'roc_auc', classification: true },
    { metric: 'rmse', classification: false },
  ])('by $metric', ({ metric, classification }) => {
    // LightGBM's bins are others, so that single small datasets differ by more, either way.
    const worse = golden.cases
      .filter((one) => one.classification === classification)
      .map(({ dataset, expected }) => {
        const own = mean(found.get(dataset)!.map((scores) => scores[metric]!));
        const theirs = mean(expected.map(({ lightgbm }) => lightgbm[metric]!));
        return classification ? theirs - own : own / theirs - 1;
      });
    expect(mean(worse)).toBeLessThan(tolerance);
  });
});

/** As `toy` in generate/boosting.py. */
function makeToy() {
  const rows = 6000;
  const column = (value: (i: number) => number) =>
    Float64Array.from({ length: rows }, (_, i) => value(i));
  const category = column((i) => (i * 7919) % 31);
  const a = column((i) => ((i * 0.6180339887498949) % 1) * 2 - 1);
  const b = column((i) => ((i * 0.7548776662466927) % 1) * 2 - 1);
  const score = column((i) => {
    const effect = ((category[i]! * 12) % 31) / 31 - 0.5;
    const noise = ((i * 0.5698402909980532) % 1) * 2 - 1;
    return 2 * effect + a[i]! + b[i]! * b[i]! - 0.3 + noise;
  });
  const x = { rows, names: ['category', 'a', 'b'], columns: [category, a, b] };
  return { x, label: score.map((s) => (s > 0 ? 1 : 0)), value: score.map((s) => 1 + Math.abs(s)) };
}

const toy = makeToy();
const asCategory = { ...toy.x, categories: [31, 0, 0] };
const isTest = (row: number) => row % 3 === 0;

function toyLoss(x: Matrix, y: Float64Array, params: Record<string, unknown>): number {
  const classes = y === toy.label ? 2 : 0;
  const test = takeRows({ x, y }, isTest);
  const state = fit(
    takeRows({ x, y }, (row) => !isTest(row)),
    classes,
    params,
  );
  const margin = computeMargins(state, test.x)[0]!;
  if (classes === 2) {
    const probabilities = classProbabilities([margin]);
    return mean([...test.y].map((label, row) => -Math.log(probabilities[label]![row]!)));
  }
  const values = targetValues(margin, linkOf(state, 'regression'));
  return mean([...test.y].map((value, row) => Math.abs(value - values[row]!)));
}

describe('gradient_boosting loses as little as LightGBM with', () => {
  const names = toy.x;
  const interaction = [['category'], ['a', 'b']];
  const strong = { l1_regularization: 3, l2_regularization: 3, min_gain: 1 };
  it.each([
    { name: 'categorical', x: asCategory, y: toy.label, params: {} },
    { name: 'monotone', x: names, y: toy.label, params: { monotonic_cst: { a: 1, b: -1 } } },
    { name: 'interaction', x: names, y: toy.label, params: { interaction_cst: interaction } },
    { name: 'regularised', x: names, y: toy.label, params: strong },
    { name: 'smooth', x: names, y: toy.label, params: { path_smooth: 20 } },
    { name: 'squared_error', x: asCategory, y: toy.value, params: { loss: 'squared_error' } },
    { name: 'absolute_error', x: asCategory, y: toy.value, params: { loss: 'absolute_error' } },
    { name: 'huber', x: asCategory, y: toy.value, params: { loss: 'huber', huber_delta: 0.5 } },
    { name: 'quantile', x: asCategory, y: toy.value, params: { loss: 'quantile', quantile: 0.8 } },
    { name: 'poisson', x: asCategory, y: toy.value, params: { loss: 'poisson' } },
    { name: 'gamma', x: asCategory, y: toy.value, params: { loss: 'gamma' } },
    { name: 'tweedie', x: asCategory, y: toy.value, params: { loss: 'tweedie' } },
  ])('$name', ({ name, x, y, params }) => {
    const found = toyLoss(x, y, params);
    expect(found / golden.toy[name]! - 1).toBeLessThan(0.01);
  });
});
