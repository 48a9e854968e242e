import { z } from 'zod';
import { subTick } from '../../base/tick.ts';
import { stratifiedKFold } from '../../evaluation/splitters.ts';
import { fitCalibration, scaleOf } from '../calibration/calibrate.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { linkOf } from '../links.ts';
import { sayOutOfFold } from './fit-stack.ts';
import { fitMember, memberSchema, resolveMember } from './members.ts';

const params = z.strictObject({
  estimator: memberSchema.default('gradient_boosting').meta({
    title: 'Algorithm',
    description: 'Its id, or its id with parameters',
  }),
  method: z.enum(['sigmoid', 'isotonic']).default('sigmoid').meta({
    title: 'Method',
    description: 'sigmoid: a logistic curve, for few rows; isotonic: any rising curve',
  }),
  cv: z.int().min(2).max(20).default(5).meta({
    title: 'Folds',
    description: 'The curve is learned from rows that were not learned from',
  }),
});
type Params = z.infer<typeof params>;

/**
 * One classifier fitted on all rows, its probabilities corrected by what out-of-fold predictions teach:
 * scikit-learn's CalibratedClassifierCV with ensemble=False.
 */
export const calibratedClassifier = defineEstimator<Params>({
  id: 'calibrated',
  title: 'Calibrated classifier',
  summary: 'Corrects the probabilities of another classifier by cross-validation',
  tasks: ['classification'],
  tags: ['wraps', 'needs_scaling'],
  params,
  search: { method: { type: 'categorical', choices: ['sigmoid', 'isotonic'] } },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { tick, weights, seed, classes, params: chosen } = options;
    const member = resolveMember(chosen.estimator, options, 'params.estimator');
    const { folds } = stratifiedKFold(y, { folds: chosen.cv, seed });
    const data = { x, y, weights };
    const part = subTick(tick, 0, 0.8);
    const said = sayOutOfFold(member, data, { folds, options: { ...options, tick: part } });
    const last = subTick(tick, 0.8, 1);
    const fitted = fitMember(member, data, { ...options, tick: last });
    const scale = scaleOf(linkOf(fitted, 'classification'));
    const calibration = fitCalibration(chosen.method, said, { y, weights, scale });
    tick(1);
    const outputs = classes > 2 ? classes : 1;
    return { kind: 'calibrated', link: 'probability', outputs, member: fitted, calibration };
  },
});
