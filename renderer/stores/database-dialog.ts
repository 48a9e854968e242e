import { create } from 'zustand';

interface DatabaseDialogStore {
  readonly open: boolean;
  readonly show: () => void;
  readonly hide: () => void;
}

/** Is the dialog that reads from a database on screen? */
export const useDatabaseDialog = create<DatabaseDialogStore>((set) => ({
  open: false,
  show: () => set({ open: true }),
  hide: () => set({ open: false }),
}));
