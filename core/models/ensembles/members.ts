import { z } from 'zod';
import { AppError } from '../../base/app-error.ts';
import { parseParams } from '../../base/parse-params.ts';
import type { Tick } from '../../base/tick.ts';
import type { Task } from '../../contract/common.ts';
import { takeMatrixRows, type Matrix } from '../../table/matrix.ts';
import type { Estimator, FitOptions } from '../estimator.ts';
import type { FittedState } from '../states/state-kinds.ts';
import { takeNumbers } from '../training-data.ts';

/** An algorithm inside another: its id, or its id with parameters. */
export const memberSchema = z.union([
  z.string().min(1),
  z.strictObject({ id: z.string().min(1), params: z.record(z.string(), z.unknown()).default({}) }),
]);
export type MemberChoice = z.infer<typeof memberSchema>;

/** Ids or ids with parameters; empty for what suits the task. */
export const membersSchema = z.array(memberSchema).min(1).max(20).nullable().default(null).meta({
  title: 'Algorithms',
  description:
    'Ids, or ids with parameters; empty: gradient boosting, a random forest and a linear model',
});

/** What learns from the others; empty for the linear model of the task. */
export const finalSchema = memberSchema.nullable().default(null).meta({
  title: 'Final algorithm',
  description: 'Learns from what the others say; empty: logistic regression or ridge',
});

export interface Member {
  readonly id: string;
  readonly estimator: Estimator;
  readonly params: Record<string, unknown>;
}

/** The linear model of a task. */
export function linearId(task: Task): string {
  return task === 'classification' ? 'logistic_regression' : 'ridge';
}

/** Finds an algorithm and checks its parameters. Failures carry the path. */
export function resolveMember(
  choice: MemberChoice,
  { requireEstimator, task }: Pick<FitOptions<unknown>, 'requireEstimator' | 'task'>,
  path: string,
): Member {
  const { id, params } = typeof choice === 'string' ? { id: choice, params: {} } : choice;
  const estimator = requireEstimator(id);
  if (!estimator.tasks.includes(task)) {
    throw new AppError('UNSUPPORTED', `${id} does no ${task}.`, {
      hint: `It does ${estimator.tasks.join(' and ')}; choose another.`,
      path,
    });
  }
  const owner = { id, path: `${path}.params` };
  return { id, estimator, params: parseParams(estimator.params, params, owner) };
}

/** The members that were asked for, or those that suit the task. */
export function resolveMembers(
  chosen: readonly MemberChoice[] | null,
  options: FitOptions<unknown>,
): Member[] {
  const ids = chosen ?? ['gradient_boosting', 'random_forest', linearId(options.task)];
  return ids.map((choice, m) => resolveMember(choice, options, `params.estimators.${m}`));
}

export interface MemberData {
  readonly x: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
}

/** The given rows of all three. */
export function takeMemberRows({ x, y, weights }: MemberData, rows: Int32Array): MemberData {
  return {
    x: takeMatrixRows(x, rows),
    y: takeNumbers(y, rows),
    weights: weights ? takeNumbers(weights, rows) : null,
  };
}

/** Fits one member on some rows. */
export function fitMember(
  { estimator, params }: Member,
  { x, y, weights }: MemberData,
  options: FitOptions<unknown> & { readonly tick: Tick },
): FittedState {
  return estimator.fit(x, y, { ...options, params, weights });
}
