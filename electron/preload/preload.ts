import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { createIpcTransport } from '../ipc/ipc-transport.ts';

const { request, subscribe } = createIpcTransport(ipcRenderer);

/** All that the page can reach outside itself. */
contextBridge.exposeInMainWorld('assay', {
  request,
  subscribe,
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
});
