import type { Cell } from '../../core/contract/common.ts';

/** What one column adds to an output. */
export interface Contribution {
  readonly feature: string;
  readonly value: Cell;
  readonly contribution: number;
  /** Of a sampled contribution. */
  readonly standardError?: number;
}

/** Mean of |SHAP value| by feature. */
export interface ShapBarSpec {
  readonly kind: 'shap-bar';
  readonly features: readonly string[];
  readonly meanAbs: readonly number[];
  /** Of the means, by feature, where values are sampled. */
  readonly standardErrors?: readonly number[];
  readonly unit: string;
  /** Features before the rest is summed up; default 12. */
  readonly maxDisplay?: number;
}

/** SHAP values of many rows; `values` and `data` are [feature][row]. */
export interface BeeswarmSpec {
  readonly kind: 'beeswarm';
  readonly features: readonly string[];
  readonly values: readonly (readonly number[])[];
  readonly data: readonly (readonly Cell[])[];
  /** Row numbers as a person knows them, one a row. */
  readonly rows: readonly number[];
  readonly unit: string;
  readonly maxDisplay?: number;
  /** Index into `rows` of the row that is shown elsewhere; it gets a ring. */
  readonly selected?: number;
}

/** How one prediction comes about: base value + contributions = output. */
export interface WaterfallSpec {
  readonly kind: 'waterfall';
  readonly baseValue: number;
  readonly output: number;
  readonly contributions: readonly Contribution[];
  readonly unit: string;
  readonly maxDisplay?: number;
  /** Keeps the features in this order, top first, so that bars stay in place while values move. */
  readonly order?: readonly string[];
  /** Ends of the axis that are kept at least, for the same reason. */
  readonly span?: readonly [number, number];
}

/** SHAP value of a feature by its value, one point a row. */
export interface DependenceSpec {
  readonly kind: 'dependence';
  readonly feature: string;
  readonly x: readonly Cell[];
  readonly shap: readonly number[];
  /** The feature whose value colours the points; null: one colour. */
  readonly colour: { readonly feature: string; readonly cells: readonly Cell[] } | null;
  readonly rows: readonly number[];
  readonly unit: string;
  readonly selected?: number;
}

/** The same as a waterfall in one line: what pushes up meets what pushes down at the output. */
export interface ForceSpec {
  readonly kind: 'force';
  readonly baseValue: number;
  readonly output: number;
  readonly contributions: readonly Contribution[];
  readonly unit: string;
}

/** Ways of a few rows from the base value at the bottom to their outputs on top. */
export interface DecisionSpec {
  readonly kind: 'decision';
  readonly baseValue: number;
  readonly features: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** One a feature. */
    readonly contributions: readonly number[];
    readonly cells: readonly Cell[];
  }[];
  readonly unit: string;
  readonly maxDisplay?: number;
  /** Index of the row that is drawn stronger. */
  readonly selected?: number;
}

/** SHAP values of many rows as a grid, or stacked over the rows; `values` is [feature][row]. */
export interface ShapRowsSpec {
  readonly kind: 'shap-heatmap' | 'stacked-force';
  readonly features: readonly string[];
  readonly values: readonly (readonly number[])[];
  readonly outputs: readonly number[];
  readonly rows: readonly number[];
  readonly baseValue: number;
  /** Indices of rows from left to right. */
  readonly order: readonly number[];
  readonly unit: string;
  readonly maxDisplay?: number;
}

/** What a model says on average as one column moves, with lines of single rows where there are some. */
export interface PartialSpec {
  readonly kind: 'partial';
  readonly feature: string;
  /** Grid of the column, ascending; places 0, 1, 2 ... where it has `labels`. */
  readonly x: readonly number[];
  readonly labels: readonly string[] | null;
  readonly mean: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  readonly lines: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
  }[];
  /** Share of the rows at or up to each place of the grid. */
  readonly density: readonly number[];
  readonly yTitle: string;
  readonly yKind?: 'number' | 'percent';
  readonly name: string;
}

export type ShapSpec =
  | PartialSpec
  | ShapBarSpec
  | BeeswarmSpec
  | WaterfallSpec
  | DependenceSpec
  | ForceSpec
  | DecisionSpec
  | ShapRowsSpec;
