import { fSf } from './f-distribution.ts';

/** Sums of squares of values in groups. */
export interface GroupSpread {
  /** Groups with a value. */
  readonly groups: number;
  /** Values in all groups. */
  readonly n: number;
  /** Of the groups' means around the mean of all, a value each. */
  readonly between: number;
  /** Of the values around the mean of their group. */
  readonly within: number;
}

/** Spread of finite values by group, codes 0 .. levels − 1; rows with a code below 0 are left out. O(n). */
export function groupSpread(values: Float64Array, codes: Int32Array, levels: number): GroupSpread {
  const counts = new Float64Array(levels);
  const means = new Float64Array(levels);
  const used = (row: number) => codes[row]! >= 0 && Number.isFinite(values[row]);
  let n = 0;
  let sum = 0;
  for (let row = 0; row < values.length; row++) {
    if (!used(row)) continue;
    counts[codes[row]!]!++;
    means[codes[row]!]! += values[row]!;
    sum += values[row]!;
    n++;
  }
  for (let group = 0; group < levels; group++) means[group]! /= counts[group]!;
  const mean = sum / n;
  let within = 0;
  for (let row = 0; row < values.length; row++) {
    if (used(row)) within += (values[row]! - means[codes[row]!]!) ** 2;
  }
  let between = 0;
  let groups = 0;
  for (let group = 0; group < levels; group++) {
    if (counts[group] === 0) continue;
    between += counts[group]! * (means[group]! - mean) ** 2;
    groups++;
  }
  return { groups, n, between, within };
}

/**
 * One-way analysis of variance (Fisher 1925), as scipy's `f_oneway`: F and the probability of a larger
 * one when all groups have one mean. F is ∞ where only the groups differ; NaN both without two groups,
 * without more values than groups, or without any spread.
 */
export function oneWayAnova({ groups, n, between, within }: GroupSpread): {
  readonly f: number;
  readonly pValue: number;
} {
  if (groups < 2 || n <= groups) return { f: Number.NaN, pValue: Number.NaN };
  const f = between / (groups - 1) / (within / (n - groups));
  return { f, pValue: fSf(f, groups - 1, n - groups) };
}

/** η: the root of the share of spread that lies between groups, 0..1; NaN without spread (Pearson 1905). */
export function correlationRatio({ between, within }: GroupSpread): number {
  return Math.sqrt(between / (between + within));
}
