import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { create } from 'zustand';
import type { InputOf } from '../../../core/contract/contract.ts';

export const patternTabs = [
  { id: 'clusters', title: 'Clusters' },
  { id: 'components', title: 'Components' },
  { id: 'outliers', title: 'Outliers' },
  { id: 'associations', title: 'Associations' },
] as const;
export type PatternKind = (typeof patternTabs)[number]['id'];

/** What a person has set for an analysis, kept while they look at other views. */
export interface PatternDraft {
  readonly algorithm: string;
  /** Changed parameters by algorithm. */
  readonly params: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly exclude: readonly string[];
  readonly scaler: 'none' | 'standard' | 'min_max' | 'robust';
  readonly seed: number;
  /** Name of the column that keeps the result; empty for none. */
  readonly save: string;
  /** Numbers of clusters to compare. */
  readonly sweep: boolean;
  readonly colour: string | null;
  readonly transaction: string | null;
  readonly item: string | null;
  readonly bins: number;
}

const usual: Readonly<Record<PatternKind, string>> = {
  clusters: 'kmeans',
  components: 'pca',
  outliers: 'isolation_forest',
  associations: 'fp_growth',
};

function fresh(kind: PatternKind): PatternDraft {
  return {
    algorithm: usual[kind],
    params: {},
    exclude: [],
    scaler: 'standard',
    seed: 7,
    save: '',
    sweep: false,
    colour: null,
    transaction: null,
    item: null,
    bins: 4,
  };
}

interface PatternState {
  readonly tab: PatternKind;
  /** By dataset and kind. */
  readonly drafts: Readonly<Record<string, PatternDraft>>;
  readonly change: (datasetId: string, kind: PatternKind, part: Partial<PatternDraft>) => void;
  readonly open: (tab: PatternKind) => void;
}

const keyOf = (datasetId: string, kind: PatternKind): string => `${datasetId} ${kind}`;

export const usePatternState = create<PatternState>((set) => ({
  tab: 'clusters',
  drafts: {},
  open: (tab) => set({ tab }),
  change: (datasetId, kind, part) =>
    set(({ drafts }) => {
      const key = keyOf(datasetId, kind);
      return { drafts: { ...drafts, [key]: { ...(drafts[key] ?? fresh(kind)), ...part } } };
    }),
}));

export function draftOf(
  drafts: PatternState['drafts'],
  datasetId: string,
  kind: PatternKind,
): PatternDraft {
  return drafts[keyOf(datasetId, kind)] ?? fresh(kind);
}

/** The tab a location names (`/patterns/outliers`), or null. */
export function tabOf(location: string): PatternKind | null {
  const [, view, part] = (location.split('?')[0] ?? '').split('/');
  if (view !== 'patterns') return null;
  return patternTabs.find((tab) => tab.id === part)?.id ?? null;
}

export function usePatternTab(): readonly [PatternKind, (tab: PatternKind) => void] {
  const [location, go] = useLocation();
  const { tab: last, open } = usePatternState();
  const show = useCallback(
    (tab: PatternKind) => {
      open(tab);
      go(`/patterns/${tab}`);
    },
    [go, open],
  );
  return [tabOf(location) ?? last, show];
}

type Input = InputOf<'patterns.clusters'> &
  InputOf<'patterns.components'> &
  InputOf<'patterns.outliers'> &
  InputOf<'patterns.associations'>;

const swept = [2, 3, 4, 5, 6, 7, 8, 9, 10];

/** The operation's input: of the draft only what its kind takes. */
export function patternInput(
  kind: PatternKind,
  draft: PatternDraft,
  { version, params }: { version: string; params: Record<string, unknown> },
): Input {
  const { algorithm, seed, scaler, colour, transaction, item, bins } = draft;
  const exclude = draft.exclude.length === 0 ? {} : { exclude: [...draft.exclude] };
  const shared = { version, algorithm, params, seed, ...exclude };
  if (kind === 'associations') {
    const baskets = transaction !== null && item !== null ? { transaction, item } : {};
    return { ...shared, bins, ...baskets };
  }
  const save = draft.save.trim() === '' ? {} : { save: draft.save.trim() };
  if (kind === 'clusters' && draft.sweep) return { ...shared, scaler, ...save, sweep: swept };
  const coloured = kind === 'components' && colour !== null ? { colour } : {};
  return { ...shared, scaler, ...save, ...coloured };
}
