import type { Rng } from '../../base/rng.ts';
import type { ParamRange } from '../../contract/models.ts';
import type { SearchSpace } from '../../models/estimator.ts';
import { parzenEstimator } from './parzen-estimator.ts';
import { drawUniform, streamOf } from './random.ts';
import type { PastTrial, Sampler } from './sampler.ts';
import { onlyValue } from './search-space.ts';

/** Trials drawn at random before the estimators begin, by default. */
const startupTrials = 10;
const candidates = 24;

/** How many of n trials count as good. */
function goodOf(n: number): number {
  return Math.min(Math.ceil(0.1 * n), 25);
}

/** How far a pruned trial came and how it stood there; those that got further come first. */
function prunedOrder(a: PastTrial, b: PastTrial): number {
  const [x, y] = [a.intermediate.at(-1), b.intermediate.at(-1)];
  const [stepX, stepY] = [x?.step ?? -1, y?.step ?? -1];
  return stepY - stepX || (x?.loss ?? Infinity) - (y?.loss ?? Infinity) || 0;
}

/**
 * Good and other trials, each by number: the best complete ones are good, then pruned ones, until
 * there are ⌈0.1 n⌉, at most 25.
 */
export function splitTrials(past: readonly PastTrial[]): {
  readonly good: readonly PastTrial[];
  readonly other: readonly PastTrial[];
} {
  const complete = past.filter(({ state }) => state === 'complete');
  const pruned = past.filter(({ state }) => state === 'pruned');
  const ranked = [...complete.toSorted((a, b) => a.loss - b.loss), ...pruned.toSorted(prunedOrder)];
  const count = goodOf(past.length);
  const byNumber = (a: PastTrial, b: PastTrial): number => a.number - b.number;
  return {
    good: ranked.slice(0, count).toSorted(byNumber),
    other: ranked.slice(count).toSorted(byNumber),
  };
}

/** What trials tried of a parameter: values, or indices of choices. Values out of the range are left out. */
function observed(trials: readonly PastTrial[], name: string, range: ParamRange): number[] {
  return trials.flatMap(({ params }) => {
    const value = params[name];
    if (range.type === 'categorical') {
      const index = range.choices.findIndex((choice) => choice === value);
      return index < 0 ? [] : [index];
    }
    const inside = typeof value === 'number' && value >= range.low && value <= range.high;
    return inside ? [value] : [];
  });
}

function suggestOne(
  name: string,
  range: ParamRange,
  drawn: { past: ReturnType<typeof splitTrials>; rng: Rng },
): unknown {
  const good = parzenEstimator(range, observed(drawn.past.good, name, range));
  const other = parzenEstimator(range, observed(drawn.past.other, name, range));
  let best = 0;
  let most = -Infinity;
  for (let c = 0; c < candidates; c++) {
    const value = good.sample(drawn.rng);
    const gain = good.logPdf(value) - other.logPdf(value);
    if (c > 0 && !(gain > most)) continue;
    best = value;
    most = gain;
  }
  return range.type === 'categorical' ? range.choices[best] : best;
}

/**
 * Tree-structured Parzen estimators, each parameter by itself, as Optuna 4.9's TPESampler with its
 * defaults: 10 random trials, 24 candidates drawn from the good trials' density l, the one with the
 * largest log l − log g tried. Bergstra et al. 2011.
 */
export function tpeSampler(
  space: SearchSpace,
  seed: number,
  startup: number = startupTrials,
): Sampler {
  return {
    suggest(number, past) {
      const random = past.length < startup;
      const split = random ? { good: [], other: [] } : splitTrials(past);
      return Object.fromEntries(
        Object.entries(space).map(([name, range]) => {
          const rng = streamOf(seed, number, name);
          const only = onlyValue(range);
          if (only) return [name, only.value];
          if (random) return [name, drawUniform(range, rng)];
          return [name, suggestOne(name, range, { past: split, rng })];
        }),
      );
    },
  };
}
