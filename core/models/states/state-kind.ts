import type { z } from 'zod';
import type { Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';

/**
 * How raw outputs become predictions. `logit`: log-odds of the second class, or one score a class that
 * softmax turns into probabilities. `probability`: the probability of the second class, or one a class.
 * `log`: the logarithm of the value. `identity`: the value itself.
 */
export const links = ['identity', 'log', 'logit', 'probability'] as const;
export type Link = (typeof links)[number];

/** What a fitted estimator consists of: plain data that survives encodeBundle and structured clone. */
export interface StateBase {
  readonly kind: string;
  /** Default: `logit` for classification, `identity` for regression. */
  readonly link?: Link | undefined;
  /** What the user should know of this fit. fitPipeline takes it out and passes it on to the run. */
  readonly warnings?: readonly string[] | undefined;
}

export interface MarginsContext {
  readonly tick: Tick;
  /** Raw outputs of a state inside this one. */
  readonly nested: (state: StateBase, x: Matrix, tick: Tick) => Float64Array[];
}

/** One shape of fitted estimator: how it looks at rest, and what it says of rows. */
export interface StateKind<S extends StateBase = StateBase> {
  readonly kind: S['kind'];
  /** Checks a state that was read from a file. */
  readonly schema: z.ZodType<S>;
  /** Outputs a row: one for regression and two classes, else one a class. */
  outputs(state: S): number;
  /** Raw output [output][row]. Must not change the matrix. */
  margins(state: S, x: Matrix, context: MarginsContext): Float64Array[];
}

export function defineStateKind<S extends StateBase>(kind: StateKind<S>): StateKind<S> {
  return kind;
}
