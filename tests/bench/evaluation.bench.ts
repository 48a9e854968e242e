import { createRng, type Rng } from '../../core/base/rng.ts';
import { withBenchData, type BenchData } from './support/bench-data.ts';
import { benchRows, compare, nodePeer, pythonPeers } from './support/peer.ts';

/** Probabilities of each row's classes, the true one the likelier. */
function drawProbabilities(rng: Rng, classes: number, truth: number): number[] {
  const scores = Array.from({ length: classes }, (_, k) =>
    Math.exp(rng.normal() + (k === truth ? 1.2 : 0)),
  );
  const total = scores.reduce((a, b) => a + b, 0);
  return scores.map((score) => score / total);
}

/** What a classifier says of rows, a column a class; of 0 classes what a regression says. */
function makePredictions(rows: number, classes: number, seed = 5): BenchData {
  const rng = createRng(seed);
  const columns = Array.from({ length: Math.max(1, classes) }, () => new Float64Array(rows));
  const y = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    y[i] = classes > 0 ? rng.integer(classes) : 10 + 3 * rng.normal();
    const said = classes > 0 ? drawProbabilities(rng, classes, y[i]!) : [y[i]! + rng.normal()];
    said.forEach((value, k) => (columns[k]![i] = value));
  }
  const task = classes > 0 ? 'classification' : 'regression';
  return { task, classes, rows: 0, testRows: rows, columns, y };
}

/**
 * All that a run shows of 200,000 test rows (ASSAY_BENCH_ROWS chooses another number): every metric with
 * its 95 % interval, curves, thresholds, histograms; beside scikit-learn's metrics and a bootstrap of them
 * with as many resamples of as many rows, where ASSAY_PYTHON names a Python that has it. The goal is two
 * seconds. The peer has a dozen metrics, this has 23 of regressions and over 40 of classes.
 */
const rows = benchRows(200_000);
const titles = { 2: 'two classes', 5: 'five classes', 0: 'regression' } as const;
for (const classes of [2, 5, 0] as const) {
  await withBenchData(makePredictions(rows, classes), async (path) => {
    await compare(
      `evaluation of ${rows} rows, ${titles[classes]}`,
      [
        nodePeer('assay', './evaluate-rows.ts', [path]),
        ...pythonPeers('evaluation.py', { sklearn: [path] }),
      ],
      { threads: 1, score: classes > 0 ? 'width of accuracy' : 'width of RMSE' },
    );
  });
}
