import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { createRng, type Rng } from '../../base/rng.ts';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { defineDecomposition } from '../pattern-algorithm.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import { nearestOthers } from './nearest-others.ts';
import { leadingComponents } from './leading-components.ts';
import type { SparseGraph } from './sparse-graph.ts';
import { spectralLayout } from './spectral-layout.ts';
import { trustworthiness } from './trustworthiness.ts';
import { fitMapCurve, type MapCurve } from './umap-curve.ts';

const params = z.strictObject({
  n_neighbors: z.int().min(2).max(1000).default(15).meta({
    title: 'Neighbours',
    description: 'Few show detail, many the whole; the row itself counts',
  }),
  n_components: z.int().min(1).max(10).default(2).meta({ title: 'Components' }),
  min_dist: z.number().min(0).max(1).default(0.1).meta({
    title: 'Least distance',
    description: 'How close points may lie on the map',
  }),
  n_epochs: z.int().min(0).max(10_000).default(0).meta({
    title: 'Epochs',
    description: '0: 500 up to 10,000 rows, else 200',
  }),
  learning_rate: z.number().positive().max(100).default(1).meta({ title: 'Learning rate' }),
  negative_sample_rate: z.int().min(1).max(100).default(5).meta({
    title: 'Negative samples',
    description: 'Rows pushed away for each neighbour pulled near',
  }),
  init: z.enum(['spectral', 'pca', 'random']).default('spectral').meta({ title: 'Start' }),
});
type Params = z.infer<typeof params>;

/** UMAP of McInnes, Healy & Melville 2018 with exact neighbours, as umap-learn. */
export const umap = defineDecomposition<Params>({
  id: 'umap',
  kind: 'components',
  title: 'UMAP',
  summary: 'A map that keeps neighbours together and more of the whole than t-SNE',
  params,
  mostRows: 20_000,
  run(x, { params: chosen, seed, tick, stopEarly }) {
    if (x.rows <= chosen.n_components + 1) {
      throw new AppError('NOT_ENOUGH_DATA', `${x.rows} rows are too few for a map`, {
        hint: `Use at least ${chosen.n_components + 2} rows`,
      });
    }
    const rng = createRng(seed).fork('umap');
    const others = nearestOthers(x, chosen.n_neighbors - 1, subTick(tick, 0, 0.15));
    const graph = fuzzyGraph(others);
    const layout = begin(x, graph, { ...chosen, rng, tick: subTick(tick, 0.15, 0.25) });
    optimise(graph, layout, {
      ...chosen,
      curve: fitMapCurve(chosen.min_dist),
      rng,
      tick: subTick(tick, 0.25, 0.95),
      stopEarly,
    });
    return {
      names: layout.map((_, i) => `UMAP ${i + 1}`),
      scores: layout,
      explainedVariance: null,
      explainedVarianceRatio: null,
      loadings: null,
      metrics: { trustworthiness: trustworthiness(x, layout, subTick(tick, 0.95, 1)) },
    };
  },
});

/** Coordinates between 0 and 10 on each axis. */
function begin(
  x: Matrix,
  graph: SparseGraph,
  { n_components: count, init, rng, tick }: Params & { rng: Rng; tick: Tick },
): Float64Array[] {
  const random = () => Float64Array.from({ length: x.rows }, () => rng.next());
  const given = init === 'random' ? [] : leadingComponents(x, count).scores;
  const start = Array.from({ length: count }, (_, axis) => given[axis] ?? random());
  const layout = init === 'spectral' ? spectralLayout(graph, start, { rng, tick }) : start;
  return layout.map((values) => {
    let low = Infinity;
    let high = -Infinity;
    for (const value of values) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const width = high - low;
    // noise parts rows that are equal
    return values.map(
      (value) => (width > 0 ? (10 * (value - low)) / width : 0) + 1e-4 * rng.normal(),
    );
  });
}

interface Optimisation extends Params {
  readonly curve: MapCurve;
  readonly rng: Rng;
  readonly tick: Tick;
  readonly stopEarly: () => boolean;
}

const clip = (value: number) => (value > 4 ? 4 : value < -4 ? -4 : value);

/** Stochastic gradient steps: an edge is drawn as often as its weight says, with rows at random to push away. */
function optimise(
  graph: SparseGraph,
  layout: readonly Float64Array[],
  options: Optimisation,
): void {
  const { rows, offsets, targets, weights } = graph;
  const { a, b } = options.curve;
  const epochs = options.n_epochs || (rows <= 10_000 ? 500 : 200);
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const every = weights.map((weight) => (weight * epochs < largest ? Infinity : largest / weight));
  const next = every.slice();
  const everyNegative = every.map((epoch) => epoch / options.negative_sample_rate);
  const nextNegative = everyNegative.slice();
  const axes = layout.length;
  for (let epoch = 0; epoch < epochs && !options.stopEarly(); epoch++) {
    options.tick(epoch / epochs);
    const rate = options.learning_rate * (1 - epoch / epochs);
    for (let row = 0; row < rows; row++) {
      for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
        if (next[at]! > epoch) continue;
        const other = targets[at]!;
        const near = squared(layout, row, other);
        if (near > 0) {
          const power = near ** b;
          const pull = (-2 * a * b * (power / near)) / (a * power + 1);
          for (let axis = 0; axis < axes; axis++) {
            const values = layout[axis]!;
            const step = clip(pull * (values[row]! - values[other]!)) * rate;
            values[row]! += step;
            values[other]! -= step;
          }
        }
        next[at]! += every[at]!;
        const negatives = Math.floor((epoch - nextNegative[at]!) / everyNegative[at]!);
        for (let n = 0; n < negatives; n++) {
          const far = options.rng.integer(rows);
          const gap = squared(layout, row, far);
          if (!(gap > 0)) continue;
          const push = (2 * b) / ((0.001 + gap) * (a * gap ** b + 1));
          for (let axis = 0; axis < axes; axis++) {
            const values = layout[axis]!;
            values[row]! += clip(push * (values[row]! - values[far]!)) * rate;
          }
        }
        nextNegative[at]! += negatives * everyNegative[at]!;
      }
    }
  }
}

function squared(layout: readonly Float64Array[], one: number, other: number): number {
  let sum = 0;
  for (let axis = 0; axis < layout.length; axis++) {
    const difference = layout[axis]![one]! - layout[axis]![other]!;
    sum += difference * difference;
  }
  return sum;
}
