import { RequestError } from '../../core/contract/client.ts';
import type { Failure } from '../../core/contract/failure.ts';
import { bridge } from './bridge.ts';
import { assayHeader } from './http-transport.ts';

function uploadFailure(status: number, body: unknown, file: File): Failure {
  const error = (body as { error?: Failure } | null)?.error;
  if (error) return error;
  return {
    code: 'FILE_UNREADABLE',
    message: `${file.name} could not be handed to the host (status ${status})`,
    hint: 'Check that `assay serve` still runs and that the file can be read, then try again',
    path: file.name,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Makes a chosen or dropped file reachable for the core and gives its path there. On the desktop
 * that is the file itself; in a browser the bytes go to the loopback host on this machine.
 * @param onProgress told the share sent, 0..1.
 */
export function uploadFile(file: File, onProgress?: (share: number) => void): Promise<string> {
  const path = bridge()?.pathForFile(file);
  if (path) return Promise.resolve(path);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/uploads?name=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries(assayHeader)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    });
    const fail = (): void =>
      reject(new RequestError(uploadFailure(request.status, parse(request.responseText), file)));
    request.addEventListener('load', () => {
      const body = parse(request.responseText) as {
        path?: string;
        output?: { path: string };
      } | null;
      const uploaded = body?.path ?? body?.output?.path;
      if (request.status < 300 && uploaded) resolve(uploaded);
      else fail();
    });
    request.addEventListener('error', fail);
    request.send(file);
  });
}

/** Last part of a path of either kind of system. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** Saves a file that the core wrote into the exports folder. */
export function download(path: string): void {
  const name = baseName(path);
  const anchor = document.createElement('a');
  anchor.href = `/api/exports/${encodeURIComponent(name)}`;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
}
