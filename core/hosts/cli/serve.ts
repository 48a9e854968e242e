import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppPaths } from '../app-paths.ts';
import { createCoreHost } from '../core-host.ts';
import { startHttpHost } from '../http/http-host.ts';
import { exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';

export interface ServeOptions {
  readonly workspacePath: string;
  readonly port: number;
  readonly open: boolean;
  readonly json: boolean;
}

/** Serves the window and the API on loopback until it is interrupted. */
export async function serve(options: ServeOptions, paths: AppPaths, io: CliIo): Promise<number> {
  const interrupted = new Promise<void>((resolve) => {
    io.onInterrupt(resolve);
  });
  const host = await createCoreHost({
    workspacePath: options.workspacePath,
    actor: 'http',
    appVersion: paths.version,
    samplesFolder: paths.samplesFolder,
    worker: paths.workerUrl,
  });
  try {
    // A window of an earlier start uploaded these; what it imported is kept as artifacts.
    await rm(host.core.workspace.uploadsFolder, { recursive: true, force: true });
    const door = await startHttpHost({
      host,
      staticFolder: paths.staticFolder,
      appVersion: paths.version,
      port: options.port,
      onError: (error) => io.err(`${error instanceof Error ? error.stack : String(error)}\n`),
    });
    const url = `${door.url}/?token=${door.token}`;
    try {
      await host.announce({ url, token: door.token });
      if (!existsSync(join(paths.staticFolder, 'index.html'))) {
        io.err('The window has not been built; run `npm run build`. The API works.\n');
      }
      const { port, token } = door;
      const workspace = options.workspacePath;
      await io.out(
        options.json
          ? `${JSON.stringify({ url, token, port, workspace })}\n`
          : `Assay is open at\n  ${url}\nworkspace ${workspace}\nInterrupt (Ctrl+C) to stop.\n`,
      );
      if (options.open) io.openBrowser(url);
      await interrupted;
      return exitCodes.done;
    } finally {
      await door.close();
    }
  } finally {
    await host.close();
  }
}
