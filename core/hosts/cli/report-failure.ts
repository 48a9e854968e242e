import { isAppError, toFailure } from '../../base/app-error.ts';
import { RequestError } from '../../contract/client.ts';
import type { Failure } from '../../contract/failure.ts';
import { visible } from './format-value.ts';
import type { CliIo } from './io.ts';

/** Any thrown thing as a failure; null for what nobody expected. */
function expectedFailure(error: unknown): Failure | null {
  if (error instanceof RequestError) return error.failure;
  return isAppError(error) ? toFailure(error) : null;
}

/** Says what went wrong: one JSON document with `json`, else a message with its hint. */
export async function reportFailure(error: unknown, io: CliIo, json: boolean): Promise<Failure> {
  const expected = expectedFailure(error);
  const message = error instanceof Error ? error.message : String(error);
  const failure: Failure = expected ?? { code: 'INTERNAL', message };
  if (!expected && error instanceof Error) io.err(`${error.stack ?? message}\n`);
  if (json) {
    await io.out(`${JSON.stringify({ error: failure })}\n`);
    return failure;
  }
  io.err(`error: ${visible(failure.message)}\n`);
  if (failure.path !== undefined && !failure.message.includes(failure.path)) {
    io.err(`  at: ${visible(failure.path)}\n`);
  }
  if (failure.hint !== undefined) io.err(`  hint: ${visible(failure.hint)}\n`);
  return failure;
}
