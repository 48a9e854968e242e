import { create } from 'zustand';
import { choose } from './choose-files.ts';

/** All files of a folder, to be read as one table or as many. */
export interface FolderSource {
  readonly folder: string;
  readonly files: readonly File[];
}

/** Cells copied from a spreadsheet or a page. */
export interface PastedSource {
  readonly text: string;
}

/** A string is a path the core can read; a File is uploaded first. */
export type ImportSource = File | string | FolderSource | PastedSource;

interface ImportQueue {
  /** What waits for the import sheet, in the order it came. */
  readonly files: readonly ImportSource[];
  /** Opens the sheet. */
  readonly add: (files: readonly ImportSource[]) => void;
  readonly clear: () => void;
}

/** What was dropped, chosen, pasted, or opened from the desktop, on its way into the import sheet. */
export const useImportQueue = create<ImportQueue>((set) => ({
  files: [],
  add: (files) => set((state) => ({ files: [...state.files, ...files] })),
  clear: () => set({ files: [] }),
}));

const tableExtensions = (
  '.csv .tsv .txt .tab .psv .dat .data .gz .zst .json .jsonl .ndjson .parquet .arrow .arrows ' +
  '.feather .ipc .xlsx .xlsm .sqlite .sqlite3 .db .duckdb'
).split(' ');

/** Does the name tell a file that may hold a table? Hidden files never do. */
export function isTableFile(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && tableExtensions.includes(name.slice(dot).toLowerCase());
}

/** The tables of a folder in the order of their names; every file where none is known by its name. */
export function folderSource(folder: string, files: readonly File[]): FolderSource {
  const seen = files.filter((file) => !file.name.startsWith('.'));
  const tables = seen.filter((file) => isTableFile(file.name));
  const order = new Intl.Collator('en', { numeric: true });
  const path = (file: File): string => file.webkitRelativePath || file.name;
  return {
    folder,
    files: (tables.length > 0 ? tables : seen).toSorted((a, b) => order.compare(path(a), path(b))),
  };
}

/** Lets a person choose files, then opens the import sheet. */
export function chooseFiles(): void {
  choose(
    (input) => {
      input.ariaLabel = 'Files to import';
      input.accept = `${tableExtensions.join(',')},text/csv,text/plain,text/tab-separated-values`;
    },
    (files) => useImportQueue.getState().add(files),
  );
}

/** Lets a person choose a folder, then opens the import sheet for all of its files. */
export function chooseFolder(): void {
  choose(
    (input) => {
      input.ariaLabel = 'Folder to import';
      input.webkitdirectory = true;
    },
    (files) => {
      const folder = files[0]?.webkitRelativePath.split('/')[0] ?? '';
      useImportQueue.getState().add([folderSource(folder, files)]);
    },
  );
}
