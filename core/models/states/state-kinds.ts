import { AppError } from '../../base/app-error.ts';
import { ensemblesStates } from '../ensembles/states.ts';
import { linearFamilyStates } from '../linear/states.ts';
import { naiveBayesStates } from '../naive-bayes/states.ts';
import { neighboursStates } from '../neighbours/states.ts';
import { neuralStates } from '../neural/states.ts';
import { svmStates } from '../svm/states.ts';
import { treeFamilyStates } from '../trees/states.ts';
import { linearKind } from './linear.ts';
import type { StateBase, StateKind } from './state-kind.ts';
import { treesKind } from './trees.ts';

const list = [
  treesKind,
  linearKind,
  ...treeFamilyStates,
  ...linearFamilyStates,
  ...neighboursStates,
  ...naiveBayesStates,
  ...svmStates,
  ...neuralStates,
  ...ensemblesStates,
] as const;

type StateOf<K> = K extends StateKind<infer S> ? S : never;

/** What any estimator of the catalogue is once fitted. */
export type FittedState = StateOf<(typeof list)[number]>;

export const stateKinds: ReadonlyMap<string, StateKind> = new Map(
  list.map((kind) => [kind.kind, kind as unknown as StateKind]),
);

/** The kind of a state; WORKSPACE_DAMAGED for one that no estimator of this version makes. */
export function kindOf({ kind }: StateBase): StateKind {
  const found = stateKinds.get(kind);
  if (found) return found;
  throw new AppError('WORKSPACE_DAMAGED', `No estimator is stored as '${kind}'.`, {
    hint: 'The model was written by another version of Assay; train it again.',
  });
}
