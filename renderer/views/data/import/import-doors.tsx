import { useDatabaseDialog } from '../../../stores/database-dialog.ts';
import { chooseFolder } from '../../../stores/import-queue.ts';
import { useCommand } from '../../../app/commands.ts';
import { DatabaseDialog } from './database-dialog.tsx';
import { ImportSheet } from './import-sheet.tsx';
import { PasteWatch } from './paste-watch.tsx';
import { pasteFromClipboard } from './take-pasted.ts';

/** Every way data comes into the window, in whatever view one is. */
export function ImportDoors() {
  const { open, show } = useDatabaseDialog();
  useCommand({
    id: 'data.importFolder',
    title: 'Import a folder',
    group: 'File',
    keywords: 'combine many files csv directory',
    run: chooseFolder,
  });
  useCommand({
    id: 'data.paste',
    title: 'Import cells from the clipboard',
    group: 'File',
    keywords: 'paste spreadsheet excel table',
    run: () => void pasteFromClipboard(),
  });
  useCommand({
    id: 'data.importDatabase',
    title: 'Import from a database',
    group: 'File',
    keywords: 'postgresql postgres sql server query',
    run: show,
  });
  return (
    <>
      <ImportSheet />
      <PasteWatch />
      {open && <DatabaseDialog />}
    </>
  );
}
