import { z } from 'zod';
import { subTick } from '../../base/tick.ts';
import { kFold, stratifiedKFold } from '../../evaluation/splitters.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { fitFinal, stackOf } from './fit-stack.ts';
import {
  fitMember,
  linearId,
  finalSchema,
  membersSchema,
  resolveMember,
  resolveMembers,
} from './members.ts';

const params = z.strictObject({
  estimators: membersSchema,
  final: finalSchema,
  cv: z.int().min(2).max(20).default(5).meta({
    title: 'Folds',
    description: 'The final algorithm sees what is said of rows that were not learned from',
  }),
  passthrough: z.boolean().default(false).meta({
    title: 'Features too',
    description: 'The final algorithm also sees the features',
  }),
});
type Params = z.infer<typeof params>;

/** Stacked generalisation (Wolpert 1992), as scikit-learn's StackingClassifier and StackingRegressor. */
export const stacking = defineEstimator<Params>({
  id: 'stacking',
  title: 'Stacking',
  summary: 'Learns how far to trust each of several algorithms from their out-of-fold predictions',
  tasks: ['classification', 'regression'],
  tags: ['wraps', 'needs_scaling', 'slow'],
  params,
  search: { passthrough: { type: 'categorical', choices: [false, true] } },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { tick, weights, task, seed, params: chosen } = options;
    const members = resolveMembers(chosen.estimators, options);
    const final = resolveMember(chosen.final ?? linearId(task), options, 'params.final');
    const shape = { folds: chosen.cv, seed };
    const { folds } =
      task === 'classification' ? stratifiedKFold(y, shape) : kFold(y.length, shape);
    const plan = { members, final, passthrough: chosen.passthrough, folds };
    const data = { x, y, weights };
    const learned = fitFinal(data, plan, { ...options, tick: subTick(tick, 0, 0.8) });
    const fitted = members.map((member, m) => {
      const at = (index: number) => 0.8 + (0.2 * index) / members.length;
      const part = subTick(tick, at(m), at(m + 1), member.id);
      return fitMember(member, data, { ...options, tick: part });
    });
    tick(1);
    return stackOf(fitted, learned, { plan, options });
  },
});
