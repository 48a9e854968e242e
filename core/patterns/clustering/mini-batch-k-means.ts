import { z } from 'zod';
import { createRng, type Rng } from '../../base/rng.ts';
import { subTick, type Tick } from '../../base/tick.ts';
import { defineClustering } from '../pattern-algorithm.ts';
import { toRowMajor, type RowMajor } from '../row-major.ts';
import { createCentreSearch } from './centre-search.ts';
import { checkClusterCount } from './check-cluster-count.ts';
import { nearestCentres } from './nearest-centres.ts';
import { plusPlus } from './plus-plus.ts';

const params = z.strictObject({
  n_clusters: z.int().min(1).max(1000).default(8).meta({ title: 'Clusters' }),
  batch_size: z.int().min(1).max(100_000).default(1024).meta({
    title: 'Rows a step',
    description: 'Drawn anew for each step',
  }),
  max_iter: z.int().min(1).max(10_000).default(100).meta({
    title: 'Most passes',
    description: 'Over as many rows as there are',
  }),
  max_no_improvement: z.int().min(1).max(1000).default(10).meta({
    title: 'Patience',
    description: 'Steps without a better smoothed inertia before it ends',
  }),
  n_init: z.int().min(1).max(100).default(1).meta({
    title: 'Starts',
    description: 'The best of so many first centres is used',
  }),
  reassignment_ratio: z.number().min(0).max(1).default(0.01).meta({
    title: 'Reassignment',
    description: 'Centres with less than this share of the largest count start again',
  }),
});
type Params = z.infer<typeof params>;

interface State {
  readonly centres: Float64Array;
  /** Rows each centre has seen. */
  readonly counts: Float64Array;
}

/** Mini-batch k-means of Sculley 2010, with scikit-learn's reassignment and end. */
export const miniBatchKMeans = defineClustering<Params>({
  id: 'mini_batch_kmeans',
  kind: 'clusters',
  title: 'Mini-batch k-means',
  summary: 'k-means on small draws of rows: nearly as good, for very many rows',
  params,
  mostRows: null,
  countParam: 'n_clusters',
  run(x, { params: chosen, seed, tick, stopEarly }) {
    checkClusterCount(x, chosen.n_clusters);
    const data = toRowMajor(x);
    const rng = createRng(seed).fork('mini_batch_kmeans');
    const centres = begin(data, chosen, { rng, tick: subTick(tick, 0, 0.2) });
    const steps = improve(data, centres, {
      ...chosen,
      rng,
      stopEarly,
      tick: subTick(tick, 0.2, 0.9),
    });
    const { labels, inertia } = nearestCentres(data, centres, subTick(tick, 0.9, 1));
    return { labels, metrics: { inertia, steps } };
  },
});

function drawRows({ rows, width, values }: RowMajor, count: number, rng: Rng): RowMajor {
  const drawn = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const row = rng.integer(rows);
    drawn.set(values.subarray(row * width, (row + 1) * width), i * width);
  }
  return { rows: count, width, values: drawn };
}

function begin(
  x: RowMajor,
  { n_clusters: k, n_init: starts, batch_size: batch }: Params,
  { rng, tick }: { rng: Rng; tick: Tick },
): Float64Array {
  const size = Math.min(x.rows, 3 * Math.max(batch, k));
  const checked = drawRows(x, size, rng);
  let best: Float64Array | null = null;
  let smallest = Infinity;
  for (let start = 0; start < starts; start++) {
    const drawn = size === x.rows ? x : drawRows(x, size, rng);
    const part = subTick(tick, start / starts, (start + 1) / starts);
    const centres = plusPlus(drawn, k, { search: createCentreSearch(drawn, k), rng, tick: part });
    const { inertia } = nearestCentres(checked, centres, () => {});
    if (best !== null && inertia >= smallest) continue;
    smallest = inertia;
    best = centres;
  }
  return best!;
}

function improve(
  x: RowMajor,
  centres: Float64Array,
  options: Params & { rng: Rng; tick: Tick; stopEarly: () => boolean },
): number {
  const batch = Math.min(options.batch_size, x.rows);
  const most = Math.max(1, Math.floor((options.max_iter * x.rows) / batch));
  const state: State = { centres, counts: new Float64Array(options.n_clusters) };
  const weight = Math.min(1, (2 * batch) / (x.rows + 1));
  let smoothed = Number.NaN;
  let best = Infinity;
  let without = 0;
  let since = 0;
  for (let step = 0; step < most; step++) {
    options.tick(step / most);
    const drawn = drawRows(x, batch, options.rng);
    const inertia = learn(drawn, state);
    since += batch;
    if (state.counts.includes(0) || since >= 10 * options.n_clusters) {
      since = 0;
      reassign(drawn, state, options);
    }
    if (options.stopEarly()) return step + 1;
    if (step === 0) continue;
    smoothed = Number.isNaN(smoothed) ? inertia : smoothed * (1 - weight) + inertia * weight;
    without = smoothed < best ? 0 : without + 1;
    best = Math.min(best, smoothed);
    if (without >= options.max_no_improvement) return step + 1;
  }
  return most;
}

/** Each centre becomes the mean of all rows it has seen; the mean inertia of the drawn rows before. */
function learn(drawn: RowMajor, { centres, counts }: State): number {
  const { width, values } = drawn;
  const { labels, inertia } = nearestCentres(drawn, centres, () => {});
  labels.forEach((own, i) => {
    const rate = 1 / ++counts[own]!;
    for (let j = 0, c = own * width, at = i * width; j < width; j++, c++, at++) {
      centres[c]! += rate * (values[at]! - centres[c]!);
    }
  });
  return inertia / drawn.rows;
}

/** Centres that saw few rows move to rows of the batch. */
function reassign(
  drawn: RowMajor,
  { centres, counts }: State,
  { reassignment_ratio: ratio, rng }: { reassignment_ratio: number; rng: Rng },
): void {
  if (ratio === 0) return;
  const largest = counts.reduce((most, count) => Math.max(most, count), 0);
  const weak = Array.from(counts.keys())
    .filter((cluster) => counts[cluster]! < ratio * largest)
    .toSorted((a, b) => counts[a]! - counts[b]!)
    .slice(0, Math.floor(drawn.rows / 2));
  if (weak.length === 0) return;
  const rows = rng.shuffle(Int32Array.from({ length: drawn.rows }, (_, i) => i));
  const moved = new Set(weak);
  let fewest = Infinity;
  counts.forEach((count, cluster) => {
    if (!moved.has(cluster)) fewest = Math.min(fewest, count);
  });
  weak.forEach((cluster, i) => {
    const from = rows[i]! * drawn.width;
    centres.set(drawn.values.subarray(from, from + drawn.width), cluster * drawn.width);
    counts[cluster] = fewest;
  });
}
