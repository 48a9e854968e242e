import type { Tick } from '../../base/tick.ts';
import { evenSample } from '../../eda/even-sample.ts';
import type { Matrix } from '../../table/matrix.ts';
import { takeMatrixRows } from '../../table/matrix.ts';
import { toRowMajor, type RowMajor } from '../row-major.ts';

/** Above this many rows the silhouette is that of a sample, and from fewer on where columns are many. */
const mostExactRows = 20_000;
const mostSampledRows = 10_000;
/** Differences of values that take some seconds. */
const mostSteps = 4e9;

/** Rows that the silhouette rests on, where that is not all of them; else null. */
export function silhouetteSample(x: Matrix): number | null {
  const width = Math.max(1, x.columns.length);
  const fitting = Math.floor(Math.sqrt((2 * mostSteps) / width));
  if (x.rows <= Math.min(mostExactRows, fitting)) return null;
  return Math.min(mostSampledRows, fitting);
}

interface Grouped {
  readonly x: Matrix;
  /** 0..clusters−1, every one with rows. */
  readonly labels: Int32Array;
  readonly clusters: number;
}

export interface ClusterMetrics {
  readonly silhouette: number | null;
  readonly davies_bouldin: number | null;
  readonly calinski_harabasz: number | null;
}

/**
 * How well clusters are set apart, on the rows that are in one: noise (−1) is left out. Null with less
 * than two clusters, or as many as rows. The silhouette (Rousseeuw 1987) of more than 20,000 rows is
 * that of at most 10,000 taken evenly; Davies & Bouldin 1979 (lower is better) and Caliński & Harabasz 1974 are
 * exact. As scikit-learn.
 */
export function clusterMetrics(x: Matrix, labels: Int32Array, tick: Tick): ClusterMetrics {
  const grouped = withoutNoise(x, labels);
  const { clusters } = grouped;
  if (clusters < 2 || clusters >= grouped.labels.length) {
    return { silhouette: null, davies_bouldin: null, calinski_harabasz: null };
  }
  return { silhouette: sampledSilhouette(grouped, tick), ...centroidMetrics(grouped) };
}

function withoutNoise(x: Matrix, labels: Int32Array): Grouped {
  const numbers = new Map<number, number>();
  const kept: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (labels[i]! < 0) continue;
    kept.push(i);
    if (!numbers.has(labels[i]!)) numbers.set(labels[i]!, numbers.size);
  }
  const taken = Int32Array.from(kept);
  return {
    x: taken.length === x.rows ? x : takeMatrixRows(x, taken),
    labels: taken.map((i) => numbers.get(labels[i]!)!),
    clusters: numbers.size,
  };
}

function sampledSilhouette({ x, labels }: Grouped, tick: Tick): number | null {
  const most = silhouetteSample(x);
  const taken = most === null ? null : evenSample(x.rows, most);
  const grouped = taken
    ? withoutNoise(
        takeMatrixRows(x, taken),
        taken.map((i) => labels[i]!),
      )
    : withoutNoise(x, labels);
  if (grouped.clusters < 2) return null;
  const values = silhouettes(toRowMajor(grouped.x), grouped, tick);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** (b − a) / max(a, b) of each row: a, b its mean distances to its own and the nearest other cluster. */
export function silhouettes(
  { rows, width, values }: RowMajor,
  { labels, clusters }: { readonly labels: Int32Array; readonly clusters: number },
  tick: Tick,
): Float64Array {
  const counts = new Int32Array(clusters);
  for (const label of labels) counts[label]!++;
  // [row × cluster]: sums of distances
  const sums = new Float64Array(rows * clusters);
  const step = Math.max(1, Math.floor(200_000 / (rows * width)));
  for (let a = 0; a < rows; a++) {
    if (a % step === 0) tick(1 - (1 - a / rows) ** 2);
    const own = labels[a]!;
    for (let b = a + 1, at = b * width; b < rows; b++) {
      let sum = 0;
      for (let j = 0, i = a * width; j < width; j++, i++, at++) {
        const difference = values[i]! - values[at]!;
        sum += difference * difference;
      }
      const distance = Math.sqrt(sum);
      sums[a * clusters + labels[b]!]! += distance;
      sums[b * clusters + own]! += distance;
    }
  }
  return Float64Array.from({ length: rows }, (_, i) => {
    const own = labels[i]!;
    if (counts[own] === 1) return 0;
    let nearest = Infinity;
    for (let cluster = 0; cluster < clusters; cluster++) {
      if (cluster === own) continue;
      nearest = Math.min(nearest, sums[i * clusters + cluster]! / counts[cluster]!);
    }
    const within = sums[i * clusters + own]! / (counts[own]! - 1);
    const larger = Math.max(within, nearest);
    return larger === 0 ? 0 : (nearest - within) / larger;
  });
}

function centroidMetrics({ x, labels, clusters }: Grouped): Omit<ClusterMetrics, 'silhouette'> {
  const width = x.columns.length;
  const counts = new Float64Array(clusters);
  for (const label of labels) counts[label]!++;
  const centres = x.columns.map((values) => {
    const means = new Float64Array(clusters);
    for (let i = 0; i < values.length; i++) means[labels[i]!]! += values[i]!;
    return means.map((sum, cluster) => sum / counts[cluster]!);
  });
  const squares = new Float64Array(x.rows);
  let between = 0;
  x.columns.forEach((values, j) => {
    const means = centres[j]!;
    let all = 0;
    for (let i = 0; i < values.length; i++) {
      all += values[i]!;
      squares[i]! += (values[i]! - means[labels[i]!]!) ** 2;
    }
    all /= x.rows;
    means.forEach((mean, cluster) => (between += counts[cluster]! * (mean - all) ** 2));
  });
  const spread = new Float64Array(clusters);
  let within = 0;
  squares.forEach((square, i) => {
    within += square;
    spread[labels[i]!]! += Math.sqrt(square) / counts[labels[i]!]!;
  });
  const ratio = (between * (x.rows - clusters)) / (within * (clusters - 1));
  let worst = 0;
  for (let a = 0; a < clusters; a++) {
    let most = 0;
    for (let b = 0; b < clusters; b++) {
      if (a === b) continue;
      let gap = 0;
      for (let j = 0; j < width; j++) gap += (centres[j]![a]! - centres[j]![b]!) ** 2;
      if (gap > 0) most = Math.max(most, (spread[a]! + spread[b]!) / Math.sqrt(gap));
    }
    worst += most;
  }
  return {
    davies_bouldin: spread.every((value) => value === 0) ? 0 : worst / clusters,
    calinski_harabasz: within === 0 ? 1 : ratio,
  };
}
