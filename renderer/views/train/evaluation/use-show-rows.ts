import { notifications } from '@mantine/notifications';
import { useLocation } from 'wouter';
import { toFailure } from '../../../client/to-failure.ts';
import { useRowSelection, type RowSelection } from '../../../stores/row-selection.ts';
import { showMatching } from './show-matching.ts';

export interface ShowRows {
  /** The rows of a version that pass a filter. */
  readonly matching: (versionId: string, filter: string, title: string) => void;
  readonly these: (selection: RowSelection) => void;
}

/** Opens Data on some rows of a version alone. */
export function useShowRows(): ShowRows {
  const [, go] = useLocation();
  return {
    matching: (versionId, filter, title) => {
      showMatching(versionId, filter, title)
        .then(() => go('/data'))
        .catch((thrown: unknown) => {
          const { message } = toFailure(thrown);
          notifications.show({ color: 'red', title: 'The rows cannot be shown', message });
        });
    },
    these: (selection) => {
      useRowSelection.getState().show(selection);
      go('/data');
    },
  };
}
