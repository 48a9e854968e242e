import { createClient, type Client } from '../../contract/client.ts';
import type { NameOfKind } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operation.ts';
import type { Connection } from './connect.ts';
import { exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';
import { printOutput } from './print-output.ts';
import { createProgressBar } from './progress-bar.ts';
import { reportFailure } from './report-failure.ts';

export interface RunRequest {
  readonly operation: Operation;
  readonly input: unknown;
  readonly json: boolean;
  /** Names of `cli.failOn` conditions. */
  readonly failOn: readonly string[];
}

class Interrupted extends Error {}

const sameInterruptMs = 500;

async function callOrRun(
  client: Client,
  request: RunRequest,
  options: { readonly io: CliIo; readonly signal: AbortSignal },
): Promise<unknown> {
  const { operation, input } = request;
  if (operation.kind !== 'job') {
    return client.call(operation.name as NameOfKind<'query'>, input as never);
  }
  const bar = createProgressBar(options.io);
  try {
    return await client.run(operation.name as NameOfKind<'job'>, input as never, {
      onProgress: (job) => bar.show(job),
      signal: options.signal,
    });
  } finally {
    bar.clear();
  }
}

function checkFailed(request: RunRequest, output: unknown): boolean {
  const conditions = request.operation.cli?.failOn ?? {};
  return request.failOn.some((name) => conditions[name]?.(output as never) === true);
}

/**
 * Runs one operation to its end and prints its output. The first interrupt cancels a running job,
 * the second leaves at once; both end with 130.
 */
export async function runOperation(
  open: () => Promise<Connection>,
  request: RunRequest,
  io: CliIo,
): Promise<number> {
  const abort = new AbortController();
  let leave: (error: Error) => void = () => {};
  const left = new Promise<never>((_, reject) => {
    leave = reject;
  });
  left.catch(() => {});
  let interruptedAt = 0;
  const stopListening = io.onInterrupt(() => {
    const again = abort.signal.aborted;
    // A terminal interrupts the whole process group, and a parent may pass its own on: one wish.
    if (again && io.now() - interruptedAt < sameInterruptMs) return;
    interruptedAt = io.now();
    abort.abort();
    if (again || request.operation.kind !== 'job') leave(new Interrupted('Interrupted'));
    else io.err('\nCancelling. Interrupt again to leave at once.\n');
  });
  let connection: Connection | null = null;
  try {
    connection = await open();
    const client = createClient(connection.transport);
    const output = await Promise.race([
      callOrRun(client, request, { io, signal: abort.signal }),
      left,
    ]);
    await io.out(request.json ? `${JSON.stringify(output)}\n` : printOutput(output, io.width));
    return checkFailed(request, output) ? exitCodes.checkFailed : exitCodes.done;
  } catch (error) {
    if (error instanceof Interrupted) return exitCodes.interrupted;
    const failure = await reportFailure(error, io, request.json);
    const cancelled = abort.signal.aborted && failure.code === 'CANCELLED';
    return cancelled ? exitCodes.interrupted : exitCodes.failed;
  } finally {
    stopListening();
    await connection?.close();
  }
}
