import { create } from 'zustand';

export interface PastQuery {
  readonly sql: string;
  readonly at: number;
  /** Null when it failed or was stopped. */
  readonly rows: number | null;
  readonly durationMs: number | null;
}

interface SqlSession {
  /** What is in the editor; null: nobody has written yet. */
  readonly text: string | null;
  /** Newest first; the same text only once. */
  readonly history: readonly PastQuery[];
  readonly write: (text: string) => void;
  readonly remember: (query: PastQuery) => void;
}

const most = 100;

/** The editor's text and the queries that were run, as long as the window is open. */
export const useSqlSession = create<SqlSession>((set) => ({
  text: null,
  history: [],
  write: (text) => set({ text }),
  remember: (query) =>
    set(({ history }) => ({
      history: [query, ...history.filter((each) => each.sql !== query.sql)].slice(0, most),
    })),
}));

/** A name as SQL takes it: quoted unless it is a plain lower-case word. */
export function sqlName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

/** Words a dataset or column may well be called by that SQL keeps for itself. */
const reserved = new Set(
  'all and any as asc both case cast check column constraint create default desc distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit not null offset on only or order placing primary references returning select some symmetric table then to trailing true union unique user using variadic when where window with'.split(
    ' ',
  ),
);
