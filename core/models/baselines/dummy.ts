import { z } from 'zod';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { priorMargins } from '../prior-margins.ts';
import { classWeights, columnMeans, weightedMean } from '../weighted-moments.ts';

const params = z.strictObject({});
type Params = z.infer<typeof params>;

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
