import { createRng } from '../../base/rng.ts';
import type { ParamRange } from '../../contract/models.ts';
import { allRows } from '../../evaluation/splitters.ts';
import type { SearchSpace } from '../../models/estimator.ts';
import type { Sampler } from './sampler.ts';
import { boundsOf, onlyValue, toRange } from './search-space.ts';

/** Ranges of at most this many values are tried in full. */
const mostValues = 10;
/** Points of every other range. */
const points = 5;
/** Grids up to this size are put in a random order as a whole. */
const mostShuffled = 1_000_000;

/** The values of a range that a grid tries: all when they are few, else evenly spaced ones. */
export function gridValues(range: ParamRange, count = points): unknown[] {
  const only = onlyValue(range);
  if (only) return [only.value];
  if (range.type === 'categorical') return [...range.choices];
  const bounds = boundsOf(range);
  const { low, high, step, log } = bounds;
  const all = step === null ? Infinity : Math.round((high - low) / step) + 1;
  const wanted = all <= Math.max(mostValues, count) && !log ? all : Math.min(all, count);
  const values = Array.from({ length: wanted }, (_, i) => {
    const share = i / (wanted - 1);
    if (share === 0) return low;
    if (share === 1) return high;
    const value = log
      ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)))
      : low + share * (high - low);
    return toRange(value, bounds);
  });
  return [...new Set(values)];
}

/** Places of the grid in a random order, each once. */
function* shuffledPlaces(size: number, seed: number): Generator<number> {
  const rng = createRng(seed).fork('grid');
  if (size <= mostShuffled) return yield* rng.shuffle(allRows(size));
  const seen = new Set<number>();
  for (;;) {
    const place = rng.integer(size);
    if (seen.has(place)) continue;
    seen.add(place);
    yield place;
  }
}

/**
 * Every combination once: in order when there are no more than `trials`, the last parameter varying
 * fastest, else in a random order, so that what is tried covers the whole.
 */
export function gridSampler(
  space: SearchSpace,
  options: { readonly trials: number; readonly seed: number },
): Sampler {
  const axes = Object.entries(space).map(([name, range]) => ({ name, values: gridValues(range) }));
  const size = axes.reduce((product, { values }) => product * values.length, 1);
  const places: number[] = [];
  const order =
    size <= options.trials ? allRows(size).values() : shuffledPlaces(size, options.seed);

  function placeOf(number: number): number | null {
    while (places.length <= number) {
      const next = order.next();
      if (next.done) return null;
      places.push(next.value);
    }
    return places[number]!;
  }

  return {
    suggest(number) {
      let place = placeOf(number);
      if (place === null) return null;
      const chosen: [string, unknown][] = [];
      for (const { name, values } of axes.toReversed()) {
        chosen.push([name, values[place % values.length]]);
        place = Math.floor(place / values.length);
      }
      return Object.fromEntries(chosen.toReversed());
    },
  };
}
