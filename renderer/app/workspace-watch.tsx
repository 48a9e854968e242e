import { useEffect, useRef } from 'react';
import { queryCache } from '../client/client.ts';
import { useQuery } from '../client/use-query.ts';
import { useSelection } from '../stores/selection.ts';

/** Starts afresh when another workspace was opened, also when another window did it. */
export function WorkspaceWatch() {
  const path = useQuery('workspace.info', {}).data?.path;
  const name = useQuery('workspace.info', {}).data?.name;
  const seen = useRef(path);
  useEffect(() => {
    if (path !== undefined && seen.current !== undefined && path !== seen.current) {
      useSelection.getState().clear();
      queryCache.invalidateAll();
    }
    seen.current = path;
    document.title = name ? `${name} – Assay` : 'Assay';
  }, [path, name]);
  return null;
}
