import { AppError } from '../../base/app-error.ts';
import { orderNumbers } from '../../stats/order-numbers.ts';
import { calendarSteps, type Frequency } from './calendar.ts';

/** Moments ascending and distinct; missing values are NaN. */
export interface Observations {
  readonly time: Float64Array;
  readonly value: Float64Array;
}

export type Aggregate = 'mean' | 'sum' | 'min' | 'max' | 'last';

/** More steps than anybody looks at, and 16 bytes each. */
const mostSteps = 2_000_000;

export interface Ordered {
  readonly observations: Observations;
  /** Rows without a moment, left out. */
  readonly untimed: number;
  /** Rows that share their moment with an earlier one and were taken together. */
  readonly repeated: number;
  /** Did the rows stand in order of time? */
  readonly sorted: boolean;
}

/** Observations in order of time, those of one moment taken together. O(n). */
export function orderObservations(
  time: Float64Array,
  value: Float64Array,
  aggregate: Aggregate,
): Ordered {
  const order = orderNumbers(time);
  const sorted = order.every((row, i) => i === 0 || row > order[i - 1]!);
  const times = new Float64Array(order.length);
  const groups = new Groups(order.length, aggregate);
  let at = -1;
  for (const row of order) {
    if (at < 0 || time[row] !== times[at]) times[++at] = time[row]!;
    groups.add(at, value[row]!);
  }
  const distinct = at + 1;
  return {
    observations: { time: times.slice(0, distinct), value: groups.values(distinct) },
    untimed: time.length - order.length,
    repeated: order.length - distinct,
    sorted,
  };
}

/**
 * One value for each step of the calendar, from the first observation's to the last one's; a step
 * without a value is missing, also its sum. The moment of a step is its beginning. Throws INVALID_INPUT
 * for more than two million steps. O(n + steps).
 */
export function resample(
  { time, value }: Observations,
  frequency: Frequency,
  aggregate: Aggregate,
): Observations {
  if (time.length === 0) return { time, value };
  const steps = calendarSteps(frequency, time[0]!);
  const count = steps.indexOf(time.at(-1)!) + 1;
  if (count > mostSteps) {
    throw new AppError('INVALID_INPUT', `Resampling would make ${count} steps`, {
      hint: `Choose a longer step; ${mostSteps} are the most`,
      path: 'resample',
    });
  }
  const groups = new Groups(count, aggregate);
  for (let i = 0; i < time.length; i++) groups.add(steps.indexOf(time[i]!), value[i]!);
  const starts = Float64Array.from({ length: count }, (_, i) => steps.startOf(i));
  return { time: starts, value: groups.values(count) };
}

/** Values by group; groups without a value stay missing. */
class Groups {
  private readonly counts: Uint32Array;
  private readonly folded: Float64Array;
  private readonly aggregate: Aggregate;

  constructor(size: number, aggregate: Aggregate) {
    this.counts = new Uint32Array(size);
    this.folded = new Float64Array(size).fill(Number.NaN);
    this.aggregate = aggregate;
  }

  add(group: number, value: number): void {
    if (Number.isNaN(value)) return;
    const before = this.folded[group]!;
    this.folded[group] = this.counts[group]!++ === 0 ? value : this.fold(before, value);
  }

  values(size: number): Float64Array {
    const values = this.folded.slice(0, size);
    if (this.aggregate !== 'mean') return values;
    return values.map((sum, i) => sum / this.counts[i]!);
  }

  private fold(before: number, value: number): number {
    switch (this.aggregate) {
      case 'mean':
      case 'sum':
        return before + value;
      case 'min':
        return Math.min(before, value);
      case 'max':
        return Math.max(before, value);
      case 'last':
        return value;
    }
  }
}
