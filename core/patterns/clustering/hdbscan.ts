import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { subTick, type Tick } from '../../base/tick.ts';
import { createNeighbourIndex } from '../../models/neighbours/neighbour-index.ts';
import { defineClustering } from '../pattern-algorithm.ts';
import { toRowMajor, type RowMajor } from '../row-major.ts';
import { condenseTree } from './condensed-tree.ts';
import { toMerges, type Link } from './merges.ts';
import { labelRows, selectClusters } from './select-clusters.ts';

const params = z.strictObject({
  min_cluster_size: z.int().min(2).max(100_000).default(5).meta({
    title: 'Smallest cluster',
    description: 'In rows; less is noise',
  }),
  min_samples: z.int().min(0).max(10_000).default(0).meta({
    title: 'Neighbours',
    description:
      'How far the neighbour is that tells of density, itself included; 0: as the smallest cluster',
  }),
  cluster_selection_method: z.enum(['eom', 'leaf']).default('eom').meta({
    title: 'Selection',
    description: 'The most stable clusters (eom), or the smallest (leaf)',
  }),
  cluster_selection_epsilon: z.number().min(0).max(1e12).default(0).meta({
    title: 'Finest split',
    description: 'Clusters nearer to each other than this stay together',
  }),
  allow_single_cluster: z.boolean().default(false).meta({
    title: 'One cluster is fine',
    description: 'Else all rows together are no cluster',
  }),
});

/**
 * HDBSCAN of Campello, Moulavi & Sander 2013, as scikit-learn's: the hierarchy of mutual reachability,
 * condensed, and its stable clusters. O(rows² × columns) time, O(rows) memory.
 */
export const hdbscan = defineClustering<z.infer<typeof params>>({
  id: 'hdbscan',
  kind: 'clusters',
  title: 'HDBSCAN',
  summary: 'Dense regions of any shape and density, and noise; needs no number of clusters',
  params,
  mostRows: 20_000,
  countParam: null,
  run(x, { params: chosen, tick }) {
    const neighbours = chosen.min_samples === 0 ? chosen.min_cluster_size : chosen.min_samples;
    if (neighbours > x.rows) {
      throw new AppError(
        'NOT_ENOUGH_DATA',
        `${x.rows} rows have no ${neighbours} neighbours each, themselves included`,
        { hint: `Choose at most ${x.rows}`, path: 'params.min_samples' },
      );
    }
    if (x.rows === 1) return { labels: new Int32Array([-1]), metrics: { noise_share: 1 } };
    const { distances, k } = createNeighbourIndex(x.columns, { neighbours }).query(
      x.columns,
      neighbours,
      subTick(tick, 0, 0.3),
    );
    const core = Float64Array.from({ length: x.rows }, (_, i) => distances[i * k + k - 1]!);
    const links = reachabilityTree(toRowMajor(x), core, subTick(tick, 0.3, 0.95));
    const merges = toMerges(x.rows, links, false);
    const tree = condenseTree(x.rows, merges, chosen.min_cluster_size);
    const selected = selectClusters(tree, {
      method: chosen.cluster_selection_method,
      epsilon: chosen.cluster_selection_epsilon,
      allowSingle: chosen.allow_single_cluster,
    });
    const labels = labelRows(tree, selected, {
      rows: x.rows,
      epsilon: chosen.cluster_selection_epsilon,
      allowSingle: chosen.allow_single_cluster,
    });
    const noise = labels.reduce((count, label) => count + (label < 0 ? 1 : 0), 0);
    return { labels, metrics: { noise_share: noise / x.rows } };
  },
});

/** Prim's tree of the largest of a distance and the two core distances. */
function reachabilityTree(
  { rows, width, values }: RowMajor,
  core: Float64Array,
  tick: Tick,
): Link[] {
  const links: Link[] = [];
  const reach = new Float64Array(rows).fill(Infinity);
  const source = new Int32Array(rows).fill(-1);
  const open = Int32Array.from({ length: rows }, (_, i) => i);
  let at = 0;
  // order among the open rows decides between equals
  const remove = (place: number, left: number): void =>
    void open.copyWithin(place, place + 1, left);
  remove(0, rows);
  for (let left = rows - 1; left > 0; left--) {
    if (left % 16 === 0) tick(1 - (left / rows) ** 2);
    let best = Infinity;
    let place = 0;
    for (let p = 0; p < left; p++) {
      const other = open[p]!;
      const floor = Math.max(core[at]!, core[other]!);
      if (floor < reach[other]!) {
        let sum = 0;
        for (let j = 0, a = at * width, b = other * width; j < width; j++, a++, b++) {
          const difference = values[a]! - values[b]!;
          sum += difference * difference;
        }
        const mutual = Math.max(floor, Math.sqrt(sum));
        if (mutual < reach[other]!) {
          reach[other] = mutual;
          source[other] = at;
        }
      }
      if (reach[other]! < best) {
        best = reach[other]!;
        place = p;
      }
    }
    const next = open[place]!;
    links.push({ a: source[next]!, b: next, height: best });
    remove(place, left);
    at = next;
  }
  return links;
}
