import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { create } from 'zustand';

export const exploreTabs = [
  { id: 'overview', title: 'Overview', group: 'Profile' },
  { id: 'columns', title: 'Columns', group: 'Profile' },
  { id: 'missing', title: 'Missing values', group: 'Profile' },
  { id: 'outliers', title: 'Outliers', group: 'Profile' },
  { id: 'correlations', title: 'Correlations', group: 'Relations' },
  { id: 'relations', title: 'Relations', group: 'Relations' },
  { id: 'target', title: 'Target', group: 'Relations' },
  { id: 'time', title: 'Over time', group: 'Change' },
  { id: 'compare', title: 'Compare', group: 'Change' },
] as const;
export type ExploreTab = (typeof exploreTabs)[number]['id'];

export const outlierMethods = ['isolation_forest', 'iqr', 'zscore', 'mad'] as const;
export type OutlierMethod = (typeof outlierMethods)[number];

/** What was chosen in Explore. Names are kept as they were chosen; each tab checks that they exist. */
interface Chosen {
  readonly tab: ExploreTab;
  /** Segment that everything is restricted to. */
  readonly segment: string | null;
  /** Column whose detail is open. */
  readonly column: string | null;
  readonly x: string | null;
  readonly y: string | null;
  readonly colour: string | null;
  readonly pairs: readonly string[] | null;
  readonly target: string | null;
  readonly targetColumn: string | null;
  readonly outlierMethod: OutlierMethod;
  /** Null: all columns of numbers. */
  readonly outlierColumns: readonly string[] | null;
  readonly time: string | null;
  readonly value: string | null;
}

interface ExploreState extends Chosen {
  readonly choose: (change: Partial<Chosen>) => void;
}

/** Where one is in Explore; kept while other views are open. */
export const useExploreState = create<ExploreState>((set) => ({
  tab: 'overview',
  segment: null,
  column: null,
  x: null,
  y: null,
  colour: null,
  pairs: null,
  target: null,
  targetColumn: null,
  outlierMethod: 'isolation_forest',
  outlierColumns: null,
  time: null,
  value: null,
  choose: (change) => set(change),
}));

/** The tab a location names (`/explore/relations`), or null. */
export function tabOf(location: string): ExploreTab | null {
  const [, view, part] = (location.split('?')[0] ?? '').split('/');
  if (view !== 'explore') return null;
  return exploreTabs.find((tab) => tab.id === part)?.id ?? null;
}

/**
 * The open tab and a way to another, with what it is to show there. The tab is part of the address,
 * so that going back works; an address without one means the tab that was open last.
 */
export function useExploreTab(): readonly [
  ExploreTab,
  (tab: ExploreTab, change?: Partial<Chosen>) => void,
] {
  const [location, go] = useLocation();
  const last = useExploreState((state) => state.tab);
  const choose = useExploreState((state) => state.choose);
  const show = useCallback(
    (tab: ExploreTab, change: Partial<Chosen> = {}) => {
      choose({ ...change, tab });
      go(`/explore/${tab}`);
    },
    [choose, go],
  );
  return [tabOf(location) ?? last, show];
}
