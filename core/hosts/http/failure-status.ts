import type { Failure, FailureCode } from '../../contract/failure.ts';

const statuses: Readonly<Record<FailureCode, number>> = {
  INVALID_INPUT: 400,
  UNAUTHORIZED: 401,
  NOT_FOUND: 404,
  FILE_NOT_FOUND: 404,
  UNKNOWN_OPERATION: 404,
  CONFLICT: 409,
  CANCELLED: 409,
  INTERRUPTED: 409,
  WORKSPACE_NEWER: 409,
  FILE_TOO_LARGE: 413,
  FILE_UNREADABLE: 422,
  FILE_EMPTY: 422,
  PARSE_FAILED: 422,
  TARGET_INVALID: 422,
  SCHEMA_MISMATCH: 422,
  NOT_ENOUGH_DATA: 422,
  UNSUPPORTED: 422,
  WORKSPACE_LOCKED: 423,
  INTERNAL: 500,
  WORKSPACE_DAMAGED: 500,
  WRITE_FAILED: 507,
  OUT_OF_MEMORY: 507,
};

/** The HTTP status that fits a failure code. */
export function failureStatus(code: FailureCode): number {
  return statuses[code];
}

/** A failure as a JSON response; `status` where the code's own does not fit. */
export function failureResponse(failure: Failure, status = failureStatus(failure.code)): Response {
  return Response.json({ error: failure }, { status, headers: { 'cache-control': 'no-store' } });
}
