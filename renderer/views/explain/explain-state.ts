import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { create } from 'zustand';
import type { ChartBrush } from '../../charts/spec.ts';

export const explainTabs = [
  { id: 'overview', title: 'Overview' },
  { id: 'rows', title: 'Rows' },
  { id: 'dependence', title: 'Dependence' },
  { id: 'importance', title: 'Importance' },
  { id: 'surrogate', title: 'Surrogate' },
  { id: 'what-if', title: 'What-if' },
] as const;
export type ExplainTab = (typeof explainTabs)[number]['id'];

/** Where a region was drawn; the rows in it are selected in every tab. */
export type Drawn =
  | { readonly chart: 'beeswarm'; readonly brush: ChartBrush }
  | { readonly chart: 'dependence'; readonly feature: string; readonly brush: ChartBrush };

/** Rows another view wants to see explained; selected in every explanation of their version. */
export interface BrushedSegment {
  readonly versionId: string;
  readonly rows: readonly number[];
  /** What chose them, after "rows selected". */
  readonly words: string;
}

export type PartialKind = 'pdp' | 'ice' | 'ale';

/** What a person looks at in one explanation. */
export interface ExplanationFocus {
  /** Index into the sample. */
  readonly index: number;
  /** Further rows of the decision plot. */
  readonly compared: readonly number[];
  /** Feature of the dependence plot and what colours it; null: the first, the strongest. */
  readonly feature: string | null;
  readonly colour: string | null;
  readonly drawn: Drawn | null;
  /** Column whose values make the groups of the overview; null: the first that suits. */
  readonly groupBy: string | null;
  /** Of the partial dependence: its kind, its second column, lines from one height. */
  readonly partial: PartialKind;
  readonly second: string | null;
  readonly centred: boolean;
}

const unfocused: ExplanationFocus = {
  index: 0,
  compared: [],
  feature: null,
  colour: null,
  drawn: null,
  groupBy: null,
  partial: 'pdp',
  second: null,
  centred: false,
};

interface ExplainState {
  readonly tab: ExplainTab;
  readonly label: string | null;
  readonly focus: Readonly<Record<string, ExplanationFocus>>;
  /** By the id of an explanation of all rows, that of its first look, which draws the same rows. */
  readonly firstLooks: Readonly<Record<string, string>>;
  readonly brushed: BrushedSegment | null;
  readonly open: (tab: ExplainTab) => void;
  readonly brush: (brushed: BrushedSegment | null) => void;
  readonly chooseLabel: (label: string | null) => void;
  readonly replace: (first: string, exact: string) => void;
  readonly look: (explanationId: string, change: Partial<ExplanationFocus>) => void;
}

/** Where one is in Explain; kept while other views are open. */
export const useExplainState = create<ExplainState>((set) => ({
  tab: 'overview',
  label: null,
  focus: {},
  firstLooks: {},
  brushed: null,
  brush: (brushed) =>
    set(({ focus }) => ({
      brushed,
      // A region drawn before would hide them.
      focus: Object.fromEntries(
        Object.entries(focus).map(([id, each]) => [id, { ...each, drawn: null }]),
      ),
    })),
  open: (tab) => set({ tab }),
  chooseLabel: (label) => set({ label }),
  replace: (first, exact) =>
    set(({ firstLooks }) => ({ firstLooks: { ...firstLooks, [exact]: first } })),
  look: (id, change) =>
    set(({ focus }) => ({ focus: { ...focus, [id]: { ...(focus[id] ?? unfocused), ...change } } })),
}));

/** The focus of an explanation and a way to change it. */
export function useFocus(
  id: string,
): readonly [ExplanationFocus, (change: Partial<ExplanationFocus>) => void] {
  const key = useExplainState((state) => state.firstLooks[id] ?? id);
  const focus = useExplainState((state) => state.focus[key]) ?? unfocused;
  const look = useExplainState((state) => state.look);
  const change = useCallback((part: Partial<ExplanationFocus>) => look(key, part), [look, key]);
  return [focus, change];
}

/** The tab a location names (`/explain/what-if`), or null. */
export function tabOf(location: string): ExplainTab | null {
  const [, view, part] = (location.split('?')[0] ?? '').split('/');
  if (view !== 'explain') return null;
  return explainTabs.find((tab) => tab.id === part)?.id ?? null;
}

/** The open tab and a way to another; an address without one means the tab that was open last. */
export function useExplainTab(): readonly [ExplainTab, (tab: ExplainTab) => void] {
  const [location, go] = useLocation();
  const { tab: last, open } = useExplainState();
  const show = useCallback(
    (tab: ExplainTab) => {
      open(tab);
      go(`/explain/${tab}`);
    },
    [go, open],
  );
  return [tabOf(location) ?? last, show];
}
