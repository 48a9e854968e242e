import { withBenchData } from './support/bench-data.ts';
import { makeNormals } from './support/normal-data.ts';
import { compare, nodePeer, pythonPeers } from './support/peer.ts';

/** Rows, columns, rows to predict, and how neighbours are found. */
const settings = [
  { rows: 50_000, columns: 10, queries: 10_000, algorithm: 'auto' },
  { rows: 50_000, columns: 10, queries: 10_000, algorithm: 'ball_tree' },
  { rows: 20_000, columns: 50, queries: 5_000, algorithm: 'brute' },
];

/** Predicting by the 5 nearest neighbours, beside scikit-learn where ASSAY_PYTHON names a Python with it. */
for (const { rows, columns, queries, algorithm } of settings) {
  await withBenchData(makeNormals(rows, queries, { columns }), (path) =>
    compare(
      `5 nearest of ${rows} x ${columns} for ${queries} rows, ${algorithm}`,
      [
        nodePeer('assay', './fit-neighbours.ts', [path, algorithm]),
        ...pythonPeers('neighbours.py', { sklearn: [path, algorithm] }),
      ],
      { threads: 1, score: 'AUC' },
    ),
  );
}
