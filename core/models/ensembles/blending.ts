import { z } from 'zod';
import { subTick } from '../../base/tick.ts';
import { holdout } from '../../evaluation/splitters.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { computeMargins } from '../margins.ts';
import { stackOf } from './fit-stack.ts';
import {
  fitMember,
  linearId,
  finalSchema,
  membersSchema,
  resolveMember,
  resolveMembers,
  takeMemberRows,
} from './members.ts';
import { askMembers, stackColumns } from './stacking-state.ts';

const params = z.strictObject({
  estimators: membersSchema,
  final: finalSchema,
  holdout: z.number().min(0.05).max(0.8).default(0.2).meta({
    title: 'Share of rows',
    description: 'Kept from the algorithms, for the final one to learn from',
  }),
});
type Params = z.infer<typeof params>;

/** Stacking on one set of rows that are kept aside: cheaper, and each model sees fewer rows. */
export const blending = defineEstimator<Params>({
  id: 'blending',
  title: 'Blending',
  summary: 'Learns how far to trust each of several algorithms from rows that are kept aside',
  tasks: ['classification', 'regression'],
  tags: ['wraps', 'needs_scaling'],
  params,
  search: { holdout: { type: 'float', low: 0.1, high: 0.5 } },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { tick, weights, task, seed, params: chosen } = options;
    const members = resolveMembers(chosen.estimators, options);
    const final = resolveMember(chosen.final ?? linearId(task), options, 'params.final');
    const labels = task === 'classification' ? y : null;
    const fold = holdout(y.length, { labels, testFraction: chosen.holdout, seed });
    const data = { x, y, weights };
    const learning = takeMemberRows(data, fold.train);
    const kept = takeMemberRows(data, fold.test);
    const fitted = members.map((member, m) => {
      const at = (index: number) => (0.8 * index) / members.length;
      const part = subTick(tick, at(m), at(m + 1), member.id);
      return fitMember(member, learning, { ...options, tick: part });
    });
    const asking = { task, tick: subTick(tick, 0.8, 0.9), margins: computeMargins };
    const said = askMembers(fitted, kept.x, asking);
    const names = members.map(({ id }) => id);
    const stacked = stackColumns(said, { names, x: kept.x, passthrough: false });
    const last = { ...options, stopEarly: undefined, tick: subTick(tick, 0.9, 1, final.id) };
    const learned = fitMember(final, { ...kept, x: stacked }, last);
    tick(1);
    const plan = { members, final, passthrough: false, folds: [fold] };
    return stackOf(fitted, learned, { plan, options });
  },
});
