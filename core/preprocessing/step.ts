import type { z } from 'zod';
import type { Task } from '../contract/common.ts';
import type { Table } from '../table/table.ts';

/** What a step learned, as plain data that survives encodeBundle and structured clone. */
export interface FittedStep {
  readonly step: string;
  readonly params: Record<string, unknown>;
  /** Columns it reads. Columns that are not named pass through unchanged. */
  readonly columns: readonly string[];
  readonly state: unknown;
  /** Names of the columns it writes, by the column each comes from. */
  readonly outputs: Readonly<Record<string, readonly string[]>>;
  /** Where it learned: always the training rows. */
  readonly fittedOn: { readonly rows: number };
}

/** The target of the training rows, for the steps that look at it. */
export interface StepTarget {
  readonly task: Task;
  /** Labels in order of their index; empty for regression. */
  readonly classes: readonly string[];
  /** Class indices, or the target itself. */
  readonly y: Float64Array;
  /** Of the folds that keep a row's own target out of its encoding. */
  readonly seed: number;
}

/**
 * One preparation step. `fit` sees training rows only; `transform` applies what was learned to any
 * rows, never changes its input, and tolerates categories that fit has not seen.
 */
export interface Step<P = Record<string, unknown>, S = unknown> {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly params: z.ZodType<P>;
  /**
   * `target` is there when a recipe is fitted for training. `training` are the training rows as the
   * estimator should see them, where that differs from `transform`: a step that learns from the target
   * must not show a row its own.
   */
  fit(
    table: Table,
    columns: readonly string[],
    params: P,
    target?: StepTarget,
  ): { state: S; outputs: FittedStep['outputs']; training?: Table };
  transform(table: Table, columns: readonly string[], fitted: { params: P; state: S }): Table;
  /** One line for people: what was learned. */
  describe(fitted: { params: P; state: S }): string;
}

export function defineStep<P, S>(step: Step<P, S>): Step<P, S> {
  return step;
}
