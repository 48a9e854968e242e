import { create } from 'zustand';

interface ShortcutHelp {
  readonly open: boolean;
  readonly show: () => void;
  readonly hide: () => void;
}

/** Is the list of keyboard shortcuts on screen? */
export const useShortcutHelp = create<ShortcutHelp>((set) => ({
  open: false,
  show: () => set({ open: true }),
  hide: () => set({ open: false }),
}));
