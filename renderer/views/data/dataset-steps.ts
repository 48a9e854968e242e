import { notifications } from '@mantine/notifications';
import type { Version } from '../../../core/contract/data.ts';
import { client } from '../../client/client.ts';
import { toFailure } from '../../client/to-failure.ts';
import { useSelection } from '../../stores/selection.ts';
import { useUndo, type UndoStep } from '../../stores/undo.ts';

const remove = async (dataset: string): Promise<void> => {
  await client.call('data.delete', { dataset });
};
const bringBack = async (dataset: string): Promise<void> => {
  await client.call('data.undelete', { dataset });
};

/** Tells what went wrong with a step that has no place of its own to show it. */
export function tellFailure(title: string, thrown: unknown): void {
  const { message, hint } = toFailure(thrown);
  notifications.show({
    color: 'red',
    title,
    message: [message, hint].filter(Boolean).join('. '),
    autoClose: 15_000,
  });
}

/** Notes that a dataset came in; only its first version, as taking a later one back is a restore. */
export function pushAddition({ datasetId, datasetName, number }: Version): void {
  if (number !== 1) return;
  useUndo.getState().push({
    title: `Import ${datasetName}`,
    undo: () => remove(datasetId),
    redo: () => bringBack(datasetId),
  });
}

/** A version of the dataset that follows in the list, else of the one before; null: there is none. */
async function neighbourOf(id: string): Promise<string | null> {
  const { datasets } = await client.call('data.list', {});
  const list = datasets.toSorted((a, b) => b.latest.createdAt - a.latest.createdAt);
  const at = list.findIndex((dataset) => dataset.id === id);
  return (list[at + 1] ?? list[at - 1])?.latest.id ?? null;
}

/**
 * Puts a dataset in the bin and looks at its neighbour. Resolves with the step that brings it back.
 * @param selected the version that was looked at, if it is of this dataset.
 */
export async function deleteDataset(
  { id, name }: { readonly id: string; readonly name: string },
  selected: string | null,
): Promise<UndoStep> {
  const { selectVersion } = useSelection.getState();
  // First, as views of what is gone would ask for it once more.
  if (selected !== null) selectVersion(await neighbourOf(id));
  try {
    await remove(id);
  } catch (thrown) {
    if (selected !== null) selectVersion(selected);
    throw thrown;
  }
  const step: UndoStep = {
    title: `Delete ${name}`,
    undo: async () => {
      await bringBack(id);
      notifications.hide(deletedToast(id));
      if (selected !== null) selectVersion(selected);
    },
    redo: () => remove(id),
  };
  useUndo.getState().push(step);
  return step;
}

/** The toast that tells of a deletion, which is over once the dataset is back. */
export const deletedToast = (id: string): string => `deleted-${id}`;

export async function renameDataset(id: string, from: string, to: string): Promise<void> {
  const rename = async (name: string): Promise<void> => {
    await client.call('data.rename', { dataset: id, name });
  };
  await rename(to);
  useUndo.getState().push({
    title: `Rename ${from} to ${to}`,
    undo: () => rename(from),
    redo: () => rename(to),
  });
}

/** Makes an earlier version the latest again; undoing makes the one that was the latest so. */
export async function restoreVersion(version: Version, latest: Version): Promise<Version> {
  const restore = async (id: string): Promise<Version> => {
    const made = await client.call('data.restore', { version: id });
    useSelection.getState().selectVersion(made.version.id);
    return made.version;
  };
  const made = await restore(version.id);
  useUndo.getState().push({
    title: `Restore ${version.datasetName}@${version.number}`,
    undo: async () => void (await restore(latest.id)),
    redo: async () => void (await restore(version.id)),
  });
  return made;
}
