import { AppError } from '../../base/app-error.ts';
import type { ParamRange } from '../../contract/models.ts';
import type { SearchSpace } from '../../models/estimator.ts';

/** Values by parameter. */
export type Params = Readonly<Record<string, unknown>>;

export type NumericRange = Exclude<ParamRange, { type: 'categorical' }>;

export interface Bounds {
  readonly low: number;
  /** The largest value that is reached from `low` in whole steps. */
  readonly high: number;
  /** Distance of neighbouring values; null: any number in between. */
  readonly step: number | null;
  readonly log: boolean;
}

/** Integers are a step apart; a step that does not fit ends below the upper bound. */
export function boundsOf(range: NumericRange): Bounds {
  const { low, log = false } = range;
  const step = range.step ?? (range.type === 'integer' ? 1 : null);
  if (step === null) return { low, high: range.high, step, log };
  const steps = Math.floor((range.high - low) / step + 1e-9);
  return { low, high: low + steps * step, step, log };
}

/** The value itself when it is the only one a range has. */
export function onlyValue(range: ParamRange): { readonly value: unknown } | null {
  if (range.type === 'categorical') {
    return range.choices.length === 1 ? { value: range.choices[0] } : null;
  }
  const { low, high } = boundsOf(range);
  return low === high ? { value: low } : null;
}

/** A number as the range has it: on a step, within the bounds. */
export function toRange(value: number, { low, high, step }: Bounds): number {
  const stepped = step === null ? value : low + Math.round((value - low) / step) * step;
  const clipped = Math.min(high, Math.max(low, stepped));
  // Sums of steps such as 0.1 gather digits that nobody asked for.
  return step === null || Number.isInteger(step) ? clipped : Number(clipped.toPrecision(12));
}

function refuse(name: string, message: string): AppError {
  return new AppError('INVALID_INPUT', `The range of '${name}' ${message}.`, {
    hint: 'Such as {"type":"float","low":0.01,"high":1,"log":true}',
    path: `space.${name}`,
  });
}

/** Refuses ranges that hold nothing: low above high, a logarithm of numbers ≤ 0, a step with a logarithm. */
export function checkSpace(space: SearchSpace): void {
  for (const [name, range] of Object.entries(space)) {
    if (range.type === 'categorical') continue;
    const { low, high, log, step } = range;
    if (!Number.isFinite(low) || !Number.isFinite(high)) throw refuse(name, 'is not finite');
    if (low > high) throw refuse(name, `begins at ${low}, above its end ${high}`);
    if (log && low <= 0) throw refuse(name, `is logarithmic but begins at ${low}`);
    if (log && step !== undefined && step !== 1) {
      throw refuse(name, 'is logarithmic and has a step; choose one');
    }
    if (log && range.type === 'float' && step !== undefined) {
      throw refuse(name, 'is logarithmic and has a step; choose one');
    }
  }
}
