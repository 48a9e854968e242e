import type { Series } from '../../contract/eda-series.ts';
import type { RegularStep } from './regular-step.ts';
import type { Observations } from './resample.ts';

/** Without missing values at either end. */
export function trimMissing({ time, value }: Observations): Observations {
  let from = 0;
  let to = value.length;
  while (from < to && Number.isNaN(value[from]!)) from++;
  while (to > from && Number.isNaN(value[to - 1]!)) to--;
  return { time: time.subarray(from, to), value: value.subarray(from, to) };
}

/** Missing values on the straight line between their neighbours, each observation one step. */
export function interpolateMissing(value: Float64Array): {
  readonly values: Float64Array;
  readonly filled: number;
} {
  const values = value.slice();
  let last = -1;
  let filled = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const from = last < 0 ? i : last + 1;
    for (let j = from; j < i; j++) {
      const share = (j - last) / (i - last);
      values[j] = values[last]! * (1 - share) + values[i]! * share;
      filled++;
    }
    last = i;
  }
  return { values, filled };
}

const mostGaps = 100;

/** Where observations are missing between two that have a value: the 100 longest, in order of time. */
export function findGaps({ time, value }: Observations, step: RegularStep): Series['gaps'] {
  const gaps: Series['gaps'] = [];
  let last = -1;
  for (let i = 0; i < time.length; i++) {
    if (Number.isNaN(value[i]!)) continue;
    if (last >= 0) {
      const missing = Math.max(step.between(time[last]!, time[i]!), i - last) - 1;
      if (missing > 0) gaps.push({ from: time[last]!, to: time[i]!, missing });
    }
    last = i;
  }
  if (gaps.length <= mostGaps) return gaps;
  return gaps
    .toSorted((a, b) => b.missing - a.missing || a.from - b.from)
    .slice(0, mostGaps)
    .sort((a, b) => a.from - b.from);
}
