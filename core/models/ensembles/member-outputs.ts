import type { Tick } from '../../base/tick.ts';
import type { Task } from '../../contract/common.ts';
import type { Matrix } from '../../table/matrix.ts';
import { classProbabilities, linkOf, targetValues } from '../links.ts';
import type { StateBase } from '../states/state-kind.ts';

export interface MemberContext {
  readonly task: Task;
  readonly tick: Tick;
  readonly margins: (state: StateBase, x: Matrix, tick: Tick) => Float64Array[];
}

/** What a member says of rows: the probability of each class [class][row], or its numbers [0][row]. */
export function memberOutputs(
  state: StateBase,
  x: Matrix,
  { task, tick, margins }: MemberContext,
): Float64Array[] {
  const raw = margins(state, x, tick);
  const link = linkOf(state, task);
  return task === 'regression' ? [targetValues(raw[0]!, link)] : classProbabilities(raw, link);
}

/** Of two classes the second only: the first is what is left to 1. */
export function withoutSpare(outputs: readonly Float64Array[]): readonly Float64Array[] {
  return outputs.length === 2 ? outputs.slice(1) : outputs;
}
