import type { ImportDraft } from './use-import-drafts.ts';
import type { ReadOptions } from './read-options.ts';

/** How several files become one dataset. */
export interface Combine {
  /** Null: nobody chose; a folder mostly is one table in many files. */
  readonly on: boolean | null;
  /** Null: the suggested name. */
  readonly name: string | null;
  readonly sourceColumn: string;
  /** Hold for every file. */
  readonly options: ReadOptions;
}

export const noCombine: Combine = {
  on: null,
  name: null,
  sourceColumn: 'source_file',
  options: {},
};

/** Only files can be combined, not pasted cells, and one alone need not be. */
export function canCombine(drafts: readonly ImportDraft[]): boolean {
  return drafts.length > 1 && drafts.every((draft) => draft.text === null);
}

/** The folder they came from, or what their names begin with. */
export function combinedName(drafts: readonly ImportDraft[]): string {
  const folder = drafts[0]?.folder;
  if (folder && drafts.every((draft) => draft.folder === folder)) return folder;
  const stems = drafts.map(({ fileName }) => fileName.replace(/\.[^.]*$/, ''));
  let shared = stems[0] ?? '';
  for (const stem of stems) while (!stem.startsWith(shared)) shared = shared.slice(0, -1);
  const name = shared.replace(/[\s_.\-(\d]+$/, '');
  return name.length >= 2 ? name : 'combined';
}
