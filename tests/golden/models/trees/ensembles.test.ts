import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { requireEstimator } from '../../../../core/models/catalogue.ts';
import { classProbabilities, linkOf } from '../../../../core/models/links.ts';
import { computeMargins } from '../../../../core/models/margins.ts';
import type { Matrix } from '../../../../core/table/matrix.ts';
import { takeMatrixRows } from '../../../../core/table/matrix.ts';
import { readGolden } from '../read-golden.ts';
import { readDataset } from './read-dataset.ts';

interface Case {
  readonly dataset: string;
  readonly target: string;
  readonly columns: readonly string[];
  readonly every: number;
  readonly classification: boolean;
  /** Mean and standard deviation of scikit-learn's scores over seeds, by estimator. */
  readonly scores: Readonly<Record<string, number>>;
  readonly spread: Readonly<Record<string, number>>;
}

const golden = readGolden('trees/ensembles') as {
  params: Record<string, Record<string, unknown>>;
  cases: Case[];
};
const seeds = [1, 2, 3, 4, 5];
const tolerance = 0.005;

function fillMedian(column: Float64Array): Float64Array {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  return column.map((value) => (Number.isNaN(value) ? median : value));
}

/** Area under the ROC curve by ranks; equals share theirs. */
function areaUnderCurve(positive: readonly boolean[], scores: Float64Array): number {
  const order = [...scores.keys()].sort((a, b) => scores[a]! - scores[b]!);
  let ranks = 0;
  let count = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    const hits = order.slice(from, to).filter((row) => positive[row]).length;
    ranks += (hits * (from + 1 + to)) / 2;
    count += hits;
    from = to;
  }
  return (ranks - (count * (count + 1)) / 2) / (count * (order.length - count));
}

function r2(y: Float64Array, predicted: Float64Array): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const residual = y.reduce((sum, value, i) => sum + (value - predicted[i]!) ** 2, 0);
  return 1 - residual / y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

interface Rows {
  readonly x: Matrix;
  readonly y: Float64Array;
}

interface Prepared {
  readonly classes: number;
  readonly train: Rows;
  readonly test: Rows;
}

const prepared = new Map<Case, Prepared>(golden.cases.map((one) => [one, prepare(one)]));

function prepare(one: Case): Prepared {
  const data = readDataset(one.dataset, one);
  const x = { ...data.x, columns: data.x.columns.map(fillMedian) };
  const take = (wanted: (row: number) => boolean): Rows => {
    const rows = Int32Array.from([...data.y.keys()].filter(wanted));
    return { x: takeMatrixRows(x, rows), y: Float64Array.from(rows, (row) => data.y[row]!) };
  };
  return {
    classes: data.classes,
    train: take((row) => row % 3 !== 0),
    test: take((row) => row % 3 === 0),
  };
}

function score(one: Case, id: string, seed: number): number {
  const { classes, train, test } = prepared.get(one)!;
  const estimator = requireEstimator(id);
  const task = one.classification ? 'classification' : 'regression';
  const state = estimator.fit(train.x, train.y, {
    params: estimator.params.parse(golden.params[id]),
    task,
    classes,
    weights: null,
    seed,
    tick: noTick,
    requireEstimator,
  });
  const margins = computeMargins(state, test.x);
  if (task === 'regression') return r2(test.y, margins[0]!);
  const areas = classProbabilities(margins, linkOf(state, task)).map((probability, k) =>
    areaUnderCurve(
      [...test.y].map((label) => label === k),
      probability,
    ),
  );
  return areas.reduce((sum, area) => sum + area, 0) / areas.length;
}

describe.each(Object.keys(golden.params))('%s scores as scikit-learn does', (id) => {
  const differences: number[] = [];

  it.each(golden.cases.map((one) => [one.dataset, one] as const))('on %s', (_, one) => {
    // Without chance one seed says it all.
    const used = one.spread[id] === 0 ? seeds.slice(0, 1) : seeds;
    const mean = used.reduce((sum, seed) => sum + score(one, id, seed), 0) / used.length;
    const chance = (2 * one.spread[id]!) / Math.sqrt(used.length);
    differences.push(mean - one.scores[id]!);
    expect(Math.abs(mean - one.scores[id]!)).toBeLessThan(tolerance + chance);
  });

  it('on average over the datasets', () => {
    expect(differences).toHaveLength(golden.cases.length);
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    expect(Math.abs(mean)).toBeLessThan(tolerance / 2);
  });
});
