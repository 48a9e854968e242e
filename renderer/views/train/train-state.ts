import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { create } from 'zustand';

export const trainTabs = [
  { id: 'new', title: 'New run' },
  { id: 'auto', title: 'AutoML' },
  { id: 'tune', title: 'Tune' },
  { id: 'experiments', title: 'Experiments' },
  { id: 'runs', title: 'Runs' },
] as const;
export type TrainTab = (typeof trainTabs)[number]['id'];

export const experimentKinds = [
  { id: 'learning', title: 'Learning curve' },
  { id: 'validation', title: 'Validation curve' },
  { id: 'ablation', title: 'Ablation' },
  { id: 'sensitivity', title: 'Sensitivity' },
] as const;
export type ExperimentKind = (typeof experimentKinds)[number]['id'];

export type StudyKind = 'search' | 'automl';

interface TrainState {
  readonly tab: TrainTab;
  readonly experiment: ExperimentKind;
  /** The search that is shown, by kind; null: the newest. */
  readonly study: Readonly<Record<StudyKind, string | null>>;
  readonly open: (tab: TrainTab) => void;
  readonly openExperiment: (kind: ExperimentKind) => void;
  readonly openStudy: (kind: StudyKind, id: string | null) => void;
}

/** Where one is in Train; kept while other views are open. */
export const useTrainState = create<TrainState>((set) => ({
  tab: 'new',
  experiment: 'learning',
  study: { search: null, automl: null },
  open: (tab) => set({ tab }),
  openExperiment: (experiment) => set({ experiment }),
  openStudy: (kind, id) => set(({ study }) => ({ study: { ...study, [kind]: id } })),
}));

const partsOf = (location: string): string[] => (location.split('?')[0] ?? '').split('/');

/** The tab a location names (`/train/tune`), or null. */
export function tabOf(location: string): TrainTab | null {
  const [, view, part] = partsOf(location);
  if (view !== 'train') return null;
  return trainTabs.find((tab) => tab.id === part)?.id ?? null;
}

/** The kind of experiment a location names (`/train/experiments/ablation`), or null. */
export function experimentOf(location: string): ExperimentKind | null {
  const [, , tab, part] = partsOf(location);
  if (tab !== 'experiments') return null;
  return experimentKinds.find((kind) => kind.id === part)?.id ?? null;
}

/** The open tab and a way to another; an address without one means the tab that was open last. */
export function useTrainTab(): readonly [TrainTab, (tab: TrainTab) => void] {
  const [location, go] = useLocation();
  const { tab: last, open } = useTrainState();
  const show = useCallback(
    (tab: TrainTab) => {
      open(tab);
      go(`/train/${tab}`);
    },
    [go, open],
  );
  return [tabOf(location) ?? last, show];
}

/** The open kind of experiment and a way to another. */
export function useExperimentKind(): readonly [ExperimentKind, (kind: ExperimentKind) => void] {
  const [location, go] = useLocation();
  const { experiment: last, openExperiment } = useTrainState();
  const show = useCallback(
    (kind: ExperimentKind) => {
      openExperiment(kind);
      go(`/train/experiments/${kind}`);
    },
    [go, openExperiment],
  );
  return [experimentOf(location) ?? last, show];
}
