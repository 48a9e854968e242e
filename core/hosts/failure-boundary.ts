import { join } from 'node:path';
import { inspect } from 'node:util';
import { pino } from 'pino';
import { isAppError, toFailure } from '../base/app-error.ts';
import type { Failure } from '../contract/failure.ts';
import { writeFailure } from '../storage/file-errors.ts';
import { openLogFile } from './log-file.ts';

/** Of the log and of the older one each. */
const mostLogBytes = 5_000_000;

/** Where every unexpected exception ends: in the log, with its stack, and as data for the caller. */
export interface FailureBoundary {
  toFailure(error: unknown, operation: string): Failure;
  close(): void;
}

function expected(error: unknown): Failure | null {
  if (isAppError(error)) return toFailure(error);
  const { code, path, name, message } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'SQLITE_FULL') {
    return { code: 'WRITE_FAILED', message: 'The disk is full', hint: 'Free some space' };
  }
  if (name === 'RangeError' && /allocation failed|invalid (typed )?array length/i.test(message)) {
    return { code: 'OUT_OF_MEMORY', message: 'There is not enough memory for this' };
  }
  const system = code === 'ENOSPC' ? writeFailure(error, path ?? 'the file') : error;
  return isAppError(system) ? toFailure(system) : null;
}

/** Logs to `<workspace>/logs/assay.log`, and to standard error when ASSAY_DEBUG is set. */
export function createFailureBoundary(workspacePath: string): FailureBoundary {
  const file = join(workspacePath, 'logs', 'assay.log');
  const log = pino({ base: { pid: process.pid } }, openLogFile(file, mostLogBytes));
  const debug = Boolean(process.env['ASSAY_DEBUG']);

  return {
    toFailure(error, operation) {
      const failure = expected(error);
      if (failure) {
        log.info({ operation, failure });
        return failure;
      }
      log.error({ operation, err: error });
      if (debug) process.stderr.write(`${operation}: ${inspect(error)}\n`);
      const message = error instanceof Error ? error.message : String(error);
      return {
        code: 'INTERNAL',
        message: `${operation} failed unexpectedly: ${message}`,
        hint: `This is a defect in Assay. The details are in ${file}`,
      };
    },
    close() {
      // A handler that outlives the close has nowhere left to write to.
      log.level = 'silent';
    },
  };
}
