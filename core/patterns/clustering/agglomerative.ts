import { z } from 'zod';
import { defineClustering } from '../pattern-algorithm.ts';
import { toRowMajor } from '../row-major.ts';
import { checkClusterCount } from './check-cluster-count.ts';
import { linkage } from './linkage.ts';
import { cutMerges } from './merges.ts';

const params = z.strictObject({
  n_clusters: z.int().min(1).max(1000).default(2).meta({
    title: 'Clusters',
    description: 'Where the tree is cut',
  }),
  linkage: z.enum(['ward', 'complete', 'average', 'single']).default('ward').meta({
    title: 'Linkage',
    description:
      'How far apart clusters are: by the variance they add, or the farthest, mean or nearest pair',
  }),
});

/** The hierarchy of merges, cut into clusters. O(rows²). Ward 1963, Müllner 2011. */
export const agglomerative = defineClustering<z.infer<typeof params>>({
  id: 'agglomerative',
  kind: 'clusters',
  title: 'Agglomerative',
  summary: 'Joins the nearest groups step by step, with the tree of how they joined',
  params,
  mostRows: 8000,
  countParam: 'n_clusters',
  run(x, { params: { n_clusters: count, linkage: method }, tick }) {
    checkClusterCount(x, count);
    const tree = linkage(toRowMajor(x), method, tick);
    return { labels: cutMerges(x.rows, tree, count), metrics: {}, tree };
  },
});
