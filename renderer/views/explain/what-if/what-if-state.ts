import { create } from 'zustand';
import type { Row } from '../../predict/row-values.ts';

/** What the changes of a row are counted from. */
export interface Start {
  /** Row 12 of heart@1, typical values, or the name of a scenario. */
  readonly title: string;
  /** The row of the data, where it is one. */
  readonly origin: { readonly version: string; readonly row: number } | null;
  readonly values: Row;
}

export interface WhatIfDraft {
  readonly start: Start;
  readonly row: Row;
  /** What the row is compared with; null: nothing. */
  readonly other: Start | null;
}

/** How a counterfactual may change a column. */
export type ChangeRule = 'free' | 'fixed' | 'up' | 'down' | 'range';

/** Ends of what a number may become; null: open. */
export interface ChangeRange {
  readonly low: number | null;
  readonly high: number | null;
}

interface WhatIfState {
  /** By model id. */
  readonly drafts: Readonly<Record<string, WhatIfDraft>>;
  /** By model id and column; free where there is none. */
  readonly rules: Readonly<Record<string, Readonly<Record<string, ChangeRule>>>>;
  readonly rule: (modelId: string, column: string, rule: ChangeRule) => void;
  /** By model id and column; of use where the rule is `range`. */
  readonly ranges: Readonly<Record<string, Readonly<Record<string, ChangeRange>>>>;
  readonly range: (modelId: string, column: string, range: ChangeRange) => void;
  readonly begin: (modelId: string, start: Start, row?: Row) => void;
  readonly change: (modelId: string, part: Row) => void;
  readonly compare: (modelId: string, other: Start | null) => void;
}

/** Rows that are being tried out, kept while other views are open. */
export const useWhatIfState = create<WhatIfState>((set) => ({
  drafts: {},
  rules: {},
  rule: (modelId, column, rule) =>
    set(({ rules }) => ({
      rules: { ...rules, [modelId]: { ...rules[modelId], [column]: rule } },
    })),
  ranges: {},
  range: (modelId, column, range) =>
    set(({ ranges }) => ({
      ranges: { ...ranges, [modelId]: { ...ranges[modelId], [column]: range } },
    })),
  begin: (modelId, start, row = start.values) =>
    set(({ drafts }) => ({
      drafts: { ...drafts, [modelId]: { start, row, other: drafts[modelId]?.other ?? null } },
    })),
  change: (modelId, part) =>
    set(({ drafts }) => {
      const draft = drafts[modelId];
      if (!draft) return {};
      return { drafts: { ...drafts, [modelId]: { ...draft, row: { ...draft.row, ...part } } } };
    }),
  compare: (modelId, other) =>
    set(({ drafts }) => {
      const draft = drafts[modelId];
      return draft ? { drafts: { ...drafts, [modelId]: { ...draft, other } } } : {};
    }),
}));

/** Columns in which two rows differ. */
export function changedColumns(from: Row, to: Row): string[] {
  return Object.keys(to).filter((column) => (from[column] ?? null) !== (to[column] ?? null));
}

/** Ranges of the columns that have one, as explainability.counterfactual takes them; open ends left out. */
export function askedRanges(
  rules: Readonly<Record<string, ChangeRule>>,
  ranges: Readonly<Record<string, ChangeRange>>,
): Record<string, { low?: number; high?: number }> {
  const asked = Object.entries(ranges).flatMap(([column, { low, high }]) => {
    if (rules[column] !== 'range' || (low === null && high === null)) return [];
    return [[column, { ...(low === null ? {} : { low }), ...(high === null ? {} : { high }) }]];
  });
  return Object.fromEntries(asked) as Record<string, { low?: number; high?: number }>;
}
