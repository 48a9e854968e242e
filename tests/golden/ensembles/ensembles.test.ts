import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { classificationMetrics, regressionMetrics } from '../../../core/evaluation/metrics.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { memberOutputs } from '../../../core/models/ensembles/member-outputs.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import type { FittedState } from '../../../core/models/states/state-kinds.ts';
import { takeNumbers } from '../../../core/models/training-data.ts';
import { takeMatrixRows, type Matrix } from '../../../core/table/matrix.ts';

interface Rows {
  readonly x: number[][];
  readonly y: number[];
  readonly classes: number;
}
interface Golden {
  readonly data: Readonly<Record<string, Rows>>;
  readonly exact: readonly {
    name: string;
    data: string;
    params: Record<string, unknown>;
    expected: number[];
    tolerance: number;
  }[];
  readonly scores: readonly {
    algorithm: string;
    data: string;
    params: Record<string, unknown>;
    seeds: { seed: number; test: number[]; expected: Record<string, number> }[];
    tolerance: Record<string, number>;
  }[];
}

const path = join(import.meta.dirname, 'ensembles.json');
const golden = JSON.parse(readFileSync(path, 'utf8')) as Golden;

function matrixOf({ x }: Rows): Matrix {
  const columns = x.map((values) => Float64Array.from(values));
  return { rows: x[0]!.length, names: x.map((_, j) => `x${j}`), columns };
}

const taskOf = ({ classes }: Rows) => (classes > 0 ? 'classification' : 'regression');

function fit(
  id: string,
  data: Rows,
  more: { params: Record<string, unknown>; seed: number; rows: Int32Array },
) {
  const estimator = requireEstimator(id);
  const y = Float64Array.from(data.y);
  return estimator.fit(takeMatrixRows(matrixOf(data), more.rows), takeNumbers(y, more.rows), {
    params: estimator.params.parse(more.params),
    task: taskOf(data),
    classes: data.classes,
    seed: more.seed,
    weights: null,
    tick: noTick,
    requireEstimator,
  });
}

function predict(state: FittedState, data: Rows, rows: Int32Array): Float64Array[] {
  const context = { task: taskOf(data), tick: noTick, margins: computeMargins } as const;
  return memberOutputs(state, takeMatrixRows(matrixOf(data), rows), context);
}

describe('voting agrees with scikit-learn', () => {
  it.each(golden.exact)('$name', ({ data: name, params, expected, tolerance }) => {
    const data = golden.data[name]!;
    const rows = Int32Array.from(data.y, (_, row) => row);
    const said = predict(fit('voting', data, { params, seed: 1, rows }), data, rows).at(-1)!;
    const largest = Math.max(...expected.map(Math.abs));
    const errors = expected.map((value, row) => Math.abs(said[row]! - value) / largest);
    expect(Math.max(...errors)).toBeLessThan(tolerance);
  });
});

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('scores as scikit-learn on the same rows, on average over seeds', () => {
  it.each(golden.scores)('$algorithm on $data, $params', (one) => {
    const data = golden.data[one.data]!;
    const found = one.seeds.map(({ seed, test }) => {
      const held = new Set(test);
      const rows = Int32Array.from([...data.y.keys()].filter((row) => !held.has(row)));
      const state = fit(one.algorithm, data, { params: one.params, seed, rows });
      const said = predict(state, data, Int32Array.from(test));
      const truth = takeNumbers(Float64Array.from(data.y), Int32Array.from(test));
      return data.classes > 0
        ? classificationMetrics(Int32Array.from(truth), said)
        : regressionMetrics(truth, said[0]!);
    });
    for (const [name, tolerance] of Object.entries(one.tolerance)) {
      const ours = mean(found.map((metrics) => metrics[name]!));
      const theirs = mean(one.seeds.map(({ expected }) => expected[name]!));
      expect(Math.abs(ours - theirs), `${name}: ${ours}, not ${theirs}`).toBeLessThan(tolerance);
    }
  });
});
