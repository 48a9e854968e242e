import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../core/contract/failure.ts';
import { baseName } from '../../../client/files.ts';
import { type ImportSource, useImportQueue } from '../../../stores/import-queue.ts';
import { useModelImport } from '../../../stores/model-import.ts';
import type { ReadOptions } from './read-options.ts';
import { separateModels } from './separate-models.ts';
import { createUploadQueue } from './upload-queue.ts';

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

  const change = useCallback((id: number, part: Partial<ImportDraft>) => {
    setDrafts((list) => list.map((draft) => (draft.id === id ? { ...draft, ...part } : draft)));
  }, []);
  const [uploads] = useState(() => createUploadQueue(change));
  const remove = useCallback(
    (id: number) => {
      uploads.remove(id);
      setDrafts((list) => list.filter((draft) => draft.id !== id));
    },
    [uploads],
  );
  const clear = useCallback(() => {
    uploads.clear();
    setDrafts([]);
  }, [uploads]);

  useEffect(() => {
    if (queue.length === 0) return;
    takeAll();
    void separateModels(queue).then(({ models, tables }) => {
      if (models.length > 0) useModelImport.getState().add(models);
      const added = tables.flatMap((source) => draftsOf(source, () => nextId.current++));
      setDrafts((list) => [...list, ...added.map((one) => ('draft' in one ? one.draft : one))]);
      uploads.add(
        added.flatMap((one) => ('draft' in one ? [{ id: one.draft.id, file: one.file }] : [])),
      );
    });
  }, [queue, takeAll, uploads]);

  return { drafts, change, remove, clear };
}
