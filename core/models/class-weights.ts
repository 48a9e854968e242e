import { classWeights } from './weighted-moments.ts';

/**
 * The weights times total / (classes × weight of the row's class), so that every class counts the same
 * in all and the sum stays what it was (King & Zeng 2001). Without weights rows count 1; classes that
 * do not occur are left out.
 */
export function balanceClasses(
  y: Float64Array,
  classes: number,
  weights: Float64Array | null,
): Float64Array {
  const ofClass = classWeights(y, classes, weights);
  const present = ofClass.filter((weight) => weight > 0).length;
  const total = ofClass.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from(y, (k, i) => {
    const weight = weights ? weights[i]! : 1;
    return weight === 0 ? 0 : (weight * total) / (present * ofClass[k]!);
  });
}
