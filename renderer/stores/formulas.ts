import { create } from 'zustand';

const storageKey = 'assay.formulas';
const mostKept = 12;

function restore(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

interface Formulas {
  /** Metrics a person wrote, the last used first. */
  readonly formulas: readonly string[];
  readonly remember: (formula: string) => void;
  readonly forget: (formula: string) => void;
}

/** Formulas outlive the window; kept in the browser's storage, not in the workspace. */
export const useFormulas = create<Formulas>((set, get) => {
  const keep = (formulas: readonly string[]): void => {
    set({ formulas });
    localStorage.setItem(storageKey, JSON.stringify(formulas));
  };
  const others = (formula: string): readonly string[] =>
    get().formulas.filter((each) => each !== formula);
  return {
    formulas: restore(),
    remember: (formula) => keep([formula, ...others(formula)].slice(0, mostKept)),
    forget: (formula) => keep(others(formula)),
  };
});
