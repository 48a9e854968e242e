import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { subTick } from '../../base/tick.ts';
import { checkFit } from '../check-fit.ts';
import { defineEstimator } from '../estimator.ts';
import { combineMembers } from './combine-members.ts';
import { fitMember, membersSchema, resolveMembers } from './members.ts';

const params = z.strictObject({
  estimators: membersSchema,
  voting: z.enum(['soft', 'hard']).default('soft').meta({
    title: 'Voting',
    description: 'Of classes: soft averages probabilities, hard counts votes',
  }),
  weights: z
    .array(z.number().min(0))
    .nullable()
    .default(null)
    .meta({ title: 'Weights', description: 'One an algorithm; empty: all count the same' }),
});
type Params = z.infer<typeof params>;

function voteWeights(weights: Params['weights'], members: number): Float64Array {
  const given = weights ?? Array<number>(members).fill(1);
  const total = given.reduce((sum, weight) => sum + weight, 0);
  if (given.length === members && total > 0) {
    return Float64Array.from(given, (weight) => weight / total);
  }
  throw new AppError(
    'INVALID_INPUT',
    `${given.length} weights, of sum ${total}, for ${members} algorithms.`,
    { hint: 'Give one weight an algorithm, not all 0.', path: 'params.weights' },
  );
}

/** The mean of what several algorithms say, as scikit-learn's VotingClassifier and VotingRegressor. */
export const voting = defineEstimator<Params>({
  id: 'voting',
  title: 'Voting',
  summary: 'Averages the predictions of several algorithms',
  tasks: ['classification', 'regression'],
  tags: ['wraps', 'needs_scaling'],
  params,
  search: { voting: { type: 'categorical', choices: ['soft', 'hard'] } },
  fit(x, y, options) {
    checkFit(x, y, options, { missing: 'refuse' });
    const { tick, weights, params: chosen } = options;
    const members = resolveMembers(chosen.estimators, options);
    const votes = voteWeights(chosen.weights, members.length);
    const fitted = members.map((member, m) => {
      const part = subTick(tick, m / members.length, (m + 1) / members.length, member.id);
      return fitMember(member, { x, y, weights }, { ...options, tick: part });
    });
    tick(1);
    const combine = chosen.voting === 'hard' && options.task === 'classification' ? 'vote' : 'mean';
    return combineMembers(fitted, { ...options, combine, votes, columns: fitted.map(() => null) });
  },
});
