import { z } from 'zod';
import type { Matrix } from '../../table/matrix.ts';
import { checkFit } from '../check-fit.ts';
import type { FitOptions } from '../estimator.ts';
import { classWeights, weightedMean } from '../weighted-moments.ts';
import { neighbourMetrics } from './metrics.ts';
import { neighbourAlgorithms } from './neighbour-index.ts';
import { neighbourWeights, type NeighboursState } from './neighbours-state.ts';

/** Parameters that all models of neighbours share. */
export const sharedNeighbourParams = {
  weights: z.enum(neighbourWeights).default('uniform').meta({
    title: 'Votes',
    description: 'distance: a neighbour counts by 1 / its distance; one at distance 0 counts alone',
  }),
  metric: z.enum(neighbourMetrics).default('minkowski').meta({
    title: 'Distance',
    description: 'How far apart two rows are; minkowski with p = 2 is euclidean',
  }),
  p: z.number().min(1).max(100).default(2).meta({
    title: 'Exponent',
    description: 'Of minkowski: 1 is manhattan, 2 euclidean',
  }),
  algorithm: z.enum(neighbourAlgorithms).default('auto').meta({
    title: 'Search',
    description: 'How neighbours are found; it changes the time, not the result',
  }),
};

type SharedParams = z.infer<z.ZodObject<typeof sharedNeighbourParams>>;

function fallbackOf(y: Float64Array, { classes, weights }: FitOptions<unknown>): Float64Array {
  if (classes === 0) return Float64Array.of(weightedMean(y, weights));
  const votes = classWeights(y, classes, weights);
  const total = votes.reduce((sum, vote) => sum + vote, 0);
  return votes.map((vote) => vote / total);
}

/** Copies the rows that have a weight: all that a model of neighbours learns. */
export function rememberRows(
  x: Matrix,
  y: Float64Array,
  options: FitOptions<SharedParams>,
): Omit<NeighboursState, 'neighbours' | 'radius'> {
  checkFit(x, y, options, { missing: 'refuse' });
  const { params, classes, weights, task } = options;
  const keep = (_: number, i: number) => !weights || weights[i]! > 0;
  const columns = x.columns.map((column) => column.filter(keep));
  options.tick(1);
  return {
    kind: 'neighbours',
    link: task === 'classification' ? 'probability' : 'identity',
    columns,
    y: y.filter(keep),
    classes,
    rowWeights: weights ? weights.filter(keep) : null,
    metric: params.metric,
    p: params.p,
    algorithm: params.algorithm,
    weights: params.weights,
    fallback: fallbackOf(y, options),
  };
}
