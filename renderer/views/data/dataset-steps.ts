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

/** Puts a dataset in the bin. Resolves with the step that brings it back. */
export async function deleteDataset(id: string, name: string): Promise<UndoStep> {
  await remove(id);
  const selected = useSelection.getState().versionId;
  const step: UndoStep = {
    title: `Delete ${name}`,
    undo: async () => {
      await bringBack(id);
      if (selected !== null) useSelection.getState().selectVersion(selected);
    },
    redo: () => remove(id),
  };
  useUndo.getState().push(step);
  return step;
}

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
