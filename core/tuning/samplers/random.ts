import { createRng, type Rng } from '../../base/rng.ts';
import type { ParamRange } from '../../contract/models.ts';
import type { SearchSpace } from '../../models/estimator.ts';
import type { Sampler } from './sampler.ts';
import { boundsOf, onlyValue, toRange, type Params } from './search-space.ts';

/** Uniform over the range, or over its logarithm; steps pad half a step on both sides. */
export function drawUniform(range: ParamRange, rng: Rng): unknown {
  const only = onlyValue(range);
  if (only) return only.value;
  if (range.type === 'categorical') return range.choices[rng.integer(range.choices.length)];
  const bounds = boundsOf(range);
  const half = (bounds.step ?? 0) / 2;
  const [low, high] = [bounds.low - half, bounds.high + half];
  const u = rng.next();
  const value = bounds.log
    ? Math.exp(Math.log(low) + u * (Math.log(high) - Math.log(low)))
    : low + u * (high - low);
  return toRange(value, bounds);
}

/** The stream of one parameter of one trial. */
export function streamOf(seed: number, number: number, name: string): Rng {
  return createRng(seed).fork(`trial ${number}`).fork(name);
}

/** Every parameter uniform and independent. */
export function randomSampler(space: SearchSpace, seed: number): Sampler {
  return {
    suggest: (number): Params =>
      Object.fromEntries(
        Object.entries(space).map(([name, range]) => [
          name,
          drawUniform(range, streamOf(seed, number, name)),
        ]),
      ),
  };
}
