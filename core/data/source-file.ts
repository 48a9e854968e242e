import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { AppError } from '../base/app-error.ts';
import { readFailure, writeFailure } from '../storage/file-errors.ts';
import { trimPartialCharacter } from './sniff/encoding.ts';

export interface SourceFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/** The file's size and name. Throws FILE_NOT_FOUND, FILE_UNREADABLE or FILE_EMPTY. */
export async function describeSource(path: string): Promise<SourceFile> {
  try {
    const info = await stat(path);
    if (!info.isFile()) {
      throw new AppError('FILE_UNREADABLE', `${path} is a folder or device, not a file`, {
        hint: 'Choose a text file of rows and columns',
        path,
      });
    }
    if (info.size === 0) throw emptyFile(basename(path));
    await access(path, constants.R_OK);
    return { path, name: basename(path), bytes: info.size };
  } catch (error) {
    throw readFailure(error, path);
  }
}

export function emptyFile(name: string): AppError {
  return new AppError('FILE_EMPTY', `${name} is empty (0 bytes)`, {
    hint: 'Check that the right file was chosen, or export it again',
  });
}

/** A dataset name from a file name: without its extension, `@` (which would name a version) replaced. */
export function suggestName(fileName: string): string {
  const stem = basename(fileName, extname(fileName)).replaceAll('@', '-').trim();
  return (stem === '' ? 'dataset' : stem).slice(0, 200);
}

/** The first bytes of a file. */
export async function readHead(path: string, bytes: number): Promise<Uint8Array> {
  return readAt(path, 0, bytes);
}

/** `bytes` bytes from `offset`, or what there is of them. */
export async function readAt(path: string, offset: number, bytes: number): Promise<Uint8Array> {
  try {
    await using file = await open(path, 'r');
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await file.read(buffer, 0, bytes, offset);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw readFailure(error, path);
  }
}

/** What only reading all of a file tells. */
export interface FileScan {
  readonly bytes: number;
  readonly hasNul: boolean;
  /** Where the first bytes that are not UTF-8 lie (to within a block), or null. */
  readonly invalidAt: number | null;
}

const blockBytes = 1 << 20;

/**
 * Reads a file once from start to end, in constant memory: looks for zero bytes and invalid UTF-8 and,
 * when `copyTo` is given, copies it byte for byte. `onBytes` hears how much was read.
 */
export async function scanFile(
  path: string,
  options: {
    readonly copyTo?: string;
    readonly signal?: AbortSignal | undefined;
    readonly onBytes?: (done: number) => void;
  },
): Promise<FileScan> {
  await using source = await open(path, 'r').catch((error) =>
    Promise.reject(readFailure(error, path)),
  );
  const { copyTo } = options;
  await using target =
    copyTo === undefined
      ? undefined
      : await open(copyTo, 'wx').catch((error) => Promise.reject(writeFailure(error, copyTo)));
  const block = Buffer.alloc(blockBytes);
  let done = 0;
  let hasNul = false;
  let invalidAt: number | null = null;
  let carried = 0;
  for (;;) {
    if (options.signal?.aborted) throw new AppError('CANCELLED', 'Cancelled');
    const { bytesRead } = await source
      .read(block, carried, blockBytes - carried, done)
      .catch((error) => Promise.reject(readFailure(error, path)));
    const fresh = block.subarray(carried, carried + bytesRead);
    if (target) {
      await target.writeFile(fresh).catch((error) => Promise.reject(writeFailure(error, copyTo!)));
    }
    hasNul ||= fresh.includes(0);
    const all = block.subarray(0, carried + bytesRead);
    const whole = bytesRead === 0 ? all : trimPartialCharacter(all);
    if (invalidAt === null && !isUtf8(whole)) invalidAt = done - carried;
    done += bytesRead;
    if (bytesRead === 0) return { bytes: done, hasNul, invalidAt };
    carried = all.length - whole.length;
    block.copy(block, 0, whole.length, all.length);
    options.onBytes?.(done);
  }
}
