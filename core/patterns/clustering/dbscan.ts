import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { subTick } from '../../base/tick.ts';
import { createNeighbourIndex } from '../../models/neighbours/neighbour-index.ts';
import type { Warning } from '../../contract/common.ts';
import type { Matrix } from '../../table/matrix.ts';
import { defineClustering } from '../pattern-algorithm.ts';

const params = z.strictObject({
  eps: z.number().positive().max(1e12).default(0.5).meta({
    title: 'Reach',
    description: 'Rows within this distance are neighbours',
  }),
  min_samples: z.int().min(1).max(10_000).default(5).meta({
    title: 'Fewest neighbours',
    description: 'Of a row inside a cluster, itself included',
  }),
});

/** Pairs of neighbours that fit in memory. */
const mostPairs = 1e8;
/** Rows whose neighbourhoods tell how many pairs there will be. */
const probedRows = 200;

/**
 * DBSCAN of Ester et al. 1996: rows with `min_samples` neighbours within `eps` and what they reach. Noise is
 * −1; a row at the edge of two clusters is in the one found first, as in scikit-learn.
 */
export const dbscan = defineClustering<z.infer<typeof params>>({
  id: 'dbscan',
  kind: 'clusters',
  title: 'DBSCAN',
  summary: 'Dense regions of any shape; rows far from all of them are noise',
  params,
  mostRows: 50_000,
  countParam: null,
  run(x, { params: { eps, min_samples: fewest }, tick }) {
    const index = createNeighbourIndex(x.columns);
    checkPairs(x, (rows) => index.radius(rows, eps).indices.length);
    const { offsets, indices } = index.radius(x.columns, eps, subTick(tick, 0, 0.9));
    const labels = new Int32Array(x.rows).fill(-1);
    const isCore = (row: number) => offsets[row + 1]! - offsets[row]! >= fewest;
    let label = 0;
    const open: number[] = [];
    for (let start = 0; start < x.rows; start++) {
      if (labels[start] !== -1 || !isCore(start)) continue;
      for (let row: number | undefined = start; row !== undefined; row = open.pop()) {
        if (labels[row] !== -1) continue;
        labels[row] = label;
        if (!isCore(row)) continue;
        for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
          if (labels[indices[at]!] === -1) open.push(indices[at]!);
        }
      }
      label++;
    }
    const noise = labels.reduce((count, own) => count + (own < 0 ? 1 : 0), 0);
    const warnings = label > 1 ? [] : [adviseReach(x, { eps, fewest, label })];
    return { labels, metrics: { noise_share: noise / x.rows }, warnings };
  },
});

/** What reach would fit, where the one asked for finds no clusters or one only. */
function adviseReach(
  x: Matrix,
  { eps, fewest, label }: { readonly eps: number; readonly fewest: number; readonly label: number },
): Warning {
  const rows = probe(x);
  const { k, distances } = createNeighbourIndex(x.columns, { neighbours: fewest }).query(
    rows,
    fewest,
  );
  const reach = Float64Array.from({ length: rows[0]!.length }, (_, i) => distances[i * k + k - 1]!);
  const median = reach.toSorted()[reach.length >> 1]!.toPrecision(3);
  const seen = label === 0 ? 'no clusters' : 'one cluster only';
  const message = `There are ${seen} within ${eps}: half of the rows have ${fewest} neighbours within ${median}.`;
  return { kind: 'reach', message };
}

/** Some rows, taken in even steps. */
function probe(x: Matrix): Float64Array[] {
  const probed = Math.min(x.rows, probedRows);
  const step = x.rows / probed;
  return x.columns.map((values) =>
    Float64Array.from({ length: probed }, (_, i) => values[Math.floor(i * step)]!),
  );
}

/** Refuses a reach that makes nearly all rows neighbours of each other. */
function checkPairs(x: Matrix, pairs: (rows: readonly Float64Array[]) => number): void {
  const rows = probe(x);
  const expected = (pairs(rows) / rows[0]!.length) * x.rows;
  if (expected <= mostPairs) return;
  const each = Math.round(expected / x.rows);
  throw new AppError(
    'OUT_OF_MEMORY',
    `Each of the ${x.rows} rows has about ${each} neighbours: ${expected.toExponential(1)} pairs, at most ${mostPairs.toExponential(0)} are kept`,
    { hint: 'Choose a smaller eps, fewer rows with a condition, or hdbscan', path: 'params.eps' },
  );
}
