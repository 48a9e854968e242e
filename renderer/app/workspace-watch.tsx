import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { queryCache } from '../client/client.ts';
import { useQuery } from '../client/use-query.ts';
import { useRowSelection } from '../stores/row-selection.ts';
import { useSelection } from '../stores/selection.ts';
import { useUndo } from '../stores/undo.ts';
import { useSuiteDrafts } from '../views/validate/suite-drafts.ts';

/**
 * Starts afresh when another workspace was opened, also when another window did it, and says once what
 * is to be known about its place.
 */
export function WorkspaceWatch() {
  const { data: workspace } = useQuery('workspace.info', {});
  const path = workspace?.path;
  const name = workspace?.name;
  const warning = workspace?.warnings?.join(' ');
  const seen = useRef(path);
  useEffect(() => {
    if (path !== undefined && seen.current !== undefined && path !== seen.current) {
      useSelection.getState().clear();
      useRowSelection.getState().clear();
      useUndo.getState().clear();
      useSuiteDrafts.getState().clear();
      queryCache.invalidateAll();
    }
    seen.current = path;
    document.title = name ? `${name} – Assay` : 'Assay';
  }, [path, name]);
  useEffect(() => {
    if (path === undefined || !warning) return;
    notifications.show({
      id: `place-${path}`,
      title: 'Workspace',
      message: warning,
      color: 'yellow',
      autoClose: false,
    });
  }, [path, warning]);
  return null;
}
