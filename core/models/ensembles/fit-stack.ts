import { subTick } from '../../base/tick.ts';
import type { Fold } from '../../evaluation/splitters.ts';
import type { FitOptions } from '../estimator.ts';
import { linkOf } from '../links.ts';
import { computeMargins } from '../margins.ts';
import type { FittedState } from '../states/state-kinds.ts';
import { takeNumbers } from '../training-data.ts';
import { memberOutputs } from './member-outputs.ts';
import { fitMember, takeMemberRows, type Member, type MemberData } from './members.ts';
import { stackColumns, type StackingState } from './stacking-state.ts';

export interface StackPlan {
  readonly members: readonly Member[];
  readonly final: Member;
  readonly passthrough: boolean;
  /** Each row is a test row once at most; those that never are count for nothing in the final fit. */
  readonly folds: readonly Fold[];
}

/** What a member says of the test rows of each fold, in the order of the rows: [class][row]. */
export function sayOutOfFold(
  member: Member,
  data: MemberData,
  { folds, options }: { folds: readonly Fold[]; options: FitOptions<unknown> },
): Float64Array[] {
  const { task, classes, tick } = options;
  const outputs = task === 'regression' ? 1 : classes;
  const said = Array.from({ length: outputs }, () => new Float64Array(data.y.length));
  folds.forEach(({ train, test }, f) => {
    const part = (from: number, to: number) =>
      subTick(tick, (f + from) / folds.length, (f + to) / folds.length);
    const learning = takeMemberRows(data, train);
    const state = fitMember(member, learning, { ...options, tick: part(0, 0.9) });
    const context = { task, tick: part(0.9, 1), margins: computeMargins };
    const spoken = memberOutputs(state, takeMemberRows(data, test).x, context);
    spoken.forEach((values, k) => {
      test.forEach((row, i) => {
        said[k]![row] = values[i]!;
      });
    });
  });
  return said;
}

function rowsOf(folds: readonly Fold[]): Int32Array {
  return Int32Array.from(folds.flatMap(({ test }) => [...test])).sort();
}

/** Out-of-fold predictions of the members, and the final estimator that learns from them. */
export function fitFinal(
  data: MemberData,
  { members, final, passthrough, folds }: StackPlan,
  options: FitOptions<unknown>,
): FittedState {
  const { tick } = options;
  const said = members.map((member, m) => {
    const at = (fraction: number) => (0.9 * (m + fraction)) / members.length;
    const part = subTick(tick, at(0), at(1), member.id);
    return sayOutOfFold(member, data, { folds, options: { ...options, tick: part } });
  });
  const rows = rowsOf(folds);
  const seen = takeMemberRows(data, rows);
  const taken = said.map((outputs) => outputs.map((values) => takeNumbers(values, rows)));
  const names = members.map(({ id }) => id);
  const x = stackColumns(taken, { names, x: seen.x, passthrough });
  const last = { ...options, stopEarly: undefined, tick: subTick(tick, 0.9, 1, final.id) };
  return fitMember(final, { ...seen, x }, last);
}

/** Members and final estimator as one. */
export function stackOf(
  members: readonly FittedState[],
  final: FittedState,
  { plan, options }: { plan: StackPlan; options: FitOptions<unknown> },
): StackingState {
  return {
    kind: 'stacking',
    link: linkOf(final, options.task),
    task: options.task,
    outputs: options.classes > 2 ? options.classes : 1,
    members,
    names: plan.members.map(({ id }) => id),
    final,
    passthrough: plan.passthrough,
  };
}
