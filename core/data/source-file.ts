import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
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

/** Differs after a write to the file, and when another one took its place. Empty when it is gone. */
export async function stateOf(path: string): Promise<string> {
  const info = await stat(path, { bigint: true }).catch(() => null);
  return info ? [info.dev, info.ino, info.size, info.mtimeNs, info.ctimeNs].join(' ') : '';
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

/** What copying a file tells besides. */
export interface CopiedFile extends FileScan {
  readonly sha256: string;
}

interface ReadThroughOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears how much was read. */
  readonly onBytes?: (done: number) => void;
}

const blockBytes = 1 << 20;

/** Copied before it is brought to the disk: a sync of gigabytes at the end could not be cancelled. */
const syncedBytes = 64 << 20;

/** Room before each block for the bytes of a character that the block before it cut in two. */
const carriedBytes = 4;

/** Reads a file once from start to end, in constant memory: looks for zero bytes and invalid UTF-8. */
export async function scanFile(path: string, options: ReadThroughOptions = {}): Promise<FileScan> {
  return readThrough(path, options, () => {});
}

/** Copies a file byte for byte to a new one, down to the disk; scans and hashes it on the way. */
export async function copySource(
  path: string,
  copyTo: string,
  options: ReadThroughOptions = {},
): Promise<CopiedFile> {
  const failed = (error: unknown): never => {
    throw writeFailure(error, copyTo);
  };
  await using target = await open(copyTo, 'wx').catch(failed);
  const hash = createHash('sha256');
  let unsynced = 0;
  const scan = await readThrough(path, options, async (fresh) => {
    const written = target.writeFile(fresh).catch(failed);
    hash.update(fresh);
    await written;
    unsynced += fresh.length;
    if (unsynced < syncedBytes) return;
    unsynced = 0;
    await target.datasync().catch(failed);
  });
  await target.sync().catch(failed);
  return { ...scan, sha256: hash.digest('hex') };
}

/** Hands each block on while the next is read: work on this thread overlaps with the disk's. */
async function readThrough(
  path: string,
  options: ReadThroughOptions,
  take: (fresh: Uint8Array) => Promise<void> | void,
): Promise<FileScan> {
  const failed = (error: unknown): never => {
    throw readFailure(error, path);
  };
  await using source = await open(path, 'r').catch(failed);
  const buffers = [0, 1].map(() => Buffer.alloc(carriedBytes + blockBytes)) as [Buffer, Buffer];
  let done = 0;
  let hasNul = false;
  let invalidAt: number | null = null;
  let carried = 0;
  let [buffer, other] = buffers;
  const readInto = (into: Buffer, position: number) =>
    source.read(into, carriedBytes, blockBytes, position).catch(failed);
  let { bytesRead } = await readInto(buffer, 0);
  for (;;) {
    if (options.signal?.aborted) throw new AppError('CANCELLED', 'Cancelled');
    const fresh = buffer.subarray(carriedBytes, carriedBytes + bytesRead);
    const reading = bytesRead === 0 ? null : readInto(other, done + bytesRead);
    const taken = bytesRead === 0 ? undefined : take(fresh);
    hasNul ||= fresh.includes(0);
    const all = buffer.subarray(carriedBytes - carried, carriedBytes + bytesRead);
    const whole = bytesRead === 0 ? all : trimPartialCharacter(all);
    if (invalidAt === null && !isUtf8(whole)) invalidAt = done - carried;
    done += bytesRead;
    carried = all.length - whole.length;
    other.set(all.subarray(whole.length), carriedBytes - carried);
    const [next] = await settled(reading, taken);
    if (next === null) return { bytes: done, hasNul, invalidAt };
    options.onBytes?.(done);
    ({ bytesRead } = next);
    [buffer, other] = [other, buffer];
  }
}

/** Both results once neither is under way any more: nothing may be closed before. */
async function settled<A, B>(first: A | Promise<A>, second: B | Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second]);
  return Promise.all([first, second]);
}
