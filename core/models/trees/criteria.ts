/** How good a split is. `entropy` is scikit-learn's `log_loss` too, `squared_error` its `friedman_mse`. */
export type Criterion = 'gini' | 'entropy' | 'squared_error' | 'poisson' | 'absolute_error';

/** What a tree learns: weights are summed by class, or as weight and weight × target. */
export interface TreeTarget {
  readonly criterion: Criterion;
  /** 0 for numbers. */
  readonly classes: number;
  /** Class indices as Uint16Array, or numbers. */
  readonly y: Uint16Array | Float64Array;
}

/** Numbers in which a set of rows is summed up. */
export function sumWidth({ classes }: TreeTarget): number {
  return classes > 0 ? classes : 2;
}

/** Sums of targets at most this great forbid a split by Poisson deviance, as in scikit-learn. */
const smallestSum = 10 * Number.EPSILON;

/** Weight of the rows that were summed up. */
export function weightOf(classes: number, sums: Float64Array): number {
  if (classes === 0) return sums[0]!;
  let weight = 0;
  for (let k = 0; k < classes; k++) weight += sums[k]!;
  return weight;
}

function squares(sums: Float64Array, classes: number): number {
  let weight = 0;
  let total = 0;
  for (let k = 0; k < classes; k++) {
    weight += sums[k]!;
    total += sums[k]! * sums[k]!;
  }
  return total / weight;
}

function minusEntropy(sums: Float64Array, classes: number): number {
  const weight = weightOf(classes, sums);
  let total = 0;
  for (let k = 0; k < classes; k++) {
    if (sums[k]! > 0) total += sums[k]! * Math.log(sums[k]! / weight);
  }
  return total;
}

/**
 * What the best split makes greatest: minus the weighted impurity of both sides, up to what is the same
 * for every split of a node. −Infinity where the criterion forbids the split.
 */
export function proxyGain(
  { criterion, classes }: TreeTarget,
  left: Float64Array,
  right: Float64Array,
): number {
  switch (criterion) {
    case 'gini':
      return squares(left, classes) + squares(right, classes);
    case 'entropy':
      return minusEntropy(left, classes) + minusEntropy(right, classes);
    case 'poisson':
      if (left[1]! <= smallestSum || right[1]! <= smallestSum) return -Infinity;
      return left[1]! * Math.log(left[1]! / left[0]!) + right[1]! * Math.log(right[1]! / right[0]!);
    default:
      return (left[1]! * left[1]!) / left[0]! + (right[1]! * right[1]!) / right[0]!;
  }
}

/** Impurity of classes whose weights are given. */
export function classImpurity(criterion: Criterion, sums: Float64Array): number {
  const weight = weightOf(sums.length, sums);
  const total = criterion === 'gini' ? squares(sums, sums.length) : minusEntropy(sums, sums.length);
  return Math.max(0, (criterion === 'gini' ? 1 : 0) - total / weight);
}

/** Numbers with their weights, of `count` rows. */
export interface NumberRows {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly count: number;
}

/** Impurity of numbers around the value their node predicts. O(rows). */
export function numberImpurity(
  criterion: Criterion,
  { values, weights, count }: NumberRows,
  centre: number,
): number {
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < count; i++) {
    const w = weights[i]!;
    const value = values[i]!;
    weight += w;
    if (criterion === 'poisson') sum += value > 0 ? w * value * Math.log(value / centre) : 0;
    else if (criterion === 'absolute_error') sum += w * Math.abs(value - centre);
    else sum += w * (value - centre) * (value - centre);
  }
  return Math.max(0, sum / weight);
}
