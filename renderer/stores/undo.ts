import { create } from 'zustand';

export interface UndoStep {
  /** What was done, such as `Delete heart`. */
  readonly title: string;
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
}

interface UndoStore {
  readonly done: readonly UndoStep[];
  readonly undone: readonly UndoStep[];
  /** Notes a step that was just done; what was undone before it cannot be redone any more. */
  readonly push: (step: UndoStep) => void;
  /** Takes the last step back. Resolves with it, or null when there is none; a failure keeps it. */
  readonly undo: () => Promise<UndoStep | null>;
  readonly redo: () => Promise<UndoStep | null>;
  /** Takes back this step, wherever it stands. */
  readonly take: (step: UndoStep) => Promise<void>;
  readonly clear: () => void;
}

const most = 50;

/** The steps of this window that can be taken back, the last one at the end. */
export const useUndo = create<UndoStore>((set, get) => {
  let busy = false;
  // Two presses in a row must not take the same step back twice.
  async function alone(work: () => Promise<UndoStep | null>): Promise<UndoStep | null> {
    if (busy) return null;
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  }
  const takeBack = async (step: UndoStep): Promise<UndoStep> => {
    await step.undo();
    set(({ done, undone }) => ({
      done: done.filter((each) => each !== step),
      undone: [...undone, step],
    }));
    return step;
  };
  return {
    done: [],
    undone: [],
    push: (step) => set(({ done }) => ({ done: [...done, step].slice(-most), undone: [] })),
    undo: () =>
      alone(async () => {
        const step = get().done.at(-1);
        return step ? takeBack(step) : null;
      }),
    redo: () =>
      alone(async () => {
        const step = get().undone.at(-1);
        if (!step) return null;
        await step.redo();
        set(({ done, undone }) => ({
          done: [...done, step],
          undone: undone.filter((each) => each !== step),
        }));
        return step;
      }),
    take: async (step) => {
      await alone(() => (get().done.includes(step) ? takeBack(step) : Promise.resolve(null)));
    },
    clear: () => set({ done: [], undone: [] }),
  };
});
