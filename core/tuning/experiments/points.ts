import type { OutputOf } from '../../contract/contract.ts';
import type { TrialTaskOutput } from '../tasks.ts';

export type CurvePoint = OutputOf<'tuning.curve'>['points'][number];

interface Spread {
  mean: number | null;
  std: number | null;
  values: (number | null)[];
}

/** Mean and population standard deviation of what there is. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return { mean: null, std: null, values: [...values] };
  const mean = there.reduce((sum, value) => sum + value, 0) / there.length;
  const variance = there.reduce((sum, value) => sum + (value - mean) ** 2, 0) / there.length;
  return { mean, std: Math.sqrt(variance), values: [...values] };
}

/** A point of a curve. */
export function pointOf(at: CurvePoint['at'], output: TrialTaskOutput): CurvePoint {
  return {
    at,
    train: spreadOf(output.perFold.map(({ train }) => train)),
    test: spreadOf(output.perFold.map(({ value }) => value)),
    fitMs: output.fitMs,
  };
}
