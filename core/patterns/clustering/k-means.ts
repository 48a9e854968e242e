import { z } from 'zod';
import { createRng } from '../../base/rng.ts';
import { subTick, type Tick } from '../../base/tick.ts';
import { defineClustering, type Clustering } from '../pattern-algorithm.ts';
import { toRowMajor, type RowMajor } from '../row-major.ts';
import { createCentreSearch } from './centre-search.ts';
import { checkClusterCount } from './check-cluster-count.ts';
import { lloyd, type LloydResult } from './lloyd.ts';
import { plusPlus } from './plus-plus.ts';

/** Up to so many rows the best of ten starts is kept. */
const fewRows = 10_000;

const params = z.strictObject({
  n_clusters: z.int().min(1).max(1000).default(8).meta({
    title: 'Clusters',
    description: 'How many groups to make',
  }),
  n_init: z
    .int()
    .min(0)
    .max(100)
    .default(0)
    .meta({
      title: 'Starts',
      description: `The best of so many starts is kept; 0: ten up to ${fewRows} rows, else one`,
    }),
  max_iter: z.int().min(1).max(10_000).default(300).meta({
    title: 'Most iterations',
    description: 'Of one start',
  }),
  tol: z.number().min(0).max(1).default(1e-4).meta({
    title: 'Tolerance',
    description: 'Iterations end once the centres move less, relative to the mean variance',
  }),
});
type Params = z.infer<typeof params>;

export interface KMeansOptions extends Params {
  readonly seed: number;
  readonly tick: Tick;
  readonly stopEarly?: () => boolean;
}

/** The best of several starts of Lloyd's iterations from k-means++ centres. */
export function fitKMeans(x: RowMajor, options: KMeansOptions): LloydResult {
  const rng = createRng(options.seed).fork('kmeans');
  const starts = options.n_init === 0 ? (x.rows <= fewRows ? 10 : 1) : options.n_init;
  const tolerance = options.tol * meanVariance(x);
  const search = createCentreSearch(x, options.n_clusters);
  let best: LloydResult | null = null;
  for (let start = 0; start < starts; start++) {
    const tick = subTick(options.tick, start / starts, (start + 1) / starts);
    const centres = plusPlus(x, options.n_clusters, { search, rng, tick: subTick(tick, 0, 0.2) });
    const result = lloyd(x, {
      centres,
      maxIterations: options.max_iter,
      tolerance,
      search,
      stopEarly: options.stopEarly,
      tick: subTick(tick, 0.2, 1),
    });
    if (best === null || result.inertia < best.inertia) best = result;
    if (options.stopEarly?.()) break;
  }
  return best!;
}

/** Mean of the variances of the columns, ddof 0. */
export function meanVariance({ rows, width, values }: RowMajor): number {
  const means = new Float64Array(width);
  for (let at = 0; at < values.length; at += width) {
    for (let j = 0; j < width; j++) means[j]! += values[at + j]!;
  }
  for (let j = 0; j < width; j++) means[j]! /= rows;
  let sum = 0;
  for (let at = 0; at < values.length; at += width) {
    for (let j = 0; j < width; j++) sum += (values[at + j]! - means[j]!) ** 2;
  }
  return sum / (rows * width);
}

/** k-means of Lloyd 1982 from k-means++ starts. O(rows × columns × clusters) an iteration at most. */
export const kMeans = defineClustering<Params>({
  id: 'kmeans',
  kind: 'clusters',
  title: 'k-means',
  summary: 'Round groups around means: fast, for a number of groups that you choose',
  params,
  mostRows: null,
  countParam: 'n_clusters',
  run(x, { params: chosen, seed, tick, stopEarly }): Clustering {
    checkClusterCount(x, chosen.n_clusters);
    const data = toRowMajor(x);
    const { labels, inertia, iterations } = fitKMeans(data, { ...chosen, seed, tick, stopEarly });
    return { labels, metrics: { inertia, iterations } };
  },
});
