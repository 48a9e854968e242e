import { isAppError } from '../../core/base/app-error.ts';
import type { CoreHost } from '../../core/hosts/core-host.ts';
import type { ElectronApi } from './electron-api.ts';

/**
 * Opens the workspace to start with. When it cannot be opened (another process holds it, it is
 * damaged, the drive is gone) the person chooses another folder, tries again, or quits (null).
 */
export async function openFirstWorkspace(
  electron: ElectronApi,
  request: {
    readonly path: string;
    readonly open: (path: string) => Promise<CoreHost>;
  },
): Promise<CoreHost | null> {
  let { path } = request;
  for (;;) {
    try {
      return await request.open(path);
    } catch (error) {
      const hint = isAppError(error) ? (error.hint ?? '') : '';
      const { response } = await electron.dialog.showMessageBox({
        type: 'error',
        title: 'Assay',
        message: error instanceof Error ? error.message : String(error),
        detail: hint,
        buttons: ['Try Again', 'Choose Another Folder…', 'Quit'],
        defaultId: 0,
        cancelId: 2,
      });
      if (response === 2) return null;
      if (response === 1) {
        const chosen = await electron.dialog.showOpenDialog({
          title: 'Open or create a workspace folder',
          properties: ['openDirectory', 'createDirectory'],
        });
        path = chosen.filePaths[0] ?? path;
      }
    }
  }
}
