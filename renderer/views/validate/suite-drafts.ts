import { create } from 'zustand';
import type { Suite } from '../../../core/contract/validation.ts';
import { useUndo } from '../../stores/undo.ts';
import { draftOf, type SuiteDraft } from './suite-draft.ts';

interface SuiteDrafts {
  readonly drafts: readonly SuiteDraft[];
  /** Key of the suite that is open, by dataset: rules for one dataset rarely suit another. */
  readonly open: Readonly<Record<string, string>>;
  /** The suite takes the place of the draft that was saved under its name, unless that has changes. */
  readonly show: (datasetId: string, suite: Suite, saved: boolean) => string;
  readonly put: (draft: SuiteDraft, datasetId?: string) => void;
  readonly forget: (key: string) => void;
  readonly clear: () => void;
}

let made = 0;

/** Suites that were opened in this window, with the changes that are not saved yet. */
export const useSuiteDrafts = create<SuiteDrafts>((set, get) => ({
  drafts: [],
  open: {},
  show: (datasetId, suite, saved) => {
    const known = get().drafts.find((draft) => saved && draft.saved?.name === suite.name);
    const key = known?.key ?? `suite-${++made}`;
    if (!known) get().put(draftOf(key, suite, saved));
    set(({ open }) => ({ open: { ...open, [datasetId]: key } }));
    return key;
  },
  put: (draft, datasetId) =>
    set(({ drafts, open }) => ({
      drafts: drafts.some(({ key }) => key === draft.key)
        ? drafts.map((each) => (each.key === draft.key ? draft : each))
        : [...drafts, draft],
      open: datasetId === undefined ? open : { ...open, [datasetId]: draft.key },
    })),
  forget: (key) =>
    set(({ drafts, open }) => ({
      drafts: drafts.filter((draft) => draft.key !== key),
      open: Object.fromEntries(Object.entries(open).filter(([, each]) => each !== key)),
    })),
  clear: () => set({ drafts: [], open: {} }),
}));

interface Span {
  readonly tag: string;
  readonly step: object;
  after: SuiteDraft;
  at: number;
}

let last: Span | null = null;
/** Changes of one field that follow each other this quickly are one step. */
const pauseMs = 1200;

/** Changes a suite as a step that can be undone; quick changes of the same `tag` become one. */
export function editSuite(
  datasetId: string,
  title: string,
  edit: { readonly before: SuiteDraft; readonly after: SuiteDraft; readonly tag?: string },
): void {
  const { before, after, tag = '' } = edit;
  const { put } = useSuiteDrafts.getState();
  put(after, datasetId);
  const now = performance.now();
  const { done, push } = useUndo.getState();
  if (
    last &&
    tag !== '' &&
    last.tag === tag &&
    done.at(-1) === last.step &&
    now - last.at < pauseMs
  ) {
    last.after = after;
    last.at = now;
    return;
  }
  // What is saved stays saved: undoing changes the rules only.
  const restore = (draft: SuiteDraft): void => {
    const present = useSuiteDrafts.getState().drafts.find(({ key }) => key === draft.key);
    put({ ...draft, saved: present ? present.saved : draft.saved }, datasetId);
  };
  const step = {
    title,
    undo: async () => restore(before),
    redo: async () => restore(span.after),
  };
  const span: Span = { tag, step, after, at: now };
  last = span;
  push(step);
}
