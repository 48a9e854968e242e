import { create } from 'zustand';

/** Which report the Reports view shows; null: the newest. */
export const useReportSelection = create<{
  readonly id: string | null;
  readonly select: (id: string | null) => void;
}>((set) => ({ id: null, select: (id) => set({ id }) }));
