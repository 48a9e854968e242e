import { noTick } from '../../../core/base/tick.ts';
import { classificationMetrics } from '../../../core/evaluation/metrics.ts';
import { requireEstimator } from '../../../core/models/catalogue.ts';
import { classProbabilities } from '../../../core/models/links.ts';
import { computeMargins } from '../../../core/models/margins.ts';
import { readBenchData } from './bench-data.ts';

// fit-neighbours.ts DATA.json ALGORITHM: 5 nearest neighbours of the test rows; times the prediction,
// which includes growing the index here and there.
const [path, algorithm] = process.argv.slice(2) as [string, string];
const { task, classes, train, test } = readBenchData(path);
const estimator = requireEstimator('k_neighbors');
const state = estimator.fit(train.x, train.y, {
  params: estimator.params.parse({ algorithm }),
  task,
  classes,
  weights: null,
  seed: 7,
  tick: noTick,
  requireEstimator,
});

const start = performance.now();
const used = process.cpuUsage();
const margins = computeMargins(state, test.x);
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(used);
const peakMb = process.resourceUsage().maxRSS / 1024;
const probabilities = classProbabilities(margins, 'probability');
const score = classificationMetrics(Int32Array.from(test.y), probabilities)['roc_auc'];
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb, score }));
