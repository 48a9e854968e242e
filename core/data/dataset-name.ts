import { AppError } from '../base/app-error.ts';

/** A name a dataset can have: not blank at either end, and without @, which names a version. */
export function checkDatasetName(name: string): void {
  if (name !== '' && name.trim() === name && !/[@\u0000-\u001f]/.test(name)) return;
  throw new AppError('INVALID_INPUT', `"${name}" cannot be the name of a dataset`, {
    hint: 'Leave out @, which names a version, and blanks at either end',
    path: 'name',
  });
}
