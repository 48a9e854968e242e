import type { FitOptions } from '../estimator.ts';
import { classWeights } from '../weighted-moments.ts';

type ClassOptions = Pick<FitOptions<unknown>, 'classes' | 'weights'>;

/** Row weights times total / (classes × weight of the row's class). */
export function balancedWeights(y: Float64Array, { classes, weights }: ClassOptions): Float64Array {
  const ofClass = classWeights(y, classes, weights);
  const total = ofClass.reduce((sum, weight) => sum + weight, 0);
  const present = ofClass.filter((weight) => weight > 0).length;
  return Float64Array.from(y, (label, i) => {
    const factor = total / (present * ofClass[label]!);
    return ofClass[label]! > 0 ? factor * (weights ? weights[i]! : 1) : 0;
  });
}

/** Classes that occur with weight: an absent one would have no optimum. */
export function presentClasses(y: Float64Array, { classes, weights }: ClassOptions): number[] {
  const ofClass = classWeights(y, classes, weights);
  return Array.from(ofClass.keys()).filter((label) => ofClass[label]! > 0);
}
