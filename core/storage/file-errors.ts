import { AppError } from '../base/app-error.ts';

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | null)?.code ?? '';
}

/** A system error of a file that was to be read, as a failure that names the file. Others pass through. */
export function readFailure(error: unknown, path: string): unknown {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('FILE_NOT_FOUND', `There is no file '${path}'`, {
        hint: 'Check the path; the file may have been moved or renamed',
      });
    case 'EISDIR':
      return new AppError('FILE_UNREADABLE', `'${path}' is a folder, not a file`);
    case 'EACCES':
    case 'EPERM':
      return new AppError('FILE_UNREADABLE', `'${path}' may not be read`, {
        hint: 'Ask for permission to read the file, or copy it elsewhere',
      });
    case 'EBUSY':
    case 'EIO':
      return new AppError('FILE_UNREADABLE', `'${path}' cannot be read (${codeOf(error)})`, {
        hint: 'Close the program that holds the file and try again',
      });
    default:
      return error;
  }
}

const writeReasons: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: ['the disk is full', 'Free some space and try again'],
  EDQUOT: ['the disk quota is used up', 'Free some space and try again'],
  EACCES: ['it may not be written', 'Choose another folder, or ask for permission'],
  EPERM: ['it may not be written', 'Choose another folder, or ask for permission'],
  EROFS: ['the disk is read-only', 'Choose another folder'],
  ENOENT: ['its folder does not exist', 'Create the folder first'],
  ENOTDIR: ['a part of its path is a file', 'Choose another folder'],
  EISDIR: ['it is a folder', 'Name a file'],
  EEXIST: ['a file is in the way', 'Choose another name'],
  ENAMETOOLONG: ['the name is too long', 'Choose a shorter name'],
  EBUSY: ['another program holds it', 'Close that program and try again'],
};

/** A system error of a file that was to be written, as WRITE_FAILED. Others pass through. */
export function writeFailure(error: unknown, path: string): unknown {
  const reason = writeReasons[codeOf(error)];
  if (!reason) return error;
  return new AppError('WRITE_FAILED', `'${path}' cannot be written: ${reason[0]}`, {
    hint: reason[1],
  });
}
