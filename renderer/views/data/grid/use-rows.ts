import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { client } from '../../../client/client.ts';
import { createPageCache, type Page, type PageCache, pageSize } from './page-cache.ts';

export interface RowQuery {
  readonly version: string;
  readonly sort: string | null;
  readonly filter: string;
  /** Id of a segment the rows must belong to. */
  readonly segment: string | null;
  /** Only these row numbers, in rising order. */
  readonly rows: readonly number[] | null;
}

/** As many as one request may name. */
const mostNumbers = 100_000;

/** One page of a query. */
export async function loadRows(query: RowQuery, offset: number, limit: number): Promise<Page> {
  const { version, sort, filter, segment, rows } = query;
  const numbers = rows?.slice(0, mostNumbers);
  // In the order of the version the page is known beforehand: name its rows alone.
  const plain = numbers !== undefined && sort === null && filter === '' && segment === null;
  const page = await client.call('data.preview', {
    version,
    offset: plain ? 0 : offset,
    limit,
    ...(sort === null ? {} : { sort }),
    ...(filter === '' ? {} : { filter }),
    ...(segment === null ? {} : { segment }),
    ...(numbers ? { rows: plain ? numbers.slice(offset, offset + limit) : numbers } : {}),
  });
  return plain ? { ...page, matching: numbers.length } : page;
}

/**
 * The rows of a version as a cache of pages. While a new sort or filter loads, and when it fails,
 * the rows before stay on screen: `shown` is what to draw, `asked` is what was last wanted.
 */
export function useRows(query: RowQuery): { readonly shown: PageCache; readonly asked: PageCache } {
  const { version, sort, filter, segment, rows } = query;
  const asked = useMemo(
    () =>
      createPageCache((offset, limit) =>
        loadRows({ version, sort, filter, segment, rows }, offset, limit),
      ),
    [version, sort, filter, segment, rows],
  );
  const last = useRef<{ version: string; cache: PageCache }>({ version, cache: asked });
  useEffect(() => asked.want(0, pageSize), [asked]);
  useSyncExternalStore(asked.subscribe, asked.revision);
  if (asked.counts() !== null || last.current.version !== version)
    last.current = { version, cache: asked };
  const shown = last.current.cache;
  useSyncExternalStore(shown.subscribe, shown.revision);
  return { shown, asked };
}
