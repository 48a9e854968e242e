import { realpathSync } from 'node:fs';
import type { Transport } from '../../contract/client.ts';
import type { AppPaths } from '../app-paths.ts';

export interface Connection {
  readonly transport: Transport;
  close(): Promise<void>;
}

const loopback = new Set(['127.0.0.1', 'localhost']);

/** A lock file is data of the workspace: an address elsewhere is not followed. */
function isLoopback(url: string): boolean {
  return (
    URL.canParse(url) && new URL(url).protocol === 'http:' && loopback.has(new URL(url).hostname)
  );
}

function samePath(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}

/** The host that serves this workspace now, or null when none answers for it. */
async function connectToHost(workspacePath: string): Promise<Connection | null> {
  const { readLockHolder } = await import('../../storage/workspace-lock.ts');
  const holder = readLockHolder(workspacePath);
  if (!holder?.url || !holder.token || !isLoopback(holder.url)) return null;
  const { createRemoteTransport } = await import('../http/remote-transport.ts');
  const transport = createRemoteTransport({ url: holder.url, token: holder.token });
  const reply = await transport.request('workspace.info', {});
  const path = 'output' in reply ? (reply.output as { path: string }).path : null;
  if (path !== null && samePath(path, workspacePath)) {
    return { transport, close: async () => transport.close() };
  }
  transport.close();
  return null;
}

/**
 * A way to the workspace: through the host that serves it where there is one, else opened here.
 * Throws WORKSPACE_LOCKED when another process holds it and does not serve it.
 */
export async function connect(workspacePath: string, paths: AppPaths): Promise<Connection> {
  const remote = await connectToHost(workspacePath);
  if (remote) return remote;
  const { createCoreHost } = await import('../core-host.ts');
  const host = await createCoreHost({
    workspacePath,
    actor: 'cli',
    appVersion: paths.version,
    samplesFolder: paths.samplesFolder,
    worker: paths.workerUrl,
  });
  return { transport: host, close: () => host.close() };
}
