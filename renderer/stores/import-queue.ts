import { create } from 'zustand';

interface ImportQueue {
  /** Files waiting for the import sheet, in the order they came. */
  readonly files: readonly (File | string)[];
  /** Opens the sheet. A string is a path the core can read; a File is uploaded first. */
  readonly add: (files: readonly (File | string)[]) => void;
  readonly clear: () => void;
}

/** What was dropped, chosen, or opened from the desktop, on its way into the import sheet. */
export const useImportQueue = create<ImportQueue>((set) => ({
  files: [],
  add: (files) => set((state) => ({ files: [...state.files, ...files] })),
  clear: () => set({ files: [] }),
}));

/** Lets a person choose files, then opens the import sheet. */
export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.hidden = true;
  input.ariaLabel = 'Files to import';
  input.accept =
    '.csv,.tsv,.txt,.tab,.psv,.dat,.data,text/csv,text/plain,text/tab-separated-values';
  input.addEventListener('change', () => {
    if (input.files && input.files.length > 0) useImportQueue.getState().add([...input.files]);
    input.remove();
  });
  input.addEventListener('cancel', () => input.remove());
  document.body.append(input);
  input.click();
}
