import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Trash2 } from 'lucide-react';
import { useUndo } from '../../stores/undo.ts';
import { deletedToast, deleteDataset, tellFailure } from './dataset-steps.ts';

/**
 * Puts a dataset in the bin and offers to take that back.
 * @param selected the version that is looked at, if it is of this dataset.
 */
export async function deleteWithToast(
  id: string,
  name: string,
  selected: string | null,
): Promise<void> {
  try {
    const step = await deleteDataset({ id, name }, selected);
    const undo = async (): Promise<void> => {
      try {
        await useUndo.getState().take(step);
      } catch (thrown) {
        tellFailure(`${name} could not be brought back`, thrown);
      }
    };
    notifications.show({
      id: deletedToast(id),
      icon: <Trash2 size={18} />,
      color: 'gray',
      title: `${name} is in the bin`,
      autoClose: 10_000,
      message: (
        <Button variant="subtle" size="compact-xs" ml={-8} onClick={() => void undo()}>
          Undo
        </Button>
      ),
    });
  } catch (thrown) {
    tellFailure(`${name} was not deleted`, thrown);
  }
}
