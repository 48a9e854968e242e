import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../core/contract/failure.ts';
import { baseName, uploadFile } from '../../../client/files.ts';
import { toFailure } from '../../../client/to-failure.ts';
import { type ImportSource, useImportQueue } from '../../../stores/import-queue.ts';
import type { ReadOptions } from './read-options.ts';

export interface ImportDraft {
  readonly id: number;
  readonly fileName: string;
  /** Null until the file can be read by the core, and for pasted text. */
  readonly path: string | null;
  /** The pasted text itself. */
  readonly text: string | null;
  /** The folder it came with. */
  readonly folder: string | null;
  /** Null where it is not known here, as for a path on the desktop. */
  readonly bytes: number | null;
  /** Share of the bytes handed over, 0..1. */
  readonly sent: number;
  /** Null: the suggested name. */
  readonly name: string | null;
  readonly options: ReadOptions;
  readonly failure: Failure | null;
}

export interface ImportDrafts {
  readonly drafts: readonly ImportDraft[];
  readonly change: (id: number, part: Partial<ImportDraft>) => void;
  readonly remove: (id: number) => void;
  readonly clear: () => void;
}

/** A browser opens six connections to a host; the sheet needs some of them for its previews. */
const uploadsAtOnce = 3;

interface Waiting {
  readonly draft: ImportDraft;
  readonly file: File;
}

function draftsOf(source: ImportSource, nextId: () => number): (ImportDraft | Waiting)[] {
  const fresh = {
    path: null,
    text: null,
    folder: null,
    bytes: null,
    sent: 0,
    name: null,
    options: {},
    failure: null,
  };
  if (typeof source === 'string')
    return [{ ...fresh, id: nextId(), fileName: baseName(source), path: source, sent: 1 }];
  if ('text' in source && typeof source.text === 'string')
    return [{ ...fresh, id: nextId(), fileName: 'Pasted cells', text: source.text, sent: 1 }];
  const files = source instanceof File ? [source] : 'files' in source ? source.files : [];
  const folder = 'folder' in source ? source.folder : null;
  return files.map((file) => ({
    draft: { ...fresh, id: nextId(), fileName: file.name, bytes: file.size, folder },
    file,
  }));
}

/** What is on the import sheet, with what a person changed of the guesses. */
export function useImportDrafts(): ImportDrafts {
  const queue = useImportQueue((state) => state.files);
  const takeAll = useImportQueue((state) => state.clear);
  const [drafts, setDrafts] = useState<readonly ImportDraft[]>([]);
  const nextId = useRef(1);
  const waiting = useRef<Waiting[]>([]);
  const uploading = useRef(0);

  const change = useCallback((id: number, part: Partial<ImportDraft>) => {
    setDrafts((list) => list.map((draft) => (draft.id === id ? { ...draft, ...part } : draft)));
  }, []);
  const remove = useCallback((id: number) => {
    waiting.current = waiting.current.filter(({ draft }) => draft.id !== id);
    setDrafts((list) => list.filter((draft) => draft.id !== id));
  }, []);
  const clear = useCallback(() => {
    waiting.current = [];
    setDrafts([]);
  }, []);

  const pump = useCallback(() => {
    while (uploading.current < uploadsAtOnce) {
      const next = waiting.current.shift();
      if (!next) return;
      const { id } = next.draft;
      uploading.current++;
      void uploadFile(next.file, (sent) => change(id, { sent }))
        .then(
          (path) => change(id, { path, sent: 1 }),
          (thrown: unknown) => change(id, { failure: toFailure(thrown) }),
        )
        .finally(() => {
          uploading.current--;
          pump();
        });
    }
  }, [change]);

  useEffect(() => {
    if (queue.length === 0) return;
    takeAll();
    const added = queue.flatMap((source) => draftsOf(source, () => nextId.current++));
    const uploads = added.filter((one) => 'draft' in one);
    waiting.current.push(...uploads);
    setDrafts((list) => [...list, ...added.map((one) => ('draft' in one ? one.draft : one))]);
    pump();
  }, [queue, takeAll, pump]);

  return { drafts, change, remove, clear };
}
