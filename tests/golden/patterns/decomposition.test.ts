import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import { sources, unmix, whiten } from '../../../core/patterns/decomposition/fast-ica.ts';
import { nmf } from '../../../core/patterns/decomposition/nmf.ts';
import { pca } from '../../../core/patterns/decomposition/pca.ts';
import { principalComponents } from '../../../core/patterns/decomposition/principal-components.ts';
import { tSne } from '../../../core/patterns/decomposition/t-sne.ts';
import { truncatedSvd } from '../../../core/patterns/decomposition/truncated-svd.ts';
import { trustworthiness } from '../../../core/patterns/decomposition/trustworthiness.ts';
import { fitMapCurve } from '../../../core/patterns/decomposition/umap-curve.ts';
import { umap } from '../../../core/patterns/decomposition/umap.ts';
import { scaleColumn } from '../../../core/patterns/scale-columns.ts';
import { goldenData, readPatternGolden, worst } from './golden-data.ts';

interface Exact {
  readonly data: string;
  readonly variance: number[];
  readonly ratio: number[];
  readonly components: number[][];
  readonly scores: number[][];
}

interface Golden {
  readonly tolerance: { readonly closed: number; readonly iterative: number };
  readonly cases: {
    readonly pca: readonly Exact[];
    readonly truncated_svd: readonly Exact[];
    readonly nmf: readonly {
      data: string;
      error: number;
      iterations: number;
      components: number[][];
      scores: number[][];
    }[];
    readonly fast_ica: readonly {
      data: string;
      fun: 'logcosh' | 'exp' | 'cube';
      start: number[][];
      components: number[][];
      scores: number[][];
      iterations: number;
    }[];
    readonly t_sne: readonly { data: string; kl: number; trustworthiness: number }[];
    readonly umap: readonly { data: string; trustworthiness: number }[];
    readonly trustworthiness: number;
    readonly curves: readonly { min_dist: number; ab: [number, number] }[];
  };
}

const { cases, tolerance } = readPatternGolden<Golden>('decomposition');
const options = { seed: 7, tick: noTick, stopEarly: () => false };

/** The first rows, row by row, as the generator wrote them. */
function firstRows(scores: readonly Float64Array[], rows: number): number[] {
  return Array.from({ length: rows }, (_, i) => scores.map((values) => values[i]!)).flat();
}

describe.each([
  { name: 'pca', algorithm: pca, examples: cases.pca },
  { name: 'truncated SVD', algorithm: truncatedSvd, examples: cases.truncated_svd },
])('$name as scikit-learn', ({ algorithm, examples }) => {
  it.each(examples)('$data', (example) => {
    const params = { n_components: example.variance.length };
    const found = algorithm.run(goldenData(example.data), { ...options, params });
    const relative = found.explainedVariance!.map((value, i) => value / example.variance[i]! - 1);
    expect(Math.max(...relative.map(Math.abs))).toBeLessThan(tolerance.closed);
    expect(worst(found.explainedVarianceRatio!, example.ratio)).toBeLessThan(tolerance.closed);
    const loadings = found.loadings!.flatMap((values) => [...values]);
    expect(worst(loadings, example.components.flat())).toBeLessThan(tolerance.closed);
    const wanted = example.scores.flat();
    expect(worst(firstRows(found.scores, 10), wanted)).toBeLessThan(tolerance.closed);
  });
});

describe('NMF as scikit-learn', () => {
  it.each(cases.nmf)('$data', (example) => {
    const x = goldenData(example.data);
    const scaled = { ...x, columns: x.columns.map((values) => scaleColumn(values, 'min_max')) };
    const params = { n_components: 3, max_iter: 500, tol: 1e-4 };
    const found = nmf.run(scaled, { ...options, params });
    expect(worst([found.metrics['reconstruction_error']!], [example.error])).toBeLessThan(
      tolerance.iterative,
    );
    const loadings = found.loadings!.flatMap((values) => [...values]);
    expect(worst(loadings, example.components.flat())).toBeLessThan(tolerance.iterative);
    expect(worst(firstRows(found.scores, 10), example.scores.flat())).toBeLessThan(
      tolerance.iterative,
    );
  });
});

describe('FastICA as scikit-learn', () => {
  it.each(cases.fast_ica)('$fun of $data from the same start', (example) => {
    const whitened = whiten(goldenData(example.data).columns, 3);
    const start = example.start.map((row) => Float64Array.from(row));
    const { unmixing, iterations } = unmix(whitened.white, start, {
      fun: example.fun,
      max_iter: 500,
      tol: 1e-4,
      tick: noTick,
    });
    const found = sources(whitened, unmixing);
    const loadings = found.loadings.flatMap((values) => [...values]);
    expect(worst(loadings, example.components.flat())).toBeLessThan(tolerance.iterative);
    expect(worst(firstRows(found.scores, 10), example.scores.flat())).toBeLessThan(
      tolerance.iterative,
    );
    expect(iterations).toBe(example.iterations);
  });
});

describe('maps', () => {
  it('measure trustworthiness as scikit-learn', () => {
    const x = goldenData('wine');
    const { scores } = principalComponents(x, 2);
    const found = trustworthiness(x, scores, noTick)!;
    expect(Math.abs(found - cases.trustworthiness)).toBeLessThan(tolerance.closed);
  });

  it.each(cases.t_sne)('t-SNE of $data is as near to the data as scikit-learn', (example) => {
    const params = tSne.params.parse({});
    const { metrics } = tSne.run(goldenData(example.data), { ...options, params });
    expect(Math.abs(metrics['kl_divergence']! / example.kl - 1)).toBeLessThan(0.05);
    expect(metrics['trustworthiness']!).toBeGreaterThan(example.trustworthiness - 0.01);
  });

  it.each(cases.umap)('UMAP of $data keeps as many neighbours as umap-learn', (example) => {
    const params = umap.params.parse({});
    const { metrics } = umap.run(goldenData(example.data), { ...options, params });
    expect(metrics['trustworthiness']!).toBeGreaterThan(example.trustworthiness - 0.015);
  });

  it.each(cases.curves)('UMAP fits the curve of umap-learn for $min_dist', ({ min_dist, ab }) => {
    const { a, b } = fitMapCurve(min_dist);
    expect(worst([a, b], ab)).toBeLessThan(tolerance.iterative);
  });
});
