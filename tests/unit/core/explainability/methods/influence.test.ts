import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../../core/base/tick.ts';
import { influenceOf } from '../../../../../core/explainability/methods/similar/influence.ts';
import { fitPipeline } from '../../../../../core/models/fit-pipeline.ts';
import type { FittedPipeline } from '../../../../../core/models/pipeline.ts';
import { encodeTable, predictPipeline } from '../../../../../core/models/predict.ts';
import { takeTrainingRows, type TrainingData } from '../../../../../core/models/training-data.ts';
import { meanRanks } from '../../../../../core/stats/ranks.ts';
import { takeTableRows, type Table } from '../../../../../core/table/table.ts';
import { classesOf, makeSample, taskOf, type TaskKind } from '../../../../conformance/synthetic.ts';
import { numberColumn } from '../../../../support/small-pipeline.ts';

/** What columns are multiplied with: no scale is to be taken for granted. */
const sizes = [1, 1e6, 1e-6, 1];

/** Rows whose last column repeats the first. */
function makeData(kind: TaskKind): TrainingData {
  const { x, y } = makeSample(kind, { rows: 90 });
  const cells = (j: number): number[] => Array.from(x.columns[j]!, (cell) => cell * sizes[j]!);
  const columns = x.names.map((name, j) => numberColumn(name, cells(j)));
  return {
    task: taskOf(kind),
    target: { name: 'target', type: kind === 'regression' ? 'number' : 'category' },
    classes: ['a', 'b', 'c'].slice(0, classesOf(kind)),
    table: { rows: 90, columns: [...columns, numberColumn('again', cells(0))] },
    y,
    weights: null,
  };
}

function fit(data: TrainingData, algorithm: string): FittedPipeline {
  return fitPipeline(data, {
    algorithm,
    params: {},
    features: data.table.columns.map(({ name }) => name),
    seed: 7,
    modelId: 'model',
    tick: noTick,
    now: () => 0,
  }).pipeline;
}

function influences(pipeline: FittedPipeline, data: TrainingData, row: Table): Float64Array {
  return influenceOf(pipeline, {
    training: encodeTable(pipeline, data.table),
    row: encodeTable(pipeline, row),
    y: data.y,
    output: Math.max(0, data.classes.length - 1),
    tick: noTick,
  }).values;
}

/** Spearman's correlation. */
function correlate(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [a, b].map((values) => meanRanks(values));
  const middle = (a.length + 1) / 2;
  const sum = (f: (i: number) => number): number => a.reduce((total, _, i) => total + f(i), 0);
  const da = (i: number): number => ranksA![i]! - middle;
  const db = (i: number): number => ranksB![i]! - middle;
  return sum((i) => da(i) * db(i)) / Math.sqrt(sum((i) => da(i) ** 2) * sum((i) => db(i) ** 2));
}

const left = Array.from({ length: 45 }, (_, i) => 2 * i);

describe.each([
  ['linear_regression', 'regression', 0.99],
  ['ridge', 'regression', 0.99],
  ['logistic_regression', 'two classes', 0.97],
  ['logistic_regression', 'three classes', 0.97],
] as const)('influence on %s, %s', (algorithm, kind, least) => {
  const data = makeData(kind);
  const row = takeTableRows(data.table, Int32Array.of(17));
  const pipeline = fit(data, algorithm);
  const said = influences(pipeline, data, row);
  const marginOf = (fitted: FittedPipeline): number =>
    predictPipeline(fitted, row).margins.at(-1)![0]!;
  const whole = marginOf(pipeline);
  const change = left.map((without) => {
    const rest = Int32Array.from(data.y.keys()).filter((i) => i !== without);
    return whole - marginOf(fit(takeTrainingRows(data, rest), algorithm));
  });

  it('ranks rows as fitting without each of them does', () => {
    const found = left.map((i) => said[i]!);
    expect(correlate(found, change)).toBeGreaterThan(least);
  });
});

it.each(['decision_tree', 'extra_trees'])('weights of rows give back what %s says', (algorithm) => {
  const data = makeData('regression');
  const pipeline = fit(data, algorithm);
  for (const at of [0, 31, 77]) {
    const row = takeTableRows(data.table, Int32Array.of(at));
    const weights = influences(pipeline, data, row);
    const mean = weights.reduce((sum, weight, i) => sum + weight * data.y[i]!, 0);
    expect(mean).toBeCloseTo(predictPipeline(pipeline, row).values![0]!, 9);
  }
});
