import type { Task } from '../../contract/common.ts';
import { linkOf } from '../links.ts';
import type { FittedState } from '../states/state-kinds.ts';
import type { Tree, TreeEnsembleState } from '../states/trees.ts';
import type { EnsembleState } from './ensemble-state.ts';

interface Combining {
  readonly task: Task;
  readonly classes: number;
  readonly combine: EnsembleState['combine'];
  readonly votes: Float64Array;
  readonly columns: EnsembleState['columns'];
}

function scaleTree(tree: Tree, factor: number): Tree {
  return { ...tree, value: tree.value.map((value) => factor * value) };
}

/** Trees whose outputs are averaged are one ensemble of trees, which can be explained exactly. */
function mergeTrees(
  fitted: readonly FittedState[],
  { task, combine, votes, columns }: Combining,
): TreeEnsembleState | null {
  if (combine === 'vote' || columns.some((some) => some !== null)) return null;
  const states = fitted.flatMap((state) => (state.kind === 'trees' ? [state] : []));
  const wanted = task === 'classification' ? 'probability' : 'identity';
  const [first] = states;
  if (!first || states.length < fitted.length) return null;
  if (states.some((state) => linkOf(state, task) !== wanted)) return null;
  return {
    kind: 'trees',
    link: wanted,
    base: first.base.map((_, k) =>
      states.reduce((sum, { base }, m) => sum + votes[m]! * base[k]!, 0),
    ),
    trees: states.flatMap(({ trees }, m) => trees.map((tree) => scaleTree(tree, votes[m]!))),
  };
}

/** The weighted mean, or vote, of fitted estimators as one. */
export function combineMembers(
  fitted: readonly FittedState[],
  combining: Combining,
): TreeEnsembleState | EnsembleState {
  const { task, classes, combine, votes: weights, columns } = combining;
  return (
    mergeTrees(fitted, combining) ?? {
      kind: 'ensemble',
      link: task === 'classification' ? 'probability' : 'identity',
      task,
      combine,
      outputs: classes > 2 ? classes : 1,
      members: fitted,
      weights,
      columns,
    }
  );
}
