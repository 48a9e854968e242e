import { create } from 'zustand';

export const exploreTabs = ['overview', 'columns', 'correlations', 'missing'] as const;
export type ExploreTab = (typeof exploreTabs)[number];

interface ExploreState {
  readonly tab: ExploreTab;
  /** Name of the column whose detail is open; null: the first. */
  readonly column: string | null;
  readonly showTab: (tab: ExploreTab) => void;
  readonly showColumn: (column: string) => void;
}

/** Where one is in Explore; kept while other views are open. */
export const useExploreState = create<ExploreState>((set) => ({
  tab: 'overview',
  column: null,
  showTab: (tab) => set({ tab }),
  showColumn: (column) => set({ tab: 'columns', column }),
}));
