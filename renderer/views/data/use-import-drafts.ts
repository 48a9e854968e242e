import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../core/contract/failure.ts';
import { baseName, uploadFile } from '../../client/files.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useImportQueue } from '../../stores/import-queue.ts';
import type { ReadOptions } from './read-options.ts';

export interface ImportDraft {
  readonly id: number;
  readonly fileName: string;
  /** Null until the file can be read by the core. */
  readonly path: string | null;
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

/** The files on the import sheet with what a person changed of their guesses. */
export function useImportDrafts(): ImportDrafts {
  const queue = useImportQueue((state) => state.files);
  const takeAll = useImportQueue((state) => state.clear);
  const [drafts, setDrafts] = useState<readonly ImportDraft[]>([]);
  const nextId = useRef(1);

  const change = useCallback((id: number, part: Partial<ImportDraft>) => {
    setDrafts((list) => list.map((draft) => (draft.id === id ? { ...draft, ...part } : draft)));
  }, []);
  const remove = useCallback((id: number) => {
    setDrafts((list) => list.filter((draft) => draft.id !== id));
  }, []);
  const clear = useCallback(() => setDrafts([]), []);

  useEffect(() => {
    if (queue.length === 0) return;
    takeAll();
    const added = queue.map((file): ImportDraft => {
      const id = nextId.current++;
      const fileName = typeof file === 'string' ? baseName(file) : file.name;
      const path = typeof file === 'string' ? file : null;
      if (typeof file !== 'string')
        uploadFile(file, (sent) => change(id, { sent })).then(
          (uploaded) => change(id, { path: uploaded, sent: 1 }),
          (thrown: unknown) => change(id, { failure: toFailure(thrown) }),
        );
      return { id, fileName, path, sent: 0, name: null, options: {}, failure: null };
    });
    setDrafts((list) => [...list, ...added]);
  }, [queue, takeAll, change]);

  return { drafts, change, remove, clear };
}
