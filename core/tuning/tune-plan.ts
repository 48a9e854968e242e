import { AppError } from '../base/app-error.ts';
import { parseParams } from '../base/parse-params.ts';
import type { TuneInput } from '../contract/tuning.ts';
import type { Estimator, SearchSpace } from '../models/estimator.ts';
import type { PreparedSearch } from './prepare-search.ts';
import { rungsOf, type Rungs } from './pruners/pruner.ts';
import { gridSampler } from './samplers/grid.ts';
import { randomSampler } from './samplers/random.ts';
import type { Sampler } from './samplers/sampler.ts';
import { checkSpace } from './samplers/search-space.ts';
import { tpeSampler } from './samplers/tpe.ts';

/** Training rows of a fold below which a share of them says nothing. */
const fewestRows = 60;
/** Trees below which fewer of them say nothing. */
const fewestTrees = 5;

/** The ranges to search: those asked for, else the algorithm's own, less what is fixed. */
export function chooseSpace(estimator: Estimator, input: TuneInput): SearchSpace {
  const own = input.space ?? estimator.search ?? {};
  const entries = Object.entries(own).filter(([name]) => !Object.hasOwn(input.params, name));
  const space = Object.fromEntries(entries);
  if (entries.length === 0) {
    throw new AppError('INVALID_INPUT', `${estimator.id} has nothing left to search.`, {
      hint: 'Give ranges as space, or fix fewer parameters.',
      path: 'space',
    });
  }
  checkSpace(space);
  // Names and kinds of values are wrong in every trial or in none.
  const drawn = randomSampler(space, input.seed).suggest(0, []);
  const owner = { id: estimator.id, path: 'space' };
  parseParams(estimator.params, { ...input.params, ...drawn }, owner);
  return space;
}

/** The sampler that was asked for. */
export function makeSampler(space: SearchSpace, input: TuneInput): Sampler {
  const { trials, seed } = input;
  if (input.sampler === 'grid') return gridSampler(space, { trials, seed });
  return input.sampler === 'random' ? randomSampler(space, seed) : tpeSampler(space, seed);
}

export interface Resource {
  readonly resource: 'rows' | 'n_estimators';
  readonly rungs: Rungs;
}

/** What a pruner that gives portions gives portions of. */
export function resourceOf(
  estimator: Estimator,
  input: TuneInput,
  search: PreparedSearch,
): Resource | null {
  const owner = { id: estimator.id, path: 'params' };
  const params = parseParams(estimator.params, input.params, owner);
  const trees = params['n_estimators'];
  const [resource, smallest] =
    typeof trees === 'number'
      ? (['n_estimators', fewestTrees / trees] as const)
      : (['rows', fewestRows / search.shape.foldRows] as const);
  const rungs = rungsOf(input.pruner, smallest);
  return rungs && { resource, rungs };
}
