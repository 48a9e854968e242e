import { createRng } from '../../core/base/rng.ts';
import { withBenchData, type BenchData } from './support/bench-data.ts';
import { benchRows, compare, nodePeer, pythonPeers } from './support/peer.ts';

/** Eight clouds of normal numbers, `apart` from each other; 0 leaves one cloud. */
function makeClouds(rows: number, apart: number, seed = 3): BenchData {
  const rng = createRng(seed);
  const [width, clouds] = [20, 8];
  const centres = Array.from({ length: width * clouds }, () => apart * rng.normal());
  const columns = Array.from({ length: width }, () => new Float64Array(rows));
  for (let i = 0; i < rows; i++) {
    const cloud = i % clouds;
    for (let j = 0; j < width; j++) columns[j]![i] = centres[cloud * width + j]! + rng.normal();
  }
  const y = new Float64Array(rows);
  return { task: 'regression', classes: 0, rows, testRows: 0, columns, y };
}

/**
 * k-means of 200,000 × 20 into 8 (ASSAY_BENCH_ROWS chooses another number of rows) from one k-means++ start,
 * on clouds that lie apart and on none, beside scikit-learn where ASSAY_PYTHON names a Python that has it.
 * The goal is twice its time. Both sides use one thread, as this k-means has no more.
 */
const rows = benchRows(200_000);
for (const apart of [1, 0]) {
  await withBenchData(makeClouds(rows, apart), async (path) => {
    const title = `k-means ${rows} x 20 into 8, ${apart > 0 ? 'eight clouds' : 'one cloud'}`;
    await compare(
      title,
      [
        nodePeer('assay', './fit-clustering.ts', [path, '8']),
        ...pythonPeers('clustering.py', { sklearn: [path, '8'] }),
      ],
      { threads: 1, score: 'inertia' },
    );
  });
}
