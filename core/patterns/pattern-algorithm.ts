import type { z } from 'zod';
import type { Tick } from '../base/tick.ts';
import type { Warning } from '../contract/common.ts';
import type { analysisKinds } from '../contract/patterns.ts';
import type { Matrix } from '../table/matrix.ts';

export type AnalysisKind = (typeof analysisKinds)[number];

export interface PatternOptions<P> {
  readonly params: P;
  readonly seed: number;
  readonly tick: Tick;
  /** True once the caller wants what there is so far; iterative algorithms end after this iteration. */
  readonly stopEarly: () => boolean;
}

/** One algorithm that needs no target: adding its file and a line in catalogue.ts is the whole change. */
export interface PatternAlgorithm<P, I, O> {
  readonly id: string;
  readonly kind: AnalysisKind;
  readonly title: string;
  readonly summary: string;
  readonly params: z.ZodType<P>;
  /** More rows than this are sampled, and a warning says so; null: no limit. */
  readonly mostRows: number | null;
  /** Must not change its input; deterministic given the seed. */
  run(input: I, options: PatternOptions<P>): O;
}

export type Metrics = Readonly<Record<string, number | null>>;

/** Two clusters become one: scipy's linkage rows. Clusters below `rows` are the rows themselves. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly size: number;
}

export interface Clustering {
  /** 0.. by row; −1 is noise. */
  readonly labels: Int32Array;
  /** Of the algorithm itself: inertia, bic, … */
  readonly metrics: Metrics;
  readonly tree?: readonly Merge[];
  readonly warnings?: readonly Warning[];
}

/** `x` has no missing values. */
export interface ClusteringAlgorithm<P = Record<string, unknown>> extends PatternAlgorithm<
  P,
  Matrix,
  Clustering
> {
  readonly kind: 'clusters';
  /** The parameter that a sweep over numbers of clusters varies; null where the data decide. */
  readonly countParam: string | null;
}

export interface Decomposition {
  readonly names: readonly string[];
  /** [component][row] */
  readonly scores: readonly Float64Array[];
  readonly explainedVariance: readonly number[] | null;
  readonly explainedVarianceRatio: readonly number[] | null;
  /** [component][column] */
  readonly loadings: readonly Float64Array[] | null;
  readonly metrics: Metrics;
  readonly warnings?: readonly Warning[];
}

export interface DecompositionAlgorithm<P = Record<string, unknown>> extends PatternAlgorithm<
  P,
  Matrix,
  Decomposition
> {
  readonly kind: 'components';
  /** Refuses negative values: columns are scaled to 0..1. */
  readonly nonNegative?: boolean;
}

export interface OutlierScores {
  /** Higher is more unusual. */
  readonly scores: Float64Array;
  /** Rows that score above it are outliers. */
  readonly threshold: number;
  readonly warnings?: readonly Warning[];
}

export interface OutlierAlgorithm<P = Record<string, unknown>> extends PatternAlgorithm<
  P,
  Matrix,
  OutlierScores
> {
  readonly kind: 'outliers';
  /** Cannot look at 0/1 columns of categories: they are left out. */
  readonly numbersOnly?: boolean;
}

/** Who bought what: items of transaction t are `items[offsets[t]..offsets[t + 1])`, ascending, each once. */
export interface Transactions {
  readonly count: number;
  readonly names: readonly string[];
  readonly offsets: Int32Array;
  readonly items: Int32Array;
}

/** A set of items that occurs in `count` transactions; items ascending. */
export interface Itemset {
  readonly items: readonly number[];
  readonly count: number;
}

export function defineClustering<P>(algorithm: ClusteringAlgorithm<P>): ClusteringAlgorithm<P> {
  return algorithm;
}

export function defineDecomposition<P>(
  algorithm: DecompositionAlgorithm<P>,
): DecompositionAlgorithm<P> {
  return algorithm;
}

export function defineOutliers<P>(algorithm: OutlierAlgorithm<P>): OutlierAlgorithm<P> {
  return algorithm;
}
