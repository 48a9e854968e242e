import { create } from 'zustand';

export const themeChoices = ['auto', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

interface Preferences {
  readonly theme: ThemeChoice;
  readonly railCollapsed: boolean;
  readonly setTheme: (theme: ThemeChoice) => void;
  readonly toggleRail: () => void;
}

const storageKey = 'assay.preferences';

interface Stored {
  readonly theme: ThemeChoice;
  readonly railCollapsed: boolean;
}

function restore(): Stored {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Stored>;
    return {
      theme: themeChoices.find((choice) => choice === stored.theme) ?? 'auto',
      railCollapsed: stored.railCollapsed === true,
    };
  } catch {
    return { theme: 'auto', railCollapsed: false };
  }
}

/** What a person set for this window; kept in the browser's storage, not in the workspace. */
export const usePreferences = create<Preferences>((set, get) => {
  const change = (part: Partial<Stored>): void => {
    set(part);
    const { theme, railCollapsed } = get();
    localStorage.setItem(storageKey, JSON.stringify({ theme, railCollapsed }));
  };
  return {
    ...restore(),
    setTheme: (theme) => change({ theme }),
    toggleRail: () => change({ railCollapsed: !get().railCollapsed }),
  };
});
