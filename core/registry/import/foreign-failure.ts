import { AppError } from '../../base/app-error.ts';

/** The file is not what its format says. */
export function damaged(what: string): AppError {
  return new AppError('PARSE_FAILED', `The model file cannot be read: ${what}.`, {
    hint: 'Write it again with the library that trained it; the file may be cut off',
    path: 'file',
  });
}

/** The file is sound, but holds something that has no counterpart here. */
export function unsupported(what: string, hint: string): AppError {
  return new AppError('UNSUPPORTED', what, { hint, path: 'file' });
}
