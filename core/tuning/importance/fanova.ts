import { createRng } from '../../base/rng.ts';
import type { ParamRange } from '../../contract/models.ts';
import type { SearchSpace } from '../../models/estimator.ts';
import type { PastTrial } from '../samplers/sampler.ts';
import { boundsOf, onlyValue, type Params } from '../samplers/search-space.ts';
import { marginalVariances, type Box } from './marginal-variance.ts';
import { growTree } from './regression-tree.ts';

/** Trees and their depth are those of Optuna 4.9's FanovaImportanceEvaluator. */
const trees = 64;
const depth = 64;
/** More choices than this are one column of their index: cells grow as 2^choices. */
const mostOneHot = 10;

/** The columns of one parameter: a number, or a column of 0 and 1 for each choice. */
interface Axis {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly columns: ((params: Params) => number | null)[];
}

function axisOf(name: string, range: ParamRange): Axis {
  if (range.type !== 'categorical') {
    const { low, high } = boundsOf(range);
    const read = (params: Params): number | null => {
      const value = params[name];
      return typeof value === 'number' && value >= low && value <= high ? value : null;
    };
    return { name, low, high, columns: [read] };
  }
  const { choices } = range;
  const indexOf = (params: Params): number | null => {
    const index = choices.findIndex((choice) => choice === params[name]);
    return index < 0 ? null : index;
  };
  if (choices.length > mostOneHot) {
    return { name, low: 0, high: choices.length - 1, columns: [indexOf] };
  }
  const columns = choices.map((_, c) => (params: Params): number | null => {
    const index = indexOf(params);
    return index === null ? null : index === c ? 1 : 0;
  });
  return { name, low: 0, high: 1, columns };
}

export interface FanovaOptions {
  readonly seed: number;
  /** Default 64. */
  readonly trees?: number;
  /** The newest trials that are looked at; default 2,000. */
  readonly most?: number;
}

/**
 * How much of the variance of the loss each parameter explains by itself: a random forest is fitted to the
 * complete trials, its variance is split up, and the shares are scaled to sum to 1. Empty with
 * fewer than two trials or where all losses are the same. Hutter et al. 2014, on the raw (not logarithmic) scale as
 * Optuna has it.
 */
export function fanova(
  space: SearchSpace,
  past: readonly PastTrial[],
  options: FanovaOptions,
): Record<string, number> {
  const axes = Object.entries(space)
    .filter(([, range]) => !onlyValue(range))
    .map(([name, range]) => axisOf(name, range));
  const fields = axes.flatMap(({ columns }) => columns);
  const rows = past
    .filter(({ state, loss }) => state === 'complete' && Number.isFinite(loss))
    .map(({ params, loss }) => ({ loss, values: fields.map((read) => read(params)) }))
    .filter(({ values }) => !values.includes(null))
    .slice(-(options.most ?? 2000));
  const y = Float64Array.from(rows, ({ loss }) => loss);
  if (axes.length === 0 || y.length < 2 || y.every((loss) => loss === y[0])) return {};
  const columns = fields.map((_, f) => Float64Array.from(rows, ({ values }) => values[f]!));
  const spread = (pick: (axis: Axis) => number): Float64Array =>
    Float64Array.from(axes.flatMap((axis) => axis.columns.map(() => pick(axis))));
  const box: Box = { low: spread(({ low }) => low), high: spread(({ high }) => high) };
  let next = 0;
  const groups = axes.map(({ columns: own }) => own.map(() => next++));
  const sums = new Float64Array(axes.length);
  const rng = createRng(options.seed).fork('fanova');
  for (let t = 0; t < (options.trees ?? trees); t++) {
    const tree = growTree(columns, y, { depth, rng: rng.fork(`tree ${t}`) });
    const { total, ofGroups } = marginalVariances(tree, box, groups);
    if (total > 0) ofGroups.forEach((variance, g) => (sums[g]! += variance / total));
  }
  const total = sums.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return {};
  const ranked = axes.map(({ name }, g): [string, number] => [name, sums[g]! / total]);
  return Object.fromEntries(ranked.toSorted((a, b) => b[1] - a[1]));
}
