import type { PastTrial } from '../samplers/sampler.ts';
import type { Reported } from './pruner.ts';

/** Complete trials there must be before any is stopped. */
const startupTrials = 5;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Stops a trial whose best loss so far is worse than the median of the complete trials at the same step.
 * As Optuna's MedianPruner with its defaults; a trial without any value is stopped.
 */
export function prunedByMedian(past: readonly PastTrial[], reported: Reported): boolean {
  const complete = past.filter(({ state }) => state === 'complete');
  const last = reported.at(-1);
  if (complete.length < startupTrials || !last) return false;
  const losses = reported.flatMap(({ loss }) => (loss === null ? [] : [loss]));
  if (losses.length === 0) return true;
  const others = complete.flatMap(({ intermediate }) => {
    const at = intermediate.find(({ step }) => step === last.step)?.loss ?? null;
    return at === null ? [] : [at];
  });
  return others.length > 0 && Math.min(...losses) > median(others);
}
