import { noTick } from '../../../core/base/tick.ts';
import { linearShap } from '../../../core/explainability/linear-shap.ts';
import { explainTrees } from '../../../core/explainability/shap-team.ts';
import { treeExpectation } from '../../../core/explainability/tree-shap.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import type { FittedState } from '../../../core/models/states/state-kinds.ts';
import { takeMatrixRows, type Matrix } from '../../../core/table/matrix.ts';
import { readBenchData } from './bench-data.ts';

// explain-model.ts DATA.json METHOD THREADS BACKGROUND: SHAP values of the test rows; prints a Measured whose
// score is the largest additivity error. METHOD: path, interventional or linear.
const [path, method, threads, backgroundRows] = process.argv.slice(2) as [
  string,
  'path' | 'interventional' | 'linear',
  string,
  string,
];
const { task, classes, train, test } = readBenchData(path);

function fit(id: string): FittedState {
  const estimator = requireEstimator(id);
  return estimator.fit(train.x, train.y, {
    params: estimator.params.parse({}),
    task,
    classes,
    weights: null,
    seed: 7,
    tick: noTick,
    requireEstimator,
  });
}

const state = fit(method === 'linear' ? 'logistic_regression' : 'gradient_boosting');
const background = takeMatrixRows(
  train.x,
  Int32Array.from({ length: Number(backgroundRows) }, (_, i) => i),
);
const playerOf = Int32Array.from(test.x.columns, (_, j) => j);
const share = (length: number): Float64Array => new Float64Array(new SharedArrayBuffer(8 * length));
const values = test.x.columns.map(() => share(test.x.rows));

/** Adds to `values`; answers the base value. */
function explain(x: Matrix): number {
  if (state.kind === 'linear') {
    return linearShap(state, x, { output: 0, into: values, tick: noTick });
  }
  if (state.kind !== 'trees') throw new Error(`${state.kind} is not measured`);
  const common = { state, x, output: 0, playerOf };
  const team = { into: values, threads: Number(threads), tick: noTick };
  if (method === 'path') {
    explainTrees({ ...common, kind: 'path' }, team);
    return treeExpectation(state, 0);
  }
  explainTrees({ ...common, kind: 'interventional', background, logistic: null }, team);
  const margins = computeMargins(state, background)[0]!;
  return margins.reduce((sum, margin) => sum + margin, 0) / margins.length;
}

const start = performance.now();
const used = process.cpuUsage();
const base = explain(test.x);
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(used);
const peakMb = process.resourceUsage().maxRSS / 1024;
const margins = computeMargins(state, test.x)[0]!;
let score = 0;
for (let row = 0; row < margins.length; row++) {
  const sum = values.reduce((total, column) => total + column[row]!, base);
  score = Math.max(score, Math.abs(sum - margins[row]!));
}
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb, score }));
