import type { Cell } from '../../../../core/contract/common.ts';
import type { Failure } from '../../../../core/contract/failure.ts';
import { toFailure } from '../../../client/to-failure.ts';

export const pageSize = 200;
const mostPages = 80;
const mostAtOnce = 2;

export interface Page {
  readonly total: number;
  readonly matching: number;
  readonly rows: readonly (readonly Cell[])[];
  /** Row number in the version, from 0, of each of the rows. */
  readonly rowNumbers: readonly number[];
}

export interface PageCache {
  row(index: number): readonly Cell[] | undefined;
  /** Where the row stands in the version, from 0, whatever the order and the filter. */
  rowNumber(index: number): number | undefined;
  /** Rows of the version, and rows that pass the filter; null until the first page is there. */
  counts(): { readonly total: number; readonly matching: number } | null;
  error(): Failure | null;
  /** Loads the pages of these rows first, then their neighbours; forgets earlier wishes. */
  want(first: number, end: number): void;
  subscribe(listener: () => void): () => void;
  /** Grows with each change. */
  revision(): number;
}

/** Pages of 200 rows around what is in view; at most two requests at a time, 80 pages kept. */
export function createPageCache(load: (offset: number, limit: number) => Promise<Page>): PageCache {
  const pages = new Map<number, Page>();
  const loading = new Set<number>();
  const listeners = new Set<() => void>();
  let wanted: readonly number[] = [];
  let counts: { total: number; matching: number } | null = null;
  let error: Failure | null = null;
  let revision = 0;

  function changed(): void {
    revision++;
    for (const listener of listeners) listener();
  }

  function keep(index: number, page: Page): void {
    pages.set(index, page);
    for (const old of pages.keys()) {
      if (pages.size <= mostPages) return;
      if (!wanted.includes(old)) pages.delete(old);
    }
  }

  async function fetchPage(index: number): Promise<void> {
    loading.add(index);
    try {
      const page = await load(index * pageSize, pageSize);
      counts = { total: page.total, matching: page.matching };
      error = null;
      keep(index, page);
    } catch (thrown) {
      error = toFailure(thrown);
      wanted = [];
    } finally {
      loading.delete(index);
    }
    changed();
    pump();
  }

  function pump(): void {
    for (const index of wanted) {
      if (loading.size >= mostAtOnce) return;
      if (!pages.has(index) && !loading.has(index)) void fetchPage(index);
    }
  }

  return {
    row(index) {
      return pages.get(Math.floor(index / pageSize))?.rows[index % pageSize];
    },
    rowNumber(index) {
      return pages.get(Math.floor(index / pageSize))?.rowNumbers[index % pageSize];
    },
    counts: () => counts,
    error: () => error,
    want(first, end) {
      const from = Math.floor(first / pageSize);
      const to = Math.floor(Math.max(first, end - 1) / pageSize);
      const last = counts === null ? to : Math.floor(Math.max(0, counts.matching - 1) / pageSize);
      const list: number[] = [];
      for (let i = from; i <= Math.min(to, last); i++) list.push(i);
      if (to + 1 <= last) list.push(to + 1);
      if (from > 0 && from - 1 <= last) list.push(from - 1);
      wanted = list;
      pump();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    revision: () => revision,
  };
}
