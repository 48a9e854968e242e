import type { z } from 'zod';

/** A query reads, a command changes at once, a job is long: it reports progress and can be cancelled. */
export type OperationKind = 'query' | 'command' | 'job';

/** How the command line spells an operation; everything else is derived from the input schema. */
export interface CliShape {
  /** Input fields taken by position, in order. The last may be an array field and then takes the rest. */
  readonly positional?: readonly string[];
  /** Conditions `--fail-on NAME` can name; the check did not hold when the function says true. */
  readonly failOn?: Readonly<Record<string, (output: never) => boolean>>;
  /** Output field that prints as a table when no `--json` was given. */
  readonly hidden?: boolean;
}

export interface Operation<
  N extends string = string,
  K extends OperationKind = OperationKind,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  readonly name: N;
  readonly kind: K;
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  readonly cli?: CliShape;
  /** A job that `jobs.finish` can end early with what it has so far. */
  readonly finishable?: boolean;
}

/** Declares one operation. The name is `capability.verb`. */
export function defineOperation<
  const N extends `${string}.${string}`,
  const K extends OperationKind,
  I extends z.ZodType,
  O extends z.ZodType,
>(operation: Operation<N, K, I, O>): Operation<N, K, I, O> {
  return operation;
}
