import { create } from 'zustand';
import type { InputOf, ParsedInputOf } from '../../../../core/contract/contract.ts';
import type { ColumnType, Task } from '../../../../core/contract/common.ts';

type Options = ParsedInputOf<'models.train'>;

/** What a person has set for the next run, kept while they look at other views. */
export interface TrainDraft {
  readonly target: string | null;
  readonly task: Task | 'auto';
  readonly algorithm: string;
  /** Changed parameters by algorithm, so that trying another one loses nothing. */
  readonly params: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly exclude: readonly string[];
  readonly weight: string | null;
  readonly split: Options['split'];
  readonly group: string | null;
  readonly time: string | null;
  readonly window: Options['window'];
  readonly gap: number;
  readonly embargo: number;
  readonly repeats: number;
  readonly recipe: Options['recipe'];
  readonly classWeight: Options['classWeight'];
  readonly calibration: Options['calibration'];
  readonly threshold: Options['threshold'];
  readonly intervals: Options['intervals'];
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
  group: null,
  time: null,
  window: 'expanding',
  gap: 0,
  embargo: 0.01,
  repeats: 3,
  recipe: { imputer: 'auto', indicator: false, encoder: 'auto', scaler: 'auto' },
  classWeight: 'none',
  calibration: 'none',
  threshold: { by: 'default', falsePositive: 1, falseNegative: 1 },
  intervals: { method: 'none', coverage: 0.9 },
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

/** How rows are set apart: only what the chosen way asks for. */
export function splitInput(
  draft: TrainDraft,
): Pick<
  InputOf<'models.train'>,
  'split' | 'group' | 'time' | 'window' | 'gap' | 'embargo' | 'repeats'
> {
  const { split, group, time, window, gap, embargo, repeats } = draft;
  if (split === 'repeated') return { split, repeats };
  if (split === 'time') return { split, window, gap, ...(time === null ? {} : { time }) };
  if (split === 'purged') return { split, embargo, gap, ...(time === null ? {} : { time }) };
  if (!split.includes('group')) return { split };
  return { split, ...(group === null ? {} : { group }) };
}

/** What the model is to say, as far as it goes with the task. */
function outcomeInput(draft: TrainDraft, task: Task | null): Partial<InputOf<'models.train'>> {
  const { classWeight, calibration, threshold, intervals } = draft;
  if (task === null) return {};
  return task === 'regression' ? { intervals } : { classWeight, calibration, threshold };
}

type Rows = Pick<
  InputOf<'models.train'>,
  | 'version'
  | 'target'
  | 'task'
  | 'exclude'
  | 'weight'
  | 'split'
  | 'group'
  | 'time'
  | 'window'
  | 'gap'
  | 'embargo'
  | 'repeats'
  | 'recipe'
  | 'testFraction'
  | 'cv'
  | 'seed'
  | 'experiment'
>;

/** What a run, a search and an experiment take alike; null while no target is chosen. */
export function rowsInput(draft: TrainDraft, version: string): Rows | null {
  if (draft.target === null) return null;
  const exclude = draft.exclude.filter((column) => column !== draft.target);
  return {
    version,
    target: draft.target,
    ...(draft.task === 'auto' ? {} : { task: draft.task }),
    ...(exclude.length === 0 ? {} : { exclude }),
    ...(draft.weight === null ? {} : { weight: draft.weight }),
    ...splitInput(draft),
    recipe: draft.recipe,
    testFraction: draft.testFraction,
    cv: draft.cv,
    seed: draft.seed,
    experiment: draft.experiment.trim() || 'Default',
  };
}

/** The operation's input; null while no target is chosen. `task`: what it is in the end. */
export function trainInput(
  draft: TrainDraft,
  version: string,
  { params, task }: { params: Record<string, unknown>; task: Task | null },
): InputOf<'models.train'> | null {
  const rows = rowsInput(draft, version);
  return rows && { ...rows, algorithm: draft.algorithm, ...outcomeInput(draft, task), params };
}
