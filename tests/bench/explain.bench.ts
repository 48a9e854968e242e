import { availableParallelism } from 'node:os';
import { makeParticles, withBenchData } from './support/bench-data.ts';
import { benchRows, compare, nodePeer, pythonPeers } from './support/peer.ts';

/**
 * SHAP values of 100 trees of 31 leaves on 28 columns: path dependent of 100,000 rows beside LightGBM's
 * pred_contrib, interventional of 10,000 rows against 1,000 background rows, and of a linear model, beside
 * shap where ASSAY_PYTHON names a Python that has them (ASSAY_BENCH_ROWS chooses the rows of the first;
 * shap gets a hundredth of the rows of the second, since it takes minutes). Then what a slider of What-if
 * costs, by kind of model.
 */
const rows = benchRows(100_000);
const trainRows = 50_000;
const background = 1000;
const all = availableParallelism();
const threadCounts = all > 1 ? [1, all] : [1];
const measured = 'additivity error';

await withBenchData(makeParticles(trainRows, rows), async (path) => {
  for (const threads of threadCounts) {
    const args = (method: string) => [path, method, `${threads}`, '1'];
    await compare(
      `path-dependent TreeSHAP, ${rows} x 28, 100 trees of 31 leaves`,
      [
        nodePeer('assay', './explain-model.ts', args('path')),
        ...pythonPeers('explain.py', { lightgbm: args('lightgbm') }),
      ],
      { threads, score: measured },
    );
  }
  const args = [path, 'linear', '1', '1'];
  await compare(
    `linear SHAP, ${rows} x 28`,
    [nodePeer('assay', './explain-model.ts', args), ...pythonPeers('explain.py', { shap: args })],
    { threads: 1, score: measured },
  );
});

const explained = Math.max(100, Math.ceil(rows / 10));
await withBenchData(makeParticles(trainRows, explained), async (path) => {
  for (const threads of threadCounts) {
    const args = [path, 'interventional', `${threads}`, `${background}`];
    await compare(
      `interventional TreeSHAP, ${explained} x 28 against ${background} rows`,
      [nodePeer('assay', './explain-model.ts', args)],
      { threads, score: measured },
    );
  }
});
const few = Math.ceil(explained / 100);
await withBenchData(makeParticles(trainRows, few), async (path) => {
  const args = (method: string) => [path, method, '1', `${background}`];
  await compare(
    `interventional TreeSHAP, ${few} x 28 against ${background} rows`,
    [
      nodePeer('assay', './explain-model.ts', args('interventional')),
      ...pythonPeers('explain.py', { shap: args('shap') }),
    ],
    { threads: 1, score: measured },
  );
});

/** Models behind the sliders of What-if; a step may take 16 ms at most for 60 of them a second. */
const sliders: readonly (readonly [title: string, ...args: string[]])[] = [
  ['boosting, 13 columns', 'gradient_boosting', 'heart_cleveland_uci', 'disease', '{}'],
  [
    '300 trees, 73 columns',
    'gradient_boosting',
    'ames_housing',
    'Sale_Price',
    '{"n_estimators":300}',
  ],
  ['forest, 73 columns', 'random_forest', 'ames_housing', 'Sale_Price', '{}'],
  ['neural network, 73 columns', 'mlp', 'ames_housing', 'Sale_Price', '{"max_iter":20}'],
];
await compare(
  '50 steps of a slider of What-if',
  sliders.map(([title, ...args]) => nodePeer(title, './explain-what-if.ts', args)),
  { threads: 1, score: measured },
);
