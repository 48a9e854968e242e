import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { create } from 'zustand';

export const validateTabs = [
  { id: 'quality', title: 'Quality' },
  { id: 'rules', title: 'Rules' },
  { id: 'results', title: 'Results' },
  { id: 'checkpoints', title: 'Checkpoints' },
] as const;
export type ValidateTab = (typeof validateTabs)[number]['id'];

interface Chosen {
  readonly tab: ValidateTab;
  /** Column whose rules are shown; '' the whole table; null: all rules. */
  readonly column: string | null;
  /** Key of the rule that is open in the form. */
  readonly rule: string | null;
  /** Result that is shown; null: the newest of the version. */
  readonly result: string | null;
  /** Saved suite whose rules count for the quality score, by dataset. */
  readonly scoreSuites: Readonly<Record<string, string | null>>;
}

interface ValidateState extends Chosen {
  readonly choose: (change: Partial<Chosen>) => void;
  readonly scoreWith: (datasetId: string, suite: string | null) => void;
}

/** Where one is in Validate; kept while other views are open. */
export const useValidateState = create<ValidateState>((set) => ({
  tab: 'quality',
  column: null,
  rule: null,
  result: null,
  scoreSuites: {},
  choose: (change) => set(change),
  scoreWith: (datasetId, suite) =>
    set(({ scoreSuites }) => ({ scoreSuites: { ...scoreSuites, [datasetId]: suite } })),
}));

/** The tab a location names (`/validate/rules`), or null. */
export function tabOf(location: string): ValidateTab | null {
  const [, view, part] = (location.split('?')[0] ?? '').split('/');
  if (view !== 'validate') return null;
  return validateTabs.find((tab) => tab.id === part)?.id ?? null;
}

/** The open tab, and a way to another with what it is to show there. */
export function useValidateTab(): readonly [
  ValidateTab,
  (tab: ValidateTab, change?: Partial<Chosen>) => void,
] {
  const [location, go] = useLocation();
  const last = useValidateState((state) => state.tab);
  const choose = useValidateState((state) => state.choose);
  const show = useCallback(
    (tab: ValidateTab, change: Partial<Chosen> = {}) => {
      choose({ ...change, tab });
      go(`/validate/${tab}`);
    },
    [choose, go],
  );
  return [tabOf(location) ?? last, show];
}
