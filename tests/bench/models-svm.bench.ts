import { withBenchData } from './support/bench-data.ts';
import { makeNormals } from './support/normal-data.ts';
import { compare, nodePeer, pythonPeers } from './support/peer.ts';

/** Support vector machines, beside scikit-learn where ASSAY_PYTHON names a Python with it. */
for (const { estimator, rows } of [
  { estimator: 'svm', rows: 5_000 },
  { estimator: 'linear_svm', rows: 50_000 },
]) {
  await withBenchData(makeNormals(rows, 2_000, { columns: 20 }), (path) =>
    compare(
      `${estimator} of ${rows} x 20`,
      [
        nodePeer('assay', './fit-estimator.ts', [path, estimator, '{"probability":false}', '1']),
        ...pythonPeers('svm.py', { sklearn: [path, estimator] }),
      ],
      { threads: 1, score: 'AUC' },
    ),
  );
}
