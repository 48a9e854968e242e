import { availableParallelism } from 'node:os';
import { makeParticles, withBenchData } from './support/bench-data.ts';
import { benchRows, compare, nodePeer, pythonPeers } from './support/peer.ts';

/**
 * Random forest of 200,000 × 28 (ASSAY_BENCH_ROWS chooses another number of rows), 100 trees to the last
 * row, beside scikit-learn where ASSAY_PYTHON names a Python that has it.
 */
const rows = benchRows(200_000);
await withBenchData(makeParticles(rows, Math.min(rows, 50_000)), async (path) => {
  const all = availableParallelism();
  for (const threads of all > 1 ? [1, all] : [1]) {
    for (const algorithm of ['random_forest', 'extra_trees']) {
      const peers = { 'scikit-learn': [path, algorithm, `${threads}`] };
      await compare(
        `${algorithm} ${rows} x 28, 100 trees`,
        [
          nodePeer('assay', './fit-estimator.ts', [path, algorithm, '{}', `${threads}`]),
          ...pythonPeers('forest.py', peers),
        ],
        { threads, score: 'AUC' },
      );
    }
  }
});
