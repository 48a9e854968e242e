import { create } from 'zustand';

interface Selection {
  /** Id of the dataset version all views look at; null: the newest one. */
  readonly versionId: string | null;
  /** A model reference as `ModelSelect` gives it. */
  readonly modelRef: string | null;
  readonly runId: string | null;
  readonly selectVersion: (id: string | null) => void;
  readonly selectModel: (ref: string | null) => void;
  readonly selectRun: (id: string | null) => void;
  readonly clear: () => void;
}

/** What is selected, shared by all views. Ids only: the things themselves come from queries. */
export const useSelection = create<Selection>((set) => ({
  versionId: null,
  modelRef: null,
  runId: null,
  selectVersion: (versionId) => set({ versionId }),
  selectModel: (modelRef) => set({ modelRef }),
  selectRun: (runId) => set({ runId }),
  clear: () => set({ versionId: null, modelRef: null, runId: null }),
}));
