import { subTick, type Tick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import type { OutputOf } from '../contract/contract.ts';
import type { VersionColumn } from '../contract/data.ts';
import { readTable, type ColumnRef } from '../data/read-table.ts';
import { declareTask, type TaskContext } from '../jobs/task.ts';
import { asCoded } from '../preprocessing/coded.ts';
import type { Matrix } from '../table/matrix.ts';
import {
  readAnalysisRows,
  sampleRows,
  warnOfEarlyEnd,
  type AnalysisSource,
} from './analysis-source.ts';
import { clusteringAlgorithms, requireAlgorithm, checkParams } from './catalogue.ts';
import { clusterAgreement, type ClusterAgreement } from './clustering/cluster-agreement.ts';
import { clusterMetrics, silhouetteSample } from './clustering/cluster-metrics.ts';
import { describeClusters } from './clustering/describe-clusters.ts';
import { principalMap, plottedRows } from './map-points.ts';
import { nearestTaken } from './nearest-rows.ts';
import type { Clustering, Merge } from './pattern-algorithm.ts';
import { saveColumns, type SaveTarget } from './save-columns.ts';
import type { Scaling } from './scale-columns.ts';

type Output = OutputOf<'patterns.clusters'>;

export interface ClustersTaskInput extends AnalysisSource {
  readonly algorithm: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly scaling: Scaling;
  readonly seed: number;
  /** Numbers of clusters to compare. */
  readonly sweep: readonly number[];
  /** The column that tells the true groups, where one does. */
  readonly truth: ColumnRef | null;
  readonly save: SaveTarget | null;
}

export interface AnalysisTaskOutput<K extends string, O> {
  readonly body: Pick<O, Extract<K, keyof O>>;
  readonly params: Readonly<Record<string, unknown>>;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly warnings: readonly Warning[];
  /** Columns that were added to the saved file. */
  readonly saved: readonly VersionColumn[] | null;
}

export type ClustersTaskOutput = AnalysisTaskOutput<
  'kind' | 'clusters' | 'metrics' | 'sweep' | 'tree' | 'map' | 'labels',
  Output
>;

export const clustersTask = declareTask<ClustersTaskInput, ClustersTaskOutput>('patterns.clusters');

const mostMerges = 200;

export async function run(
  input: ClustersTaskInput,
  { tick, stopEarly }: TaskContext,
): Promise<ClustersTaskOutput> {
  const algorithm = requireAlgorithm(clusteringAlgorithms, input.algorithm);
  const params = checkParams(algorithm, input.params);
  const data = await readAnalysisRows(input, { ...input, tick: subTick(tick, 0, 0.1) });
  const warnings = [...data.warnings];
  const cluster: Cluster = (x, chosen, inner) =>
    clusterRows(x, { ...input, params: chosen, stopEarly, tick: inner });
  const found = cluster(data.scaled, params, subTick(tick, 0.1, 0.5, 'Grouping'));
  warnings.push(...found.warnings);
  const labels = bySize(found.labels);
  const own = clusterMetrics(data.scaled, labels, subTick(tick, 0.5, 0.6, 'Measuring'));
  const sampled = silhouetteSample(data.scaled);
  if (sampled !== null) {
    const message = `The silhouette is that of ${sampled} of the ${data.scaled.rows} rows, taken evenly.`;
    warnings.push({ kind: 'sampled', message });
  }
  const sweep = compareCounts(data.scaled, {
    input,
    params,
    cluster,
    stopEarly,
    tick: subTick(tick, 0.6, 0.9),
  });
  warnings.push(...warnOfEarlyEnd(stopEarly));
  tick(0.9, 'Describing');
  const { rowNumbers } = data;
  const map = principalMap(data.scaled, rowNumbers);
  const body: ClustersTaskOutput['body'] = {
    kind: 'clusters',
    clusters: describeClusters(data.table, data.plain, labels),
    metrics: {
      clusters: new Set(labels.filter((label) => label >= 0)).size,
      ...own,
      ...found.metrics,
      ...(await compareWithTruth(input, rowNumbers, labels)),
    },
    sweep,
    tree: found.tree?.slice(-mostMerges) ?? null,
    map,
    labels: Array.from(plottedRows(data.scaled.rows), (position) => labels[position]!),
  };
  const saved = await saveLabels(input, rowNumbers, labels);
  tick(1, 'Done');
  const columns = data.table.columns.map(({ name }) => name);
  return { body, params, columns, rows: data.table.rows, warnings, saved };
}

/** How far the clusters agree with the true groups, on the rows that have one; noise is a cluster. */
async function compareWithTruth(
  { truth, parquetPath }: ClustersTaskInput,
  rowNumbers: Uint32Array,
  labels: Int32Array,
): Promise<Partial<ClusterAgreement>> {
  if (truth === null) return {};
  const [column] = (await readTable(parquetPath, [truth])).columns;
  const { codes } = asCoded(column!);
  const known = Int32Array.from(labels.keys()).filter((i) => codes[rowNumbers[i]!]! >= 0);
  if (known.length === 0) return {};
  return clusterAgreement(
    known.map((i) => codes[rowNumbers[i]!]!),
    known.map((i) => labels[i]!),
  );
}

type Cluster = (x: Matrix, params: Readonly<Record<string, unknown>>, tick: Tick) => Grouped;

interface Grouped {
  readonly labels: Int32Array;
  readonly metrics: Clustering['metrics'];
  readonly tree: readonly Merge[] | null;
  readonly warnings: readonly Warning[];
}

/** Rows beyond the algorithm's limit join the cluster of the nearest row that was looked at. */
function clusterRows(
  x: Matrix,
  options: Pick<ClustersTaskInput, 'algorithm' | 'params' | 'seed'> & {
    readonly tick: Tick;
    readonly stopEarly: () => boolean;
  },
): Grouped {
  const algorithm = requireAlgorithm(clusteringAlgorithms, options.algorithm);
  const rest = 'Every other row is in the cluster of the nearest of them.';
  const sample = sampleRows(x, algorithm.mostRows, { title: algorithm.title, rest });
  const { taken } = sample;
  const tick = taken ? subTick(options.tick, 0, 0.8) : options.tick;
  const made = algorithm.run(sample.x, { ...options, tick });
  const warnings = [...sample.warnings, ...(made.warnings ?? [])];
  const grouped = { metrics: made.metrics, tree: made.tree ?? null, warnings };
  if (taken === null) return { ...grouped, labels: made.labels };
  const nearest = nearestTaken(x, taken, subTick(options.tick, 0.8, 1));
  return { ...grouped, labels: nearest.map((position) => made.labels[position]!) };
}

/** Numbers clusters by how many rows they have, the largest 0; noise stays −1. */
function bySize(labels: Int32Array): Int32Array {
  const counts = new Map<number, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const order = [...counts.keys()]
    .filter((label) => label >= 0)
    .toSorted((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  const numbers = new Map(order.map((label, number) => [label, number]));
  return labels.map((label) => (label < 0 ? -1 : numbers.get(label)!));
}

function compareCounts(
  x: Matrix,
  made: {
    readonly input: ClustersTaskInput;
    readonly params: Readonly<Record<string, unknown>>;
    readonly cluster: Cluster;
    readonly stopEarly: () => boolean;
    readonly tick: Tick;
  },
): Output['sweep'] {
  const { countParam } = requireAlgorithm(clusteringAlgorithms, made.input.algorithm);
  const counts = [...new Set(made.input.sweep)].toSorted((a, b) => a - b);
  if (countParam === null) return [];
  return counts
    .filter((count) => count <= x.rows)
    .flatMap((count, i) => {
      if (made.stopEarly()) return [];
      const at = (part: number) => (i + part) / counts.length;
      const message = `Comparing ${count} clusters`;
      const found = made.cluster(
        x,
        { ...made.params, [countParam]: count },
        subTick(made.tick, at(0), at(0.6), message),
      );
      const metrics = clusterMetrics(x, found.labels, subTick(made.tick, at(0.6), at(1), message));
      return [{ clusters: count, metrics: { ...metrics, ...found.metrics } }];
    });
}

async function saveLabels(
  { save, parquetPath }: ClustersTaskInput,
  rowNumbers: Uint32Array,
  labels: Int32Array,
): Promise<VersionColumn[] | null> {
  if (save === null) return null;
  const byRow = new Int32Array(save.versionRows).fill(-2);
  rowNumbers.forEach((row, i) => (byRow[row] = labels[i]!));
  const name = (label: number) => (label === -2 ? null : label === -1 ? 'noise' : String(label));
  return saveColumns(parquetPath, save, [
    { name: save.column, type: 'category', value: (row) => name(byRow[row]!) },
  ]);
}
