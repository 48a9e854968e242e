import { z } from 'zod';
import { checkFit } from './check-fit.ts';
import { defineEstimator } from './estimator.ts';
import { classWeights, columnMeans, weightedMean } from './weighted-moments.ts';

const params = z.strictObject({});
type Params = z.infer<typeof params>;

/** Log prior probabilities as margins; a class without weight gets a floor instead of −∞. */
export function priorMargins(weightOfClass: Float64Array): Float64Array {
  const total = weightOfClass.reduce((sum, weight) => sum + weight, 0);
  const logs = weightOfClass.map((weight) => Math.log(Math.max(weight / total, 1e-15)));
  return logs.length === 2 ? Float64Array.of(logs[1]! - logs[0]!) : logs;
}

/** Predicts the class shares, or the mean, of the training rows: what every model has to beat. */
export const dummy = defineEstimator<Params>({
  id: 'dummy',
  title: 'Baseline',
  summary: 'Predicts the share of each class, or the mean, whatever the features say',
  tasks: ['classification', 'regression'],
  tags: ['linear'],
  params,
  fit(x, y, options) {
    checkFit(x, y, options);
    const intercepts =
      options.task === 'classification'
        ? priorMargins(classWeights(y, options.classes, options.weights))
        : Float64Array.of(weightedMean(y, options.weights));
    const coefficients = Array.from(intercepts, () => new Float64Array(x.columns.length));
    options.tick(1);
    return { kind: 'linear', coefficients, intercepts, means: columnMeans(x, options.weights) };
  },
});
