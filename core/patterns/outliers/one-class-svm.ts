import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { kernelParams } from '../../models/svm/kernel-params.ts';
import { fitOneClass } from '../../models/svm/one-class.ts';
import { defineOutliers } from '../pattern-algorithm.ts';
import { contaminationParam, scoreThreshold } from './contamination.ts';

const params = z.strictObject({
  ...kernelParams,
  nu: z.number().gt(0).max(1).default(0.1).meta({
    title: 'Nu',
    description: 'About the share of the rows that the outline leaves outside',
  }),
  tol: z.number().gt(0).max(1).default(1e-3).meta({ title: 'Tolerance' }),
  contamination: contaminationParam(0),
});

/** The negative of scikit-learn's `OneClassSVM.decision_function`: above 0 outside. Schölkopf et al. 2001. */
export const oneClassSvm = defineOutliers<z.infer<typeof params>>({
  id: 'one_class_svm',
  kind: 'outliers',
  title: 'One-class SVM',
  summary: 'Rows outside a smooth outline of any shape around most rows',
  params,
  mostRows: 10_000,
  run(x, { params: { contamination, ...chosen }, tick }) {
    if (x.rows < 2) {
      throw new AppError('NOT_ENOUGH_DATA', 'One row has no outline', {
        hint: 'Use at least two rows',
      });
    }
    const { decision } = fitOneClass(x.columns, chosen, tick);
    const scores = decision(x.columns).map((value) => 0 - value);
    return { scores, threshold: contamination === 0 ? 0 : scoreThreshold(scores, contamination) };
  },
});
