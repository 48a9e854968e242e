import { create } from 'zustand';

export const otherWays = [
  { id: 'local', title: 'Local model' },
  { id: 'anchor', title: 'Anchor' },
  { id: 'similar', title: 'Training rows like it' },
] as const;
export type OtherWay = (typeof otherWays)[number]['id'];

/** How training rows are chosen that are shown beside a row. */
export type SimilarMethod = 'nearest' | 'influence';

interface OtherWaysState {
  readonly way: OtherWay;
  readonly method: SimilarMethod;
  readonly chooseWay: (way: OtherWay) => void;
  readonly chooseMethod: (method: SimilarMethod) => void;
}

/** Which way a row is seen in; kept from row to row and while other views are open. */
export const useOtherWays = create<OtherWaysState>((set) => ({
  way: 'local',
  method: 'nearest',
  chooseWay: (way) => set({ way }),
  chooseMethod: (method) => set({ method }),
}));
