import { create } from 'zustand';
import { useSelection } from './selection.ts';

/** Rows that one view found and the grid is to show. */
export interface RowSelection {
  readonly versionId: string;
  /** Row numbers in the version, from 0. */
  readonly rows: readonly number[];
  /** What chose them, after "rows": `breaking "age is not missing"`, `selected in age × chol`. */
  readonly by: string;
}

interface RowSelectionStore {
  readonly selection: RowSelection | null;
  /** Shows these rows alone in the grid of the version; go to `/data` to see them. */
  readonly show: (selection: RowSelection) => void;
  readonly clear: () => void;
}

/** The rows the grid of Data is narrowed to; null: all of them. */
export const useRowSelection = create<RowSelectionStore>((set) => ({
  selection: null,
  show: (selection) => {
    useSelection.getState().selectVersion(selection.versionId);
    set({ selection });
  },
  clear: () => set({ selection: null }),
}));
