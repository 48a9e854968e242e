import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../core/base/rng.ts';
import { noTick } from '../../../../core/base/tick.ts';
import { evaluationSchema } from '../../../../core/contract/evaluation.ts';
import { evaluate } from '../../../../core/evaluation/evaluate.ts';
import type { EvaluationInput } from '../../../../core/evaluation/evaluation-input.ts';
import { categoryColumn, numberColumn } from '../../../support/small-pipeline.ts';

const base = { seed: 7, tick: noTick };

function classified(rows: number, classes: readonly string[]): EvaluationInput {
  const rng = createRng(5);
  const y = Int32Array.from({ length: rows }, () => rng.integer(classes.length));
  const raw = classes.map((_, k) => Float64Array.from(y, (c) => rng.next() + (c === k ? 0.5 : 0)));
  const total = Float64Array.from(y, (_, i) => raw.reduce((sum, column) => sum + column[i]!, 0));
  const probabilities = raw.map((column) => column.map((value, i) => value / total[i]!));
  return { ...base, task: 'classification', classes, y, probabilities };
}

describe('two classes', () => {
  const evaluation = evaluate(classified(300, ['no', 'yes']));

  it('fits the contract', () => {
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation);
  });

  it('starts the ROC curve at a threshold that JSON cannot hold, which is null', () => {
    expect([evaluation.roc!.fpr[0], evaluation.roc!.tpr[0]]).toEqual([0, 0]);
    expect(evaluation.roc!.threshold[0]).toBeNull();
    expect([evaluation.roc!.fpr.at(-1), evaluation.roc!.tpr.at(-1)]).toEqual([1, 1]);
  });

  it('has rows of the confusion by true class', () => {
    const { labels, matrix } = evaluation.confusion!;
    expect(labels).toEqual(['no', 'yes']);
    expect(matrix.flat().reduce((a, b) => a + b)).toBe(300);
    expect((matrix[0]![0]! + matrix[1]![1]!) / 300).toBeCloseTo(
      evaluation.metrics['accuracy']!,
      12,
    );
    const recall = matrix[1]![1]! / (matrix[1]![0]! + matrix[1]![1]!);
    expect(recall).toBeCloseTo(evaluation.metrics['recall']!, 12);
  });

  it('tells for 101 thresholds what each would give', () => {
    expect(evaluation.thresholds).toHaveLength(101);
    expect(evaluation.thresholds![0]).toMatchObject({
      threshold: 0,
      recall: 1,
      predictedPositive: 300,
    });
    const half = evaluation.thresholds![50]!;
    expect(half.accuracy).toBeCloseTo(evaluation.metrics['accuracy']!, 12);
    expect(half.f1).toBeCloseTo(evaluation.metrics['f1']!, 12);
    expect(evaluation.thresholds![100]).toMatchObject({ precision: null, recall: 0 });
  });

  it('calls a row positive whose probability equals the threshold', () => {
    const p = Float64Array.of(0.2, 0.5, 0.5, 0.9);
    const { thresholds } = evaluate({
      ...base,
      task: 'classification',
      classes: ['no', 'yes'],
      y: Int32Array.of(0, 0, 1, 1),
      probabilities: [p.map((value) => 1 - value), p],
    });
    const predictedPositive = [20, 21, 50, 51].map((at) => thresholds![at]!.predictedPositive);
    expect(predictedPositive).toEqual([4, 3, 3, 1]);
  });

  it('has intervals that hold their value and narrow with more rows', () => {
    const { low, high, value } = evaluation.intervals['roc_auc']!;
    expect(value).toBe(evaluation.metrics['roc_auc']);
    expect(low!).toBeLessThan(value!);
    expect(high!).toBeGreaterThan(value!);
    const more = evaluate(classified(4800, ['no', 'yes'])).intervals['roc_auc']!;
    expect(more.high! - more.low!).toBeLessThan((high! - low!) / 2);
  });

  it('gives the same for the same seed', () => {
    expect(evaluate(classified(300, ['no', 'yes']))).toEqual(evaluation);
  });
});

describe('four classes', () => {
  const evaluation = evaluate(classified(200, ['a', 'b', 'c', 'd']));

  it('has one curve a class, whose mean area is the metric', () => {
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation);
    expect(evaluation.curves.map((curve) => curve.label)).toEqual(['a', 'b', 'c', 'd']);
    const mean = evaluation.curves.reduce((sum, curve) => sum + curve.rocAuc!, 0) / 4;
    expect(mean).toBeCloseTo(evaluation.metrics['roc_auc']!, 12);
    expect([evaluation.roc, evaluation.pr, evaluation.thresholds]).toEqual([null, null, null]);
  });
});

it('sends at most 5,000 points of a curve or scatter', () => {
  const many = evaluate(classified(6_000, ['no', 'yes']));
  expect(many.pr!.recall).toHaveLength(5000);
  expect(many.pr!.recall.at(-1)).toBe(0);
  expect(many.roc!.fpr.length).toBeLessThanOrEqual(5000);
  expect(many.roc!.fpr.at(-1)).toBe(1);
  const y = Float64Array.from({ length: 6_000 }, (_, i) => i % 97);
  const predicted = y.map((value, i) => value + (i % 13) - 6);
  const { residuals } = evaluate({ ...base, task: 'regression', y, predicted });
  expect(residuals!.actual).toHaveLength(5000);
  expect(residuals!.histogram.counts.reduce((a, b) => a + b)).toBe(6_000);
});

describe('one class only', () => {
  const evaluation = evaluate({
    ...base,
    task: 'classification',
    classes: ['no', 'yes'],
    y: new Int32Array(4),
    probabilities: [Float64Array.of(0.9, 0.8, 0.6, 0.3), Float64Array.of(0.1, 0.2, 0.4, 0.7)],
  });

  it('has null where a value does not exist', () => {
    expect(evaluation.metrics['roc_auc']).toBeNull();
    expect(evaluation.intervals['roc_auc']).toEqual({ value: null, low: null, high: null });
    expect(evaluation.roc!.tpr.every((value) => value === null)).toBe(true);
    expect(evaluation.metrics['accuracy']).toBe(0.75);
    // no row is of the second class: a recall of 0 by convention has no interval
    expect(evaluation.intervals['recall']).toEqual({ value: 0, low: null, high: null });
    expect(evaluationSchema.parse(evaluation)).toEqual(evaluation);
  });
});

describe('groups', () => {
  const y = Float64Array.of(1, 2, 3, 4, 5, 6);
  const predicted = Float64Array.of(1, 2, 3, 5, 6, 7);
  const groupsOf = (...columns: ReturnType<typeof numberColumn>[]) =>
    evaluate({ ...base, task: 'regression', y, predicted, groups: { rows: 6, columns } }).byGroup;

  it('scores the rows of each category, missing ones on their own', () => {
    const column = categoryColumn('ward', ['a', 'a', 'a', 'b', 'b', null]);
    expect(groupsOf(column)).toEqual([
      { column: 'ward', value: 'a', rows: 3, metrics: { rmse: 0, mae: 0, r2: 1 } },
      { column: 'ward', value: 'b', rows: 2, metrics: { rmse: 1, mae: 1, r2: -3 } },
      { column: 'ward', value: '(missing)', rows: 1, metrics: { rmse: 1, mae: 1, r2: null } },
    ]);
  });

  it('takes truth values and few whole numbers for groups, but no measurement and no constant', () => {
    const values = Float64Array.of(0, 1, 0, 1, 0, 1);
    const found = groupsOf(
      { name: 'smoker', type: 'boolean', values },
      { name: 'floor', type: 'integer', values },
      numberColumn('weight', [0, 1, 0, 1, 0, 1]),
      categoryColumn('country', ['x', 'x', 'x', 'x', 'x', 'x']),
    );
    expect(found.map((group) => `${group.column}=${group.value}`)).toEqual([
      'smoker=false',
      'smoker=true',
      'floor=0',
      'floor=1',
    ]);
  });

  it('leaves out a column of 13 values', () => {
    const cells = Array.from({ length: 26 }, (_, i) => String(i % 13));
    const numbers = Float64Array.from(cells, Number);
    const { byGroup } = evaluate({
      ...base,
      task: 'regression',
      y: numbers,
      predicted: numbers,
      groups: { rows: 26, columns: [categoryColumn('many', cells)] },
    });
    expect(byGroup).toEqual([]);
  });
});

it('stops when it is cancelled', () => {
  const cancelled = new Error('cancelled');
  const tick = (): never => {
    throw cancelled;
  };
  expect(() => evaluate({ ...classified(50, ['no', 'yes']), tick })).toThrow(cancelled);
});

it('rests intervals of large tables on 20,000 rows, as wide as all rows would make them', () => {
  const all = Float64Array.from({ length: 90_000 }, (_, i) => i % 1009);
  const predicted = all.map((value, i) => value + ((i * 7919) % 101) - 50);
  const large = evaluate({ ...base, task: 'regression', y: all, predicted });
  expect(large.intervalRows).toBe(20_000);
  const { value, low, high } = large.intervals['mae']!;
  expect(value).toBe(large.metrics['mae']);
  // standard error of a mean of |e|, e uniform on −50…50
  const expected = (2 * 1.96 * (100 / Math.sqrt(12) / 2)) / Math.sqrt(90_000);
  expect((high! - low!) / expected).toBeGreaterThan(0.8);
  expect((high! - low!) / expected).toBeLessThan(1.2);
});
