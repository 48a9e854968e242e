import { noTick } from '../../../core/base/tick.ts';
import { classificationMetrics, regressionMetrics } from '../../../core/evaluation/metrics.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { classProbabilities, linkOf, targetValues } from '../../../core/models/links.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import { readBenchData } from './bench-data.ts';

// fit-estimator.ts DATA.json ALGORITHM PARAMS-AS-JSON THREADS: fits, scores the test rows, prints a Measured.
const [path, algorithm, params, threads] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
];
const { task, classes, train, test } = readBenchData(path);
const estimator = requireEstimator(algorithm);

const start = performance.now();
const used = process.cpuUsage();
const state = estimator.fit(train.x, train.y, {
  params: estimator.params.parse(JSON.parse(params)),
  task,
  classes,
  weights: null,
  seed: 7,
  tick: noTick,
  threads: Number(threads),
  requireEstimator,
});
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(used);
const peakMb = process.resourceUsage().maxRSS / 1024;
const margins = computeMargins(state, test.x);
const link = linkOf(state, task);
const score =
  task === 'regression'
    ? regressionMetrics(test.y, targetValues(margins[0]!, link))['rmse']
    : classificationMetrics(Int32Array.from(test.y), classProbabilities(margins, link))['roc_auc'];
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb, score }));
