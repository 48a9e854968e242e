import { notifications } from '@mantine/notifications';
import { type UndoStep, useUndo } from '../stores/undo.ts';
import { toFailure } from '../client/to-failure.ts';
import { useCommand } from './commands.ts';

async function tell(work: () => Promise<UndoStep | null>, words: readonly [string, string]) {
  try {
    const step = await work();
    notifications.show({
      id: 'undo',
      message: step ? `${words[0]}: ${step.title}` : words[1],
      autoClose: 4000,
    });
  } catch (thrown) {
    const { message, hint } = toFailure(thrown);
    notifications.show({
      color: 'red',
      title: 'That cannot be taken back',
      message: [message, hint].filter(Boolean).join('. '),
    });
  }
}

/** Takes the last step of this window back, and does it again. */
export function UndoCommands() {
  const { done, undone, undo, redo } = useUndo();
  const last = done.at(-1);
  const next = undone.at(-1);
  useCommand({
    id: 'edit.undo',
    title: last ? `Undo: ${last.title}` : 'Undo',
    group: 'Edit',
    shortcut: 'mod+z',
    outsideFields: true,
    run: () => void tell(undo, ['Undone', 'Nothing to undo in this window']),
  });
  useCommand({
    id: 'edit.redo',
    title: next ? `Redo: ${next.title}` : 'Redo',
    group: 'Edit',
    shortcut: 'mod+shift+z',
    outsideFields: true,
    run: () => void tell(redo, ['Done again', 'Nothing to redo in this window']),
  });
  return null;
}
