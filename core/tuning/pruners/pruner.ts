import { assertNever } from '../../base/assert-never.ts';
import type { TuneInput } from '../../contract/tuning.ts';
import type { PastTrial } from '../samplers/sampler.ts';
import { bracketOf } from './hyperband.ts';
import { prunedByMedian } from './median.ts';
import { prunedByHalving } from './successive-halving.ts';

export type PrunerName = TuneInput['pruner'];

/** What a trial has reported so far, in order of the steps. */
export type Reported = readonly { readonly step: number; readonly loss: number | null }[];

/** How much of the whole a trial is given at a step: `step` of the `whole`. */
export interface Rungs {
  readonly factor: number;
  /** factor^k units, the whole. */
  readonly whole: number;
}

const factors = { successive_halving: 4, hyperband: 3 } as const;
/** Rungs before the whole. */
const mostRungs = 2;

/**
 * The rungs of a pruner that gives resources in portions; null for those that watch folds. `smallest`
 * is the least share of the whole that makes sense.
 */
export function rungsOf(pruner: PrunerName, smallest: number): Rungs | null {
  if (pruner !== 'successive_halving' && pruner !== 'hyperband') return null;
  const factor = factors[pruner];
  let whole = 1;
  for (let rung = 0; rung < mostRungs && whole * factor * smallest <= 1; rung++) whole *= factor;
  return { factor, whole };
}

function bracketsOf({ factor, whole }: Rungs): number {
  return Math.round(Math.log(whole) / Math.log(factor)) + 1;
}

function bracket(study: string, number: number, rungs: Rungs): number {
  return bracketOf(study, number, { brackets: bracketsOf(rungs), factor: rungs.factor });
}

/** The steps of a trial in units of the resource, the whole last. */
export function stepsOf(
  pruner: PrunerName,
  trial: { readonly study: string; readonly number: number },
  rungs: Rungs,
): number[] {
  const first = pruner === 'hyperband' ? bracket(trial.study, trial.number, rungs) : 0;
  const steps: number[] = [];
  for (let step = rungs.factor ** first; step <= rungs.whole; step *= rungs.factor)
    steps.push(step);
  return steps;
}

/** The trials a pruner compares with: of hyperband only those of the same bracket. */
export function rivalsOf(
  pruner: PrunerName,
  past: readonly PastTrial[],
  trial: { readonly study: string; readonly number: number; readonly rungs: Rungs | null },
): readonly PastTrial[] {
  const { study, number, rungs } = trial;
  if (pruner !== 'hyperband' || !rungs) return past;
  const own = bracket(study, number, rungs);
  return past.filter((other) => bracket(study, other.number, rungs) === own);
}

/** Whether a trial is stopped after what it reported last, which is not its last step. */
export function isPruned(
  pruner: PrunerName,
  rivals: readonly PastTrial[],
  reported: Reported,
): boolean {
  switch (pruner) {
    case 'none':
      return false;
    case 'median':
      return prunedByMedian(rivals, reported);
    case 'successive_halving':
    case 'hyperband':
      return prunedByHalving(rivals, reported, factors[pruner]);
    default:
      return assertNever(pruner);
  }
}
