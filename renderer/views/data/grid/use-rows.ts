import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { client } from '../../../client/client.ts';
import { createPageCache, type PageCache, pageSize } from './page-cache.ts';

export interface RowQuery {
  readonly version: string;
  readonly sort: string | null;
  readonly filter: string;
}

/**
 * The rows of a version as a cache of pages. While a new sort or filter loads, and when it fails,
 * the rows before stay on screen: `shown` is what to draw, `asked` is what was last wanted.
 */
export function useRows(query: RowQuery): { readonly shown: PageCache; readonly asked: PageCache } {
  const { version, sort, filter } = query;
  const asked = useMemo(
    () =>
      createPageCache((offset, limit) =>
        client.call('data.preview', {
          version,
          offset,
          limit,
          ...(sort === null ? {} : { sort }),
          ...(filter === '' ? {} : { filter }),
        }),
      ),
    [version, sort, filter],
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
