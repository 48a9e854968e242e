import type { Tick } from '../base/tick.ts';
import type { Table } from '../table/table.ts';
import type { OutputUnit, ValueUnit } from './explained-output.ts';
import type { ShapMethod } from './shap-methods.ts';

export interface ExplainOptions {
  /** The class; default the last. */
  readonly label?: string | undefined;
  /** Default raw. */
  readonly output?: OutputUnit | undefined;
  /** Default auto. */
  readonly method?: ShapMethod | 'auto' | undefined;
  /**
   * Rows that stand in for unknown columns. Without it one row of the columns' typical values where a
   * method needs them.
   */
  readonly background?: Table | undefined;
  /** The background was asked for, so that `auto` takes the method that uses it. Default: if there is one. */
  readonly preferBackground?: boolean | undefined;
  /** Default 20, each both ways. */
  readonly permutations?: number | undefined;
  /** Of kernel SHAP; default 2 × columns + 2,048. */
  readonly coalitions?: number | undefined;
  readonly seed?: number | undefined;
  /** Rows whose strongest pairs are kept, besides the mean; none: no interactions. */
  readonly interactions?: { readonly rows: readonly number[] } | undefined;
  /** Threads, this one included; default 1. */
  readonly threads?: number | undefined;
  readonly tick?: Tick | undefined;
}

export interface Interactions {
  /** Mean |interaction| over the rows, [feature][feature]. */
  readonly mean: readonly (readonly number[])[];
  /** By row that was asked for, the strongest pairs. */
  readonly pairs: readonly (readonly InteractingPair[])[];
}

export interface InteractingPair {
  readonly a: number;
  readonly b: number;
  /** Both halves together. */
  readonly value: number;
}

export interface PipelineExplanation {
  readonly method: ShapMethod;
  /** The class that is explained; null for regression. */
  readonly label: string | null;
  readonly output: OutputUnit;
  readonly unit: ValueUnit;
  readonly baseValue: number;
  /** Raw columns, in the order of the model. */
  readonly features: readonly string[];
  /** Contributions [raw column][row] in units of the output. */
  readonly values: readonly Float64Array[];
  /** [raw column][row]; null where values are exact. */
  readonly standardErrors: readonly Float64Array[] | null;
  /** What the model itself gives for each row, in the unit of the output. */
  readonly margin: Float64Array;
  /** Largest |base value + contributions − margin|. */
  readonly maxAdditivityError: number;
  /** Rows of the background that was used; null without. */
  readonly backgroundRows: number | null;
  readonly interactions: Interactions | null;
}

/** What one method found; in units of the output. */
export interface Explained {
  readonly baseValue: number;
  readonly standardErrors?: readonly Float64Array[] | null;
  readonly interactions?: Interactions;
}
