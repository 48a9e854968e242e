import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { AppError, fromFailure } from '../../base/app-error.ts';
import type { QueryReply, QueryRequest, ShownResult, WrittenResult } from './query-request.ts';

export interface QueryProcessOptions {
  /** Where the folder of the query is made, and removed afterwards. */
  readonly temporaryFolder: string;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** Beside this module, from source as when built; a packaged app's archive has it unpacked beside it. */
const entry = join(
  import.meta.dirname.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked'),
  import.meta.filename.endsWith('.ts') ? 'sql-process.ts' : 'sql-process.js',
);

const mostMemory = 2_000_000_000;

/**
 * Runs a query in a process of its own, which is ended when its time is over or the caller's signal is
 * raised: some of what a query can ask for cannot be stopped in any other way, and an engine that
 * fails takes its process with it. `take` gets the result while the folder of the query still exists,
 * where `target` names a file. Throws what the query failed with, or CANCELLED.
 */
export async function inQueryProcess<R extends ShownResult | WrittenResult, T>(
  request: Omit<QueryRequest, 'memoryBytes' | 'target'> & { readonly target: string | null },
  options: QueryProcessOptions,
  take: (result: R, folder: string) => Promise<T> | T,
): Promise<T> {
  const folder = join(options.temporaryFolder, `sql-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  try {
    const full: QueryRequest = {
      ...request,
      target: request.target === null ? null : join(folder, request.target),
      memoryBytes: Math.min(mostMemory, Math.floor(totalmem() / 4)),
    };
    return await take((await runProcess(full, folder, options)) as R, folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function runProcess(
  request: QueryRequest,
  folder: string,
  options: QueryProcessOptions,
): Promise<ShownResult | WrittenResult> {
  const { signal, timeoutSeconds } = options;
  if (signal.aborted) throw new AppError('CANCELLED', 'Cancelled');
  const child = fork(entry, [], {
    cwd: folder,
    env: environment(folder),
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ended = Promise.withResolvers<ShownResult | WrittenResult>();
  let reason = new AppError('UNSUPPORTED', 'The query ended the engine it ran on', {
    hint: 'Nothing was changed. Write the query in another way',
    path: 'sql',
  });
  const end = (why: AppError): void => {
    reason = why;
    child.kill('SIGKILL');
  };
  const onAbort = (): void => end(new AppError('CANCELLED', 'Cancelled'));
  const timer = setTimeout(() => end(timeout(timeoutSeconds)), timeoutSeconds * 1000);
  signal.addEventListener('abort', onAbort);
  let reply: QueryReply | null = null;
  child.once('message', (message: QueryReply) => {
    reply = message;
    child.kill('SIGKILL');
  });
  child.once('error', (error) => ended.reject(error));
  // only now does nothing write to the folder any more
  child.once('exit', () => {
    if (!reply) ended.reject(reason);
    else if ('error' in reply) ended.reject(fromFailure(reply.error));
    else ended.resolve(reply.result);
  });
  child.send(request, (error) => {
    if (error) end(reason);
  });
  return ended.promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  });
}

function timeout(seconds: number): AppError {
  return new AppError('CANCELLED', `The query was stopped after ${seconds} s`, {
    hint: 'Ask for less, or allow more time with timeoutSeconds',
    path: 'timeoutSeconds',
  });
}

/** Nothing of the caller's but what a process needs to start. */
function environment(folder: string): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'LD_LIBRARY_PATH', 'LANG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return { ...Object.fromEntries(kept), TMPDIR: folder, TEMP: folder, TMP: folder, HOME: folder };
}
