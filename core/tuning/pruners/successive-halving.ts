import type { PastTrial } from '../samplers/sampler.ts';
import type { Reported } from './pruner.ts';

/**
 * Stops a trial at a rung (a step before the last) unless it is among the best 1/factor of the trials that came to
 * that rung. As Optuna's SuccessiveHalvingPruner: among fewer than `factor` the best one goes on. Li et al. 2020.
 */
export function prunedByHalving(
  past: readonly PastTrial[],
  reported: Reported,
  factor: number,
): boolean {
  const last = reported.at(-1);
  if (!last) return false;
  if (last.loss === null) return true;
  const others = past.flatMap(({ intermediate }) => {
    const at = intermediate.find(({ step }) => step === last.step)?.loss ?? null;
    return at === null ? [] : [at];
  });
  const competing = [...others, last.loss].toSorted((a, b) => a - b);
  const promoted = Math.max(1, Math.floor(competing.length / factor));
  return last.loss > competing[promoted - 1]!;
}
