import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { createRng } from '../../base/rng.ts';
import { subTick, type Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { defineDecomposition } from '../pattern-algorithm.ts';
import { nearestOthers, type NearestOthers } from './nearest-others.ts';
import { leadingComponents } from './leading-components.ts';
import { Quadtree, type Repulsion } from './quadtree.ts';
import { symmetrise, type SparseGraph } from './sparse-graph.ts';
import { trustworthiness } from './trustworthiness.ts';

const params = z.strictObject({
  perplexity: z.number().min(1).max(1000).default(30).meta({
    title: 'Perplexity',
    description: 'About how many neighbours a row has; less than the rows',
  }),
  early_exaggeration: z.number().min(1).max(1000).default(12).meta({
    title: 'Early exaggeration',
    description: 'How tightly groups are pulled together at first',
  }),
  learning_rate: z.number().min(0).max(1e6).default(0).meta({
    title: 'Learning rate',
    description: '0: rows / early exaggeration / 4, at least 50',
  }),
  max_iter: z.int().min(250).max(100_000).default(1000).meta({ title: 'Iterations' }),
  init: z.enum(['pca', 'random']).default('pca').meta({ title: 'Start' }),
  angle: z.number().min(0).max(1).default(0.5).meta({
    title: 'Angle',
    description: 'Coarseness of the approximation; 0 is exact and slow',
  }),
});
type Params = z.infer<typeof params>;

const exploration = 250;
const checkEvery = 50;
const patience = 300;
const leastGradient = 1e-7;

interface Layout {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** t-SNE of van der Maaten & Hinton 2008 in the plane, with Barnes-Hut (2014), as scikit-learn. */
export const tSne = defineDecomposition<Params>({
  id: 't_sne',
  kind: 'components',
  title: 't-SNE',
  summary: 'A map that keeps neighbours together; distances between groups mean little',
  params,
  mostRows: 5000,
  run(x, { params: chosen, seed, tick, stopEarly }) {
    if (chosen.perplexity >= x.rows) {
      throw new AppError(
        'NOT_ENOUGH_DATA',
        `A perplexity of ${chosen.perplexity} needs more than ${x.rows} rows`,
        { hint: 'Choose a smaller perplexity, or more rows', path: 'params.perplexity' },
      );
    }
    const others = nearestOthers(x, Math.floor(3 * chosen.perplexity + 1), subTick(tick, 0, 0.1));
    const graph = jointProbabilities(others, chosen.perplexity);
    const layout = begin(x, chosen.init, seed);
    const divergence = descend(graph, layout, {
      ...chosen,
      learning_rate: chosen.learning_rate || Math.max(50, x.rows / chosen.early_exaggeration / 4),
      tick: subTick(tick, 0.1, 0.95),
      stopEarly,
    });
    const scores = [layout.xs, layout.ys];
    return {
      names: ['t-SNE 1', 't-SNE 2'],
      scores,
      explainedVariance: null,
      explainedVarianceRatio: null,
      loadings: null,
      metrics: {
        kl_divergence: divergence,
        trustworthiness: trustworthiness(x, scores, subTick(tick, 0.95, 1)),
      },
    };
  },
});

/** Principal components with a standard deviation of 1e-4 on the first, or normal numbers of it. */
function begin(x: Matrix, init: 'pca' | 'random', seed: number): Layout {
  const rng = createRng(seed).fork('t_sne');
  const random = () => Float64Array.from({ length: x.rows }, () => 1e-4 * rng.normal());
  if (init === 'random') return { xs: random(), ys: random() };
  const { scores } = leadingComponents(x, 2);
  const first = scores[0]!;
  const spread = Math.sqrt(first.reduce((sum, value) => sum + value * value, 0) / first.length);
  if (!(spread > 0)) return { xs: random(), ys: random() };
  const scaled = scores.map((values) => values.map((value) => (value / spread) * 1e-4));
  return { xs: scaled[0]!, ys: scaled[1] ?? random() };
}

/** Chances that two rows are neighbours, for both directions together; all sum to 1. */
function jointProbabilities(others: NearestOthers, perplexity: number): SparseGraph {
  const weights = conditionalProbabilities(others, perplexity);
  const graph = symmetrise({ ...others, weights }, (there, back) => there + back);
  const total = graph.weights.reduce((sum, weight) => sum + weight, 0);
  return { ...graph, weights: graph.weights.map((weight) => weight / total) };
}

/** Widths of the normal kernels are searched until the entropy is that of the perplexity. */
function conditionalProbabilities(
  { k, distances }: NearestOthers,
  perplexity: number,
): Float64Array {
  const wanted = Math.log(perplexity);
  const chances = new Float64Array(distances.length);
  for (let from = 0; from < distances.length; from += k) {
    let [beta, low, high] = [1, -Infinity, Infinity];
    const squares = distances.slice(from, from + k).map((distance) => distance * distance);
    // only differences matter, and far rows do not underflow
    const nearest = squares[0]!;
    for (let step = 0; step < 100; step++) {
      let sum = 0;
      let weighted = 0;
      for (let j = 0; j < k; j++) {
        const chance = Math.exp(-(squares[j]! - nearest) * beta);
        chances[from + j] = chance;
        sum += chance;
        weighted += (squares[j]! - nearest) * chance;
      }
      for (let j = 0; j < k; j++) chances[from + j]! /= sum;
      const difference = Math.log(sum) + (beta * weighted) / sum - wanted;
      if (Math.abs(difference) <= 1e-5) break;
      if (difference > 0) {
        low = beta;
        beta = high === Infinity ? beta * 2 : (beta + high) / 2;
      } else {
        high = beta;
        beta = low === -Infinity ? beta / 2 : (beta + low) / 2;
      }
    }
  }
  return chances;
}

interface Descent extends Params {
  readonly tick: Tick;
  readonly stopEarly: () => boolean;
}

/** Moves the points; the Kullback-Leibler divergence at the end. */
function descend(graph: SparseGraph, { xs, ys }: Layout, options: Descent): number {
  const n = graph.rows;
  const tree = new Quadtree(n);
  const gradients = [new Float64Array(n), new Float64Array(n)];
  const updates = [new Float64Array(n), new Float64Array(n)];
  const gains = [new Float64Array(n).fill(1), new Float64Array(n).fill(1)];
  const points = [xs, ys];
  let divergence = Infinity;
  let best = Infinity;
  let bestAt = 0;
  for (let iteration = 0; iteration < options.max_iter; iteration++) {
    const done = iteration / options.max_iter;
    options.tick(done);
    const exaggeration = iteration < exploration ? options.early_exaggeration : 1;
    const momentum = iteration < exploration ? 0.5 : 0.8;
    if (iteration === exploration) [best, bestAt] = [Infinity, iteration];
    const last = iteration === options.max_iter - 1 || options.stopEarly();
    const check = (iteration + 1) % checkEvery === 0 || last;
    const made = slopes(
      graph,
      { xs, ys },
      {
        tree,
        angle: options.angle,
        exaggeration,
        gradients,
        measured: check,
        look: () => options.tick(done),
      },
    );
    let norm = 0;
    for (let axis = 0; axis < 2; axis++) {
      const [gradient, update] = [gradients[axis]!, updates[axis]!];
      const [gain, point] = [gains[axis]!, points[axis]!];
      for (let i = 0; i < n; i++) {
        const grown = update[i]! * gradient[i]! < 0 ? gain[i]! + 0.2 : gain[i]! * 0.8;
        gain[i] = Math.max(0.01, grown);
        const slope = gradient[i]! * gain[i]!;
        norm += slope * slope;
        update[i] = momentum * update[i]! - options.learning_rate * slope;
        point[i]! += update[i]!;
      }
    }
    if (!check) continue;
    divergence = made;
    if (divergence < best) [best, bestAt] = [divergence, iteration];
    const stalled = iteration - bestAt > patience && iteration >= exploration;
    if (last || stalled) break;
    if (Math.sqrt(norm) <= leastGradient && iteration >= exploration) break;
  }
  return divergence;
}

interface SlopeOptions {
  readonly tree: Quadtree;
  readonly angle: number;
  readonly exaggeration: number;
  readonly gradients: readonly Float64Array[];
  /** Whether the divergence is wanted: it takes as long as the rest. */
  readonly measured: boolean;
  readonly look: () => void;
}

/** Fills in the gradient; the divergence, with the neighbours exaggerated as they are. */
function slopes(
  { rows, offsets, targets, weights }: SparseGraph,
  { xs, ys }: Layout,
  options: SlopeOptions,
): number {
  const { tree, angle, exaggeration, measured, look } = options;
  const [gx, gy] = [options.gradients[0]!, options.gradients[1]!];
  tree.build(xs, ys);
  const into: Repulsion = { x: 0, y: 0, sum: 0 };
  let total = 0;
  for (let i = 0; i < rows; i++) {
    if (i % 1024 === 0) look();
    tree.repel(xs[i]!, ys[i]!, { angle, into });
    total += into.sum;
    gx[i] = into.x;
    gy[i] = into.y;
  }
  let divergence = 0;
  for (let i = 0; i < rows; i++) {
    let pullX = 0;
    let pullY = 0;
    for (let at = offsets[i]!; at < offsets[i + 1]!; at++) {
      const other = targets[at]!;
      const dx = xs[i]! - xs[other]!;
      const dy = ys[i]! - ys[other]!;
      const q = 1 / (1 + dx * dx + dy * dy);
      const p = exaggeration * weights[at]!;
      pullX += p * q * dx;
      pullY += p * q * dy;
      if (measured) divergence += p * Math.log(Math.max(p, 1e-37) / Math.max(q / total, 1e-37));
    }
    gx[i] = 4 * (pullX - gx[i]! / total);
    gy[i] = 4 * (pullY - gy[i]! / total);
  }
  return divergence;
}
