import { createRng } from '../../core/base/rng.ts';
import { withBenchData, type BenchData } from './support/bench-data.ts';
import { benchRows, compare, nodePeer, pythonPeers } from './support/peer.ts';

interface Shape {
  readonly rows: number;
  readonly columns: number;
  /** 0: a number to predict. */
  readonly classes: number;
}

/** Correlated normal columns; a class drawn from softmax of linear scores, or a linear score with noise. */
function makeLinear({ rows, columns, classes }: Shape): BenchData {
  const rng = createRng(3);
  const testRows = Math.min(rows, 50_000);
  const total = rows + testRows;
  const data = Array.from({ length: columns }, () => new Float64Array(total));
  const scores = Array.from({ length: Math.max(classes, 1) }, () =>
    Float64Array.from({ length: columns }, () => (2 * rng.normal()) / Math.sqrt(columns)),
  );
  const y = new Float64Array(total);
  for (let i = 0; i < total; i++) {
    const common = rng.normal();
    for (let j = 0; j < columns; j++) data[j]![i] = 0.8 * rng.normal() + 0.6 * common;
    const drawn = scores.map((w) => {
      let sum = classes > 0 ? -Math.log(-Math.log(rng.next() + 1e-300)) : rng.normal();
      for (let j = 0; j < columns; j++) sum += w[j]! * data[j]![i]!;
      return sum;
    });
    y[i] = classes > 0 ? drawn.indexOf(Math.max(...drawn)) : drawn[0]!;
  }
  const task = classes > 0 ? 'classification' : 'regression';
  return { task, classes, rows, testRows, columns: data, y };
}

const cases: readonly (Shape & { id: string; params: object })[] = [
  { id: 'logistic_regression', params: {}, rows: 200_000, columns: 28, classes: 2 },
  { id: 'logistic_regression', params: {}, rows: 50_000, columns: 200, classes: 2 },
  { id: 'logistic_regression', params: {}, rows: 200_000, columns: 28, classes: 5 },
  { id: 'logistic_regression', params: {}, rows: 50_000, columns: 200, classes: 5 },
  { id: 'linear_regression', params: {}, rows: 200_000, columns: 28, classes: 0 },
  { id: 'lasso', params: { alpha: 0.01 }, rows: 50_000, columns: 200, classes: 0 },
];

/** Linear models beside scikit-learn with its defaults, where ASSAY_PYTHON names a Python that has it. */
for (const { id, params, ...shape } of cases) {
  const rows = benchRows(shape.rows);
  await withBenchData(makeLinear({ ...shape, rows }), async (path) => {
    const classes = shape.classes > 0 ? `, ${shape.classes} classes` : '';
    const args = [path, id, JSON.stringify(params)];
    await compare(
      `${id} ${rows} x ${shape.columns}${classes}`,
      [
        nodePeer('assay', './fit-estimator.ts', [...args, '1']),
        ...pythonPeers('linear.py', { 'scikit-learn': args }),
      ],
      { threads: 1, score: shape.classes > 0 ? 'AUC' : 'RMSE' },
    );
  });
}
