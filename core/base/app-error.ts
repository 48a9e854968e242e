import type { Failure, FailureCode } from '../contract/failure.ts';

/** An expected failure. Says what was seen; the hint says what to do. */
export class AppError extends Error {
  readonly code: FailureCode;
  readonly hint: string | undefined;
  readonly path: string | undefined;

  constructor(code: FailureCode, message: string, more: { hint?: string; path?: string } = {}) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.hint = more.hint;
    this.path = more.path;
  }
}

export function isAppError(error: unknown): error is AppError {
  return error instanceof AppError;
}

/** An AppError as data. */
export function toFailure(error: AppError): Failure {
  return {
    code: error.code,
    message: error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.path === undefined ? {} : { path: error.path }),
  };
}

/** A failure that came over a wire, as an error again. */
export function fromFailure(failure: Failure): AppError {
  return new AppError(failure.code, failure.message, {
    ...(failure.hint === undefined ? {} : { hint: failure.hint }),
    ...(failure.path === undefined ? {} : { path: failure.path }),
  });
}
