import { notifications } from '@mantine/notifications';
import { client } from '../../client/client.ts';
import { download, uploadFile } from '../../client/files.ts';
import type { OutputOf } from '../../../core/contract/contract.ts';
import type { Suite } from '../../../core/contract/validation.ts';
import { RequestError } from '../../../core/contract/client.ts';
import { useUndo } from '../../stores/undo.ts';
import { freeName, isChanged, type SuiteDraft, suiteOf } from './suite-draft.ts';
import { useSuiteDrafts } from './suite-drafts.ts';

async function takenNames(): Promise<string[]> {
  const { suites } = await client.call('validation.suites', {});
  return suites.map(({ name }) => name);
}

/** Saves a suite under the name it has now; one that was saved under another name is renamed. */
export async function saveDraft(draft: SuiteDraft): Promise<Suite> {
  const suite = suiteOf(draft);
  const before = draft.saved?.name ?? null;
  if (suite.name !== before && (await takenNames()).includes(suite.name))
    throw new RequestError({
      code: 'CONFLICT',
      message: `There is a suite ${suite.name} already`,
      hint: 'Give this one another name',
    });
  const saved = await client.call('validation.saveSuite', { suite });
  if (before !== null && before !== suite.name)
    await client.call('validation.deleteSuite', { name: before });
  const store = useSuiteDrafts.getState();
  const present = store.drafts.find(({ key }) => key === draft.key) ?? draft;
  store.put({ ...present, name: present.name.trim(), saved });
  return saved;
}

/** Writes a suite to a file, saved before, and hands it over. */
export async function exportDraft(draft: SuiteDraft, format: 'json' | 'yaml'): Promise<void> {
  const { name } = isChanged(draft) || !draft.saved ? await saveDraft(draft) : draft.saved;
  const { path } = await client.call('validation.exportSuite', { name, format });
  download(path);
}

/** Takes over a suite from a file, under the file's name; never over one that is there. */
export async function importSuite(
  file: File,
  datasetId: string,
): Promise<OutputOf<'validation.importSuite'>> {
  const path = await uploadFile(file);
  const name = freeName(file.name.replace(/\.(json|ya?ml)$/i, ''), await takenNames());
  const imported = await client.call('validation.importSuite', { file: path, name });
  useSuiteDrafts.getState().show(datasetId, imported.suite, true);
  return imported;
}

/** Deletes a suite; the step that brings it back can be undone. */
export async function deleteDraft(draft: SuiteDraft, datasetId: string): Promise<void> {
  const { saved } = draft;
  const store = useSuiteDrafts.getState();
  if (saved === null) {
    store.forget(draft.key);
    return;
  }
  const remove = async (): Promise<void> => {
    // Closed first, so that nothing asks for a suite that is gone.
    useSuiteDrafts.getState().forget(draft.key);
    try {
      await client.call('validation.deleteSuite', { name: saved.name });
    } catch (thrown) {
      useSuiteDrafts.getState().put(draft, datasetId);
      throw thrown;
    }
  };
  await remove();
  notifications.show({
    message: `The suite ${saved.name} is deleted. Undo brings it back; its results stay.`,
  });
  useUndo.getState().push({
    title: `Delete the suite ${saved.name}`,
    undo: async () => {
      await client.call('validation.saveSuite', { suite: saved });
      useSuiteDrafts.getState().put(draft, datasetId);
    },
    redo: remove,
  });
}
