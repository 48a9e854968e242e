import { RequestError } from '../../core/contract/client.ts';
import type { Failure } from '../../core/contract/failure.ts';

/** Turns whatever was thrown into the failure a notice can show. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof RequestError) return thrown.failure;
  return { code: 'INTERNAL', message: thrown instanceof Error ? thrown.message : String(thrown) };
}
