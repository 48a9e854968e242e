import { AppError } from '../base/app-error.ts';
import { parseParams } from '../base/parse-params.ts';
import { agglomerative } from './clustering/agglomerative.ts';
import { dbscan } from './clustering/dbscan.ts';
import { gaussianMixture } from './clustering/gaussian-mixture.ts';
import { hdbscan } from './clustering/hdbscan.ts';
import { kMeans } from './clustering/k-means.ts';
import { miniBatchKMeans } from './clustering/mini-batch-k-means.ts';
import { fastIca } from './decomposition/fast-ica.ts';
import { nmf } from './decomposition/nmf.ts';
import { pca } from './decomposition/pca.ts';
import { tSne } from './decomposition/t-sne.ts';
import { truncatedSvd } from './decomposition/truncated-svd.ts';
import { umap } from './decomposition/umap.ts';
import { ellipticEnvelope } from './outliers/elliptic-envelope.ts';
import { isolationForest } from './outliers/isolation-forest.ts';
import { localOutlierFactor } from './outliers/local-outlier-factor.ts';
import { oneClassSvm } from './outliers/one-class-svm.ts';
import { apriori } from './associations/apriori.ts';
import { fpGrowth } from './associations/fp-growth.ts';
import type {
  ClusteringAlgorithm,
  DecompositionAlgorithm,
  OutlierAlgorithm,
  PatternAlgorithm,
} from './pattern-algorithm.ts';
import type { AssociationAlgorithm } from './associations/association-algorithm.ts';

function byId<A extends { readonly id: string }>(list: readonly A[]): ReadonlyMap<string, A> {
  return new Map(list.map((algorithm) => [algorithm.id, algorithm]));
}

export const clusteringAlgorithms = byId<ClusteringAlgorithm>([
  kMeans,
  miniBatchKMeans,
  gaussianMixture,
  agglomerative,
  dbscan,
  hdbscan,
]);

export const decompositionAlgorithms = byId<DecompositionAlgorithm>([
  pca,
  truncatedSvd,
  nmf,
  fastIca,
  tSne,
  umap,
]);

export const outlierAlgorithms = byId<OutlierAlgorithm>([
  isolationForest,
  localOutlierFactor,
  ellipticEnvelope,
  oneClassSvm,
]);

export const associationAlgorithms = byId<AssociationAlgorithm>([fpGrowth, apriori]);

/** The algorithm of that id; NOT_FOUND lists those that answer the same question. */
export function requireAlgorithm<A extends { readonly id: string }>(
  algorithms: ReadonlyMap<string, A>,
  id: string,
): A {
  const algorithm = algorithms.get(id);
  if (algorithm) return algorithm;
  throw new AppError('NOT_FOUND', `There is no algorithm '${id}' here`, {
    hint: `Algorithms: ${[...algorithms.keys()].join(', ')}`,
    path: 'algorithm',
  });
}

/** Parameters with defaults filled in; INVALID_INPUT names a bad one. */
export function checkParams(
  { id, params }: Pick<PatternAlgorithm<unknown, unknown, unknown>, 'id' | 'params'>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return parseParams(params, given, { id, path: 'params' }) as Record<string, unknown>;
}
