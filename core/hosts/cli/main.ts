import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { findAppPaths } from '../app-paths.ts';
import { runCli } from './cli.ts';
import type { CliIo } from './io.ts';

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

const io: CliIo = {
  cwd: process.cwd(),
  out: (written) => new Promise((resolve) => void process.stdout.write(written, () => resolve())),
  err: (written) => void process.stderr.write(written),
  stderrIsTerminal: process.stderr.isTTY === true,
  width: process.stdout.columns ?? process.stderr.columns ?? 120,
  now: () => Date.now(),
  readStdin: () => text(process.stdin),
  onInterrupt(listener) {
    process.on('SIGINT', listener).on('SIGTERM', listener);
    return () => void process.off('SIGINT', listener).off('SIGTERM', listener);
  },
  openBrowser(url) {
    const [command, ...before] = openers[process.platform] ?? ['xdg-open'];
    const child = spawn(command!, [...before, url], { detached: true, stdio: 'ignore' });
    child.on('error', () =>
      process.stderr.write('No browser could be opened; open the address.\n'),
    );
    child.unref();
  },
};

// A reader that leaves early (`| head`) is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exit(await runCli(process.argv.slice(2), findAppPaths(import.meta.url), io));
