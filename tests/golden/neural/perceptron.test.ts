import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { classificationMetrics, regressionMetrics } from '../../../core/evaluation/metrics.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { classProbabilities } from '../../../core/models/links.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import { multilayerPerceptron } from '../../../core/models/neural/multilayer-perceptron.ts';
import { takeNumbers } from '../../../core/models/training-data.ts';
import { moments } from '../../../core/preprocessing/moments.ts';
import { takeMatrixRows, type Matrix } from '../../../core/table/matrix.ts';

interface Case {
  readonly name: string;
  readonly task: 'classification' | 'regression';
  readonly classes: number;
  readonly x: number[][];
  readonly y: number[];
  readonly params: Record<string, unknown>;
  readonly seeds: readonly { seed: number; test: number[]; expected: Record<string, number> }[];
  readonly tolerance: Record<string, number>;
}
const path = join(import.meta.dirname, 'perceptron.json');
const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] };

/** Columns standardised by the training rows. */
function standardised(x: readonly number[][], train: Int32Array): Matrix {
  const columns = x.map((values) => {
    const all = Float64Array.from(values);
    const { mean, scale } = moments(takeNumbers(all, train));
    return all.map((value) => (value - mean) / scale);
  });
  return { rows: x[0]!.length, names: x.map((_, j) => `x${j}`), columns };
}

function scoreOf(one: Case, { seed, test }: Case['seeds'][number]) {
  const { task, classes } = one;
  const held = new Set(test);
  const train = Int32Array.from([...one.y.keys()].filter((row) => !held.has(row)));
  const x = standardised(one.x, train);
  const y = Float64Array.from(one.y);
  const params = multilayerPerceptron.params.parse(one.params);
  const options = { params, task, classes, seed, weights: null, tick: noTick, requireEstimator };
  const state = multilayerPerceptron.fit(takeMatrixRows(x, train), takeNumbers(y, train), options);
  const margins = computeMargins(state, takeMatrixRows(x, Int32Array.from(test)));
  const truth = takeNumbers(y, Int32Array.from(test));
  return task === 'regression'
    ? regressionMetrics(truth, margins[0]!)
    : classificationMetrics(Int32Array.from(truth), classProbabilities(margins));
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('mlp scores as scikit-learn on the same rows, on average over seeds', () => {
  it.each(cases)('$name', (one) => {
    const found = one.seeds.map((seed) => scoreOf(one, seed));
    for (const [name, tolerance] of Object.entries(one.tolerance)) {
      const ours = mean(found.map((metrics) => metrics[name]!));
      const theirs = mean(one.seeds.map(({ expected }) => expected[name]!));
      expect(Math.abs(ours - theirs), `${name}: ${ours}, not ${theirs}`).toBeLessThan(tolerance);
    }
  });
});
