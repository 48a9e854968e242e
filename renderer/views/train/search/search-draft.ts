import { create } from 'zustand';
import type { InputOf, ParsedInputOf } from '../../../../core/contract/contract.ts';
import type { ParamRange } from '../../../../core/contract/models.ts';
import type { Task } from '../../../../core/contract/common.ts';
import { metricsOf } from '../metric-names.ts';
import { rowsInput, type TrainDraft } from '../form/train-draft.ts';

type TuneOptions = ParsedInputOf<'tuning.run'>;

type ByParam<T> = Readonly<Record<string, T>>;

/** What a person has set for searches and experiments besides what a run takes too. */
export interface SearchDraft {
  /** Null: the main one of the task. */
  readonly metric: string | null;
  /** Seconds of AutoML. */
  readonly budget: number;
  /** Of AutoML; empty: those that suit the data. */
  readonly algorithms: readonly string[];
  /** Seconds a single fit may take; null: no limit. */
  readonly limitPerModel: number | null;
  readonly recipes: boolean;
  readonly stacking: boolean;
  /** Of Tune and of experiments. */
  readonly algorithm: string;
  /** Ranges by algorithm, where they are not the algorithm's own. */
  readonly space: ByParam<ByParam<ParamRange>>;
  /** Held parameters by algorithm. */
  readonly fixed: ByParam<ByParam<unknown>>;
  readonly trials: number;
  /** Seconds of Tune; null: no limit. */
  readonly tuneBudget: number | null;
  readonly sampler: TuneOptions['sampler'];
  readonly pruner: TuneOptions['pruner'];
  readonly nested: number;
  /** Of a validation curve, by algorithm. */
  readonly param: ByParam<string>;
  /** Typed values of a validation curve, by parameter; none: over the usual range. */
  readonly values: ByParam<readonly string[]>;
  /** Of a sensitivity experiment; empty: those with a usual range. */
  readonly vary: readonly string[];
  /** Points of each parameter. */
  readonly points: number;
  /** Names of columns by group of an ablation. */
  readonly groups: ByParam<readonly string[]>;
  readonly steps: boolean;
}

export const freshSearch: SearchDraft = {
  metric: null,
  budget: 60,
  algorithms: [],
  limitPerModel: null,
  recipes: true,
  stacking: true,
  algorithm: 'random_forest',
  space: {},
  fixed: {},
  trials: 50,
  tuneBudget: null,
  sampler: 'tpe',
  pruner: 'median',
  nested: 0,
  param: {},
  values: {},
  vary: [],
  points: 5,
  groups: {},
  steps: true,
};

interface SearchDrafts {
  /** By dataset id. */
  readonly drafts: Readonly<Record<string, SearchDraft>>;
  readonly change: (datasetId: string, part: Partial<SearchDraft>) => void;
}

export const useSearchDrafts = create<SearchDrafts>((set) => ({
  drafts: {},
  change: (datasetId, part) =>
    set(({ drafts }) => ({
      drafts: { ...drafts, [datasetId]: { ...(drafts[datasetId] ?? freshSearch), ...part } },
    })),
}));

/** The draft of a dataset, and a way to change it. */
export function useSearchDraft(datasetId: string) {
  const draft = useSearchDrafts((state) => state.drafts[datasetId]) ?? freshSearch;
  const changeAny = useSearchDrafts((state) => state.change);
  return { draft, change: (part: Partial<SearchDraft>) => changeAny(datasetId, part) };
}

export interface SearchContext {
  /** Id. */
  readonly version: string;
  /** Null while it is not known. */
  readonly task: Task | null;
}

type Searched = NonNullable<ReturnType<typeof rowsInput>> &
  Pick<InputOf<'tuning.auto'>, 'metric' | 'classWeight'>;

/** What all searches and experiments take; null while no target is chosen. */
export function searchedInput(
  run: TrainDraft,
  search: SearchDraft,
  { version, task }: SearchContext,
): Searched | null {
  const rows = rowsInput(run, version);
  const { metric } = search;
  const known = metric !== null && task !== null && metricsOf(task).includes(metric);
  return (
    rows && {
      ...rows,
      ...(known ? { metric } : {}),
      ...(task === 'classification' ? { classWeight: run.classWeight } : {}),
    }
  );
}

/** The input of an automatic search; null while no target is chosen. */
export function autoInputOf(
  run: TrainDraft,
  search: SearchDraft,
  context: SearchContext,
): InputOf<'tuning.auto'> | null {
  const shared = searchedInput(run, search, context);
  const { algorithms, limitPerModel, budget, recipes, stacking } = search;
  return (
    shared && {
      ...shared,
      budget,
      recipes,
      stacking,
      ...(algorithms.length === 0 ? {} : { algorithms: [...algorithms] }),
      ...(limitPerModel === null ? {} : { limitPerModel }),
    }
  );
}

/** The input of a search of one algorithm's parameters; null while no target is chosen. */
export function tuneInputOf(
  run: TrainDraft,
  search: SearchDraft,
  context: SearchContext & { readonly space: ByParam<ParamRange> },
): InputOf<'tuning.run'> | null {
  const shared = searchedInput(run, search, context);
  const { algorithm, trials, tuneBudget, sampler, pruner, nested } = search;
  const params = Object.fromEntries(
    Object.entries(search.fixed[algorithm] ?? {}).filter(([name]) => !(name in context.space)),
  );
  return (
    shared && {
      ...shared,
      algorithm,
      trials,
      sampler,
      pruner,
      nested,
      space: { ...context.space },
      params,
      ...(tuneBudget === null ? {} : { budget: tuneBudget }),
    }
  );
}
