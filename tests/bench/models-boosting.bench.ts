import { availableParallelism } from 'node:os';
import { makeParticles, withBenchData } from './support/bench-data.ts';
import { benchRows, compare, nodePeer, pythonPeers } from './support/peer.ts';

/**
 * Gradient boosting of 1 M × 28 (ASSAY_BENCH_ROWS chooses another number of rows), 100 trees of 31 leaves,
 * beside LightGBM, XGBoost and scikit-learn where ASSAY_PYTHON names a Python that has them.
 */
const rows = benchRows(1_000_000);
await withBenchData(makeParticles(rows, Math.min(rows, 200_000)), async (path) => {
  const all = availableParallelism();
  for (const threads of all > 1 ? [1, all] : [1]) {
    const peers = ['lightgbm', 'xgboost', 'sklearn'].map((name) => [
      name,
      [path, name, `${threads}`],
    ]);
    const args = [path, 'gradient_boosting', '{}', `${threads}`];
    await compare(
      `gradient boosting ${rows} x 28, 100 trees, 31 leaves`,
      [
        nodePeer('assay', './fit-estimator.ts', args),
        ...pythonPeers('boosting.py', Object.fromEntries(peers)),
      ],
      { threads, score: 'AUC' },
    );
  }
});
