import { create } from 'zustand';
import type { InputOf } from '../../../core/contract/contract.ts';
import type { ColumnType, Task } from '../../../core/contract/common.ts';

/** What a person has set for the next run, kept while they look at other views. */
export interface TrainDraft {
  readonly target: string | null;
  readonly task: Task | 'auto';
  readonly algorithm: string;
  /** Changed parameters by algorithm, so that trying another one loses nothing. */
  readonly params: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly exclude: readonly string[];
  readonly weight: string | null;
  readonly split: 'holdout' | 'kfold' | 'stratified';
  readonly testFraction: number;
  readonly cv: number;
  readonly seed: number;
  readonly experiment: string;
}

const fresh: TrainDraft = {
  target: null,
  task: 'auto',
  algorithm: 'auto',
  params: {},
  exclude: [],
  weight: null,
  split: 'holdout',
  testFraction: 0.2,
  cv: 5,
  seed: 7,
  experiment: 'Default',
};

interface TrainDrafts {
  /** By dataset id: columns outlive a version. */
  readonly drafts: Readonly<Record<string, TrainDraft>>;
  readonly change: (datasetId: string, part: Partial<TrainDraft>) => void;
}

export const useTrainDrafts = create<TrainDrafts>((set) => ({
  drafts: {},
  change: (datasetId, part) =>
    set(({ drafts }) => ({
      drafts: { ...drafts, [datasetId]: { ...(drafts[datasetId] ?? fresh), ...part } },
    })),
}));

/** The draft for a dataset, or a fresh one. */
export function draftOf(drafts: TrainDrafts['drafts'], datasetId: string | undefined): TrainDraft {
  return (datasetId !== undefined && drafts[datasetId]) || fresh;
}

const usualTargets =
  /^(target|label|class|outcome|y|disease|diagnosis|survived|species|churn|default)$/i;

/** A column that is the target by its name, or null: a person should say, rather than we guess wrong. */
export function likelyTarget(columns: readonly string[]): string | null {
  return columns.find((column) => usualTargets.test(column)) ?? null;
}

/** The task the core takes a target for when none is set: the rule it tells in its documentation. */
export function likelyTask(column: { readonly type: ColumnType; readonly distinct: number }): Task {
  if (column.type === 'number') return column.distinct <= 2 ? 'classification' : 'regression';
  if (column.type === 'integer') return column.distinct <= 10 ? 'classification' : 'regression';
  return column.type === 'datetime' ? 'regression' : 'classification';
}

/** The operation's input; null while no target is chosen. */
export function trainInput(
  draft: TrainDraft,
  version: string,
  params: Record<string, unknown>,
): InputOf<'models.train'> | null {
  if (draft.target === null) return null;
  const exclude = draft.exclude.filter((column) => column !== draft.target);
  return {
    version,
    target: draft.target,
    ...(draft.task === 'auto' ? {} : { task: draft.task }),
    algorithm: draft.algorithm,
    ...(exclude.length === 0 ? {} : { exclude }),
    ...(draft.weight === null ? {} : { weight: draft.weight }),
    split: draft.split,
    testFraction: draft.testFraction,
    cv: draft.cv,
    seed: draft.seed,
    experiment: draft.experiment.trim() || 'Default',
    params,
  };
}
