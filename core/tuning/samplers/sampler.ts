import type { Params } from './search-space.ts';

/** A trial that has ended, as samplers and pruners see it. */
export interface PastTrial {
  readonly number: number;
  readonly state: 'complete' | 'pruned';
  /** What is made small: the metric, or its negative where higher is better. */
  readonly loss: number;
  readonly params: Params;
  /** Step and loss, in order of the steps. */
  readonly intermediate: readonly { readonly step: number; readonly loss: number | null }[];
}

/**
 * Names the parameters of a trial. The answer depends on the seed it was made with, the trial's number and the
 * past alone, so that a search can be repeated and resumed.
 */
export interface Sampler {
  /** Null once there is nothing left to try. */
  suggest(number: number, past: readonly PastTrial[]): Params | null;
}
