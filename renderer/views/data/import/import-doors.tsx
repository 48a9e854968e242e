import { lazy, Suspense } from 'react';
import { useDatabaseDialog } from '../../../stores/database-dialog.ts';
import { chooseFolder } from '../../../stores/import-queue.ts';
import { chooseModel, useModelImport } from '../../../stores/model-import.ts';
import { useCommand } from '../../../app/commands.ts';
import { DatabaseDialog } from './database-dialog.tsx';
import { ImportSheet } from './import-sheet.tsx';
import { PasteWatch } from './paste-watch.tsx';
import { pasteFromClipboard } from './take-pasted.ts';

const ModelImportDialog = lazy(() =>
  import('../../registry/import/model-import-dialog.tsx').then(({ ModelImportDialog: dialog }) => ({
    default: dialog,
  })),
);

/** Every way data and models come into the window, in whatever view one is. */
export function ImportDoors() {
  const { open, show } = useDatabaseDialog();
  const { waiting, turn, add: addModels } = useModelImport();
  const model = waiting[0];
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
  useCommand({
    id: 'registry.import',
    title: 'Import a model',
    group: 'File',
    keywords: 'lightgbm xgboost onnx scikit-learn foreign trained elsewhere registry',
    run: (files) => (files.length > 0 ? addModels(files) : chooseModel()),
  });
  return (
    <>
      <ImportSheet />
      {model !== undefined && (
        <Suspense fallback={null}>
          <ModelImportDialog key={turn} source={model} />
        </Suspense>
      )}
      <PasteWatch />
      {open && <DatabaseDialog />}
    </>
  );
}
