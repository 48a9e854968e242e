import { notifications } from '@mantine/notifications';
import { useImportQueue } from '../../../stores/import-queue.ts';
import { tellFailure } from '../dataset-steps.ts';
import { parsePasted } from './parse-pasted.ts';

/** Opens the import sheet for text that is a table; says so when it is none. */
export function takePasted(text: string): void {
  if (parsePasted(text, 1) !== null) {
    useImportQueue.getState().add([{ text }]);
    return;
  }
  notifications.show({
    id: 'pasted',
    title: 'Nothing to import on the clipboard',
    message: 'Copy at least two rows and two columns of cells, then paste again.',
  });
}

/** Takes what is on the clipboard, for those who do not press the keys. */
export async function pasteFromClipboard(): Promise<void> {
  try {
    takePasted(await navigator.clipboard.readText());
  } catch (thrown) {
    tellFailure('The clipboard cannot be read', thrown);
  }
}
