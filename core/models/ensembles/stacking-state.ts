import { z } from 'zod';
import { subTick } from '../../base/tick.ts';
import { taskSchema, type Task } from '../../contract/common.ts';
import type { Matrix } from '../../table/matrix.ts';
import { link } from '../states/array-schemas.ts';
import { defineStateKind, type StateBase } from '../states/state-kind.ts';
import { memberOutputs, withoutSpare, type MemberContext } from './member-outputs.ts';
import { nestedState } from './nested-state.ts';

/** An estimator that reads what other estimators say. */
export interface StackingState extends StateBase {
  readonly kind: 'stacking';
  readonly task: Task;
  readonly outputs: number;
  readonly members: readonly StateBase[];
  /** Names of the members, for its columns. */
  readonly names: readonly string[];
  /** Reads one column a member, or one a class and member; then the features, with `passthrough`. */
  readonly final: StateBase;
  readonly passthrough: boolean;
}

/** What the final estimator reads of what each member says, [member][class][row]. */
export function stackColumns(
  said: readonly (readonly Float64Array[])[],
  { names, x, passthrough }: { names: readonly string[]; x: Matrix; passthrough: boolean },
): Matrix {
  const columns = said.flatMap((outputs) => [...withoutSpare(outputs)]);
  const own = said.flatMap((outputs, m) =>
    withoutSpare(outputs).map((_, k) => `${names[m]} ${k + 1}`),
  );
  return {
    rows: x.rows,
    names: passthrough ? [...own, ...x.names] : own,
    columns: passthrough ? [...columns, ...x.columns] : columns,
  };
}

/** Members' outputs for rows, one after the other. */
export function askMembers(
  members: readonly StateBase[],
  x: Matrix,
  context: MemberContext,
): Float64Array[][] {
  return members.map((member, m) => {
    const tick = subTick(context.tick, m / members.length, (m + 1) / members.length);
    return memberOutputs(member, x, { ...context, tick });
  });
}

export const stackingKind = defineStateKind<StackingState>({
  kind: 'stacking',
  schema: z.object({
    kind: z.literal('stacking'),
    link,
    task: taskSchema,
    outputs: z.number(),
    members: z.array(nestedState),
    names: z.array(z.string()),
    final: nestedState,
    passthrough: z.boolean(),
  }),
  outputs: ({ outputs }) => outputs,
  margins({ task, members, names, final, passthrough }, x, { tick, nested }) {
    const context = { task, tick: subTick(tick, 0, 0.95), margins: nested };
    const said = askMembers(members, x, context);
    return nested(final, stackColumns(said, { names, x, passthrough }), subTick(tick, 0.95, 1));
  },
});
