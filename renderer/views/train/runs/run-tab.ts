import { create } from 'zustand';

interface RunTabState {
  /** The open tab, by run. */
  readonly tabs: Readonly<Record<string, string>>;
  readonly open: (runId: string, tab: string) => void;
}

/** Which tab of each run is open; kept while other views are. */
export const useRunTabs = create<RunTabState>((set) => ({
  tabs: {},
  open: (runId, tab) => set(({ tabs }) => ({ tabs: { ...tabs, [runId]: tab } })),
}));

/** The open tab of a run and a way to another. */
export function useRunTab(
  runId: string,
  first: string,
): readonly [string, (tab: string | null) => void] {
  const tab = useRunTabs((state) => state.tabs[runId]) ?? first;
  const open = useRunTabs((state) => state.open);
  return [tab, (next) => next !== null && open(runId, next)];
}
