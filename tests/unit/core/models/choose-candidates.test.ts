import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../core/base/tick.ts';
import { kFold } from '../../../../core/evaluation/splitters.ts';
import { chooseAlgorithm, chooseCandidates } from '../../../../core/models/choose-algorithm.ts';
import {
  reliabilityOf,
  warnOfReliability,
} from '../../../../core/models/calibration/reliability.ts';
import { createRng } from '../../../../core/base/rng.ts';
import { balanceClasses } from '../../../../core/models/class-weights.ts';
import type { TrainingData } from '../../../../core/models/training-data.ts';
import { numeric } from './columns.ts';

function shaped(rows: number, columns: number, task: TrainingData['task']) {
  const column = numeric('x', []);
  return { task, table: { rows, columns: Array.from({ length: columns }, () => column) } };
}

describe('what auto compares', () => {
  const ids = (rows: number, columns: number, task: TrainingData['task']) =>
    chooseCandidates(shaped(rows, columns, task)).map(({ estimator }) => estimator.id);

  it('is boosting and a linear model whatever the size', () => {
    expect(ids(10_000_000, 50, 'classification')).toEqual([
      'gradient_boosting',
      'logistic_regression',
    ]);
    expect(ids(10_000_000, 50, 'regression')).toEqual(['gradient_boosting', 'ridge']);
  });

  it('is more for small data, never what only serves comparison, wraps or is slow', () => {
    const candidates = chooseCandidates(shaped(500, 10, 'classification'));
    expect(candidates.length).toBeGreaterThan(3);
    for (const { estimator } of candidates) {
      expect(estimator.tags).not.toContain('wraps');
      expect(estimator.tags).not.toContain('slow');
      expect(estimator.id).not.toBe('dummy');
    }
  });
});

describe('choosing', () => {
  const rng = createRng(4);
  const rows = 60;
  const columns = Array.from({ length: 400 }, (_, j) =>
    numeric(
      `x${j}`,
      Array.from({ length: rows }, () => rng.normal()),
    ),
  );
  const data: TrainingData = {
    task: 'regression',
    target: { name: 't', type: 'number' },
    classes: [],
    table: { rows, columns },
    y: columns[0]!.values.map((value) => 3 * value),
    weights: null,
  };
  const choose = (memoryBudget: number, stopEarly = () => false) =>
    chooseAlgorithm(data, kFold(rows, { folds: 2, seed: 1 }).folds, {
      params: {},
      features: columns.map(({ name }) => name),
      seed: 1,
      modelId: 'model',
      tick: noTick,
      now: () => 0,
      memoryBudget,
      stopEarly,
    });

  it('leaves out what memory cannot hold, and says so', () => {
    const { warning } = choose(2e6);
    expect(warning.message).toMatch(/Too large for memory: .*gradient_boosting/);
    expect(() => choose(1000)).toThrow(expect.objectContaining({ code: 'OUT_OF_MEMORY' }));
  });

  it('ends with what there is once it is told to', () => {
    const { algorithm, validated } = choose(1e9, () => true);
    expect(algorithm).toBe('gradient_boosting');
    expect(validated.warnings).toMatchObject([{ kind: 'finished_early' }]);
  });
});

describe('reliability', () => {
  const rng = createRng(9);
  const p = Float64Array.from({ length: 4000 }, () => rng.next());
  const y = p.map((chance) => (rng.next() < chance ? 1 : 0));
  const data: TrainingData = {
    task: 'classification',
    target: { name: 't', type: 'category' },
    classes: ['a', 'b'],
    table: { rows: y.length, columns: [] },
    y,
    weights: null,
  };
  const pair = (second: Float64Array) => [second.map((value) => 1 - value), second];

  it('is no worse than chance for honest probabilities, which raise no warning', () => {
    const { error, chance } = reliabilityOf(y, pair(p));
    expect(error).toBeLessThan(2 * chance);
    expect(warnOfReliability(data, pair(p))).toEqual([]);
  });

  it('is poor for exaggerated ones, and calibration is offered', () => {
    const bold = p.map((value) => (value > 0.5 ? 0.98 : 0.02));
    const [warning] = warnOfReliability(data, pair(bold));
    expect(warning!.kind).toBe('calibration');
    expect(warning!.message).toMatch(/2\d\.\d percentage points off/);
  });

  it('raises no warning where the rows are too few to tell', () => {
    const rows = 12;
    const few = { ...data, y: y.slice(0, rows) };
    expect(warnOfReliability(few, pair(p.slice(0, rows)))).toEqual([]);
  });
});

describe('balanced class weights', () => {
  it('let every class count the same in all, on top of the weights that are there', () => {
    const y = Float64Array.of(0, 0, 0, 1, 2, 2);
    const weights = Float64Array.of(1, 2, 3, 4, 0, 2);
    const balanced = balanceClasses(y, 3, weights);
    const sums = [0, 0, 0];
    balanced.forEach((weight, i) => {
      sums[y[i]!]! += weight;
    });
    for (const sum of sums) expect(sum).toBeCloseTo(4, 12);
    expect(balanced[1]! / balanced[0]!).toBeCloseTo(2, 12);
    expect(balanced[4]).toBe(0);
  });

  it('are n / (classes × count) without weights, leaving out a class that is absent', () => {
    const balanced = balanceClasses(Float64Array.of(0, 0, 0, 2), 3, null);
    expect([...balanced].map((weight) => weight.toFixed(4))).toEqual([
      '0.6667',
      '0.6667',
      '0.6667',
      '2.0000',
    ]);
  });
});
