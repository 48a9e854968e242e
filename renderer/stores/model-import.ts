import { create } from 'zustand';
import { choose } from './choose-files.ts';

/** A string is a path the core can read; a File is uploaded first. */
export type ModelSource = File | string;

interface ModelImport {
  /** Model files that wait for the dialog, the one on screen first. */
  readonly waiting: readonly ModelSource[];
  /** Counts the files, so that each has a dialog of its own. */
  readonly turn: number;
  readonly add: (sources: readonly ModelSource[]) => void;
  /** The first is done with. */
  readonly next: () => void;
}

/** Models from elsewhere on their way into the dialog that imports them. */
export const useModelImport = create<ModelImport>((set) => ({
  waiting: [],
  turn: 0,
  add: (sources) => set((state) => ({ waiting: [...state.waiting, ...sources] })),
  next: () => set((state) => ({ waiting: state.waiting.slice(1), turn: state.turn + 1 })),
}));

/** Lets a person choose a model file, then opens the dialog. */
export function chooseModel(): void {
  choose(
    (input) => {
      input.ariaLabel = 'Model to import';
      input.accept = '.txt,.json,.onnx,.model';
    },
    (files) => useModelImport.getState().add(files),
  );
}
