import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { agglomerative } from '../../../core/patterns/clustering/agglomerative.ts';
import { clusterMetrics } from '../../../core/patterns/clustering/cluster-metrics.ts';
import { dbscan } from '../../../core/patterns/clustering/dbscan.ts';
import { hdbscan } from '../../../core/patterns/clustering/hdbscan.ts';
import { fitKMeans, meanVariance } from '../../../core/patterns/clustering/k-means.ts';
import { linkage, type LinkageMethod } from '../../../core/patterns/clustering/linkage.ts';
import { lloyd } from '../../../core/patterns/clustering/lloyd.ts';
import { fitMixture, type CovarianceType } from '../../../core/patterns/clustering/mixture.ts';
import { toRowMajor } from '../../../core/patterns/row-major.ts';
import { agreement, goldenData, readPatternGolden, sameGroups, worst } from './golden-data.ts';

interface Scores {
  readonly silhouette: number;
  readonly davies_bouldin: number;
  readonly calinski_harabasz: number;
}

interface Golden {
  readonly tolerance: { readonly closed: number; readonly iterative: number };
  readonly cases: {
    readonly kmeans: readonly {
      data: string;
      rows: number[];
      labels: number[];
      inertia: number;
      iterations: number;
      metrics: Scores;
      best: number;
    }[];
    readonly linkage: readonly {
      data: string;
      method: LinkageMethod;
      heights: number[];
      /** Absent where equal distances leave the order open. */
      sizes?: number[];
      left: number[];
      right: number[];
      labels: number[];
    }[];
    readonly dbscan: readonly {
      data: string;
      eps: number;
      min_samples: number;
      labels: number[];
      metrics: Scores | null;
    }[];
    readonly hdbscan: readonly { data: string; params: object; labels: number[] }[];
    readonly gaussian_mixture: readonly {
      data: string;
      type: CovarianceType;
      start: number[];
      weights: number[];
      means: number[][];
      covariances: unknown[];
      bic: number;
      aic: number;
      logLikelihood: number;
      iterations: number;
      labels: number[];
      converged: boolean;
    }[];
  };
}

const { cases, tolerance } = readPatternGolden<Golden>('clustering');
const options = { seed: 7, tick: noTick, stopEarly: () => false };

function checkMetrics(data: string, labels: Int32Array, wanted: Scores): void {
  const found = clusterMetrics(goldenData(data), labels, noTick);
  for (const [name, value] of Object.entries(wanted)) {
    expect(worst([found[name as keyof Scores]!], [value]), name).toBeLessThan(tolerance.closed);
  }
}

describe('k-means as scikit-learn', () => {
  it.each(cases.kmeans)('$data into $rows.length from the same rows', (example) => {
    const x = toRowMajor(goldenData(example.data));
    const centres = Float64Array.from(
      example.rows.flatMap((row) => [...x.values.subarray(row * x.width, (row + 1) * x.width)]),
    );
    const found = lloyd(x, {
      centres,
      maxIterations: 300,
      tolerance: 1e-4 * meanVariance(x),
      tick: noTick,
    });
    expect([...found.labels]).toEqual(example.labels);
    expect(worst([found.inertia], [example.inertia])).toBeLessThan(tolerance.closed);
    expect(found.iterations).toBe(example.iterations);
    checkMetrics(example.data, found.labels, example.metrics);
  });

  it.each(cases.kmeans)('$data into $rows.length from its own starts, as good', (example) => {
    const x = toRowMajor(goldenData(example.data));
    const chosen = { n_clusters: example.rows.length, n_init: 10, max_iter: 300, tol: 1e-4 };
    const { inertia } = fitKMeans(x, { ...chosen, seed: 7, tick: noTick });
    expect(inertia / example.best).toBeLessThan(1.02);
  });
});

describe('linkage as scipy', () => {
  it.each(cases.linkage)('$method of $data', (example) => {
    const x = goldenData(example.data);
    const tree = linkage(toRowMajor(x), example.method, noTick);
    const heights = tree.map(({ height }) => height);
    expect(worst(heights, example.heights)).toBeLessThan(tolerance.closed);
    if (example.sizes === undefined) return;
    expect(tree.map(({ size }) => size)).toEqual(example.sizes);
    expect(tree.map(({ left }) => left)).toEqual(example.left);
    expect(tree.map(({ right }) => right)).toEqual(example.right);
    const params = { n_clusters: 3, linkage: example.method };
    const { labels } = agglomerative.run(x, { ...options, params });
    expect(sameGroups(labels, example.labels)).toBe(true);
  });
});

describe('dbscan as scikit-learn', () => {
  it.each(cases.dbscan)('$data within $eps', ({ data, eps, min_samples, labels, metrics }) => {
    const found = dbscan.run(goldenData(data), { ...options, params: { eps, min_samples } });
    expect([...found.labels]).toEqual(labels);
    if (metrics) checkMetrics(data, found.labels, metrics);
  });
});

describe('hdbscan as scikit-learn', () => {
  it.each(cases.hdbscan)('$data with $params', ({ data, params, labels }) => {
    const chosen = hdbscan.params.parse(params);
    const found = hdbscan.run(goldenData(data), { ...options, params: chosen });
    // numpy sorts equal heights in no order, which decides on single rows at the border
    expect(agreement(found.labels, labels)).toBeGreaterThan(0.97);
  });
});

describe('gaussian mixture as scikit-learn', () => {
  it.each(cases.gaussian_mixture)('$type of $data', (example) => {
    const x = toRowMajor(goldenData(example.data));
    const k = example.weights.length;
    const start = Array.from({ length: k }, (_, c) =>
      Float64Array.from(example.start, (label) => (label === c ? 1 : 0)),
    );
    const found = fitMixture(x, start, {
      type: example.type,
      regularisation: 1e-6,
      maxIterations: 100,
      tolerance: 1e-3,
      tick: noTick,
    });
    const flat = (example.covariances as number[][][]).flat(2) as number[];
    expect(worst(found.weights, example.weights)).toBeLessThan(tolerance.iterative);
    expect(worst(found.means, example.means.flat())).toBeLessThan(tolerance.iterative);
    expect(worst(found.covariances, flat)).toBeLessThan(tolerance.iterative);
    expect(worst([found.bic, found.aic], [example.bic, example.aic])).toBeLessThan(
      tolerance.iterative,
    );
    expect([...found.labels]).toEqual(example.labels);
    expect([found.iterations, found.converged]).toEqual([example.iterations, example.converged]);
  });
});
