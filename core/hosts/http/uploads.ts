import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { AppError } from '../../base/app-error.ts';

const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const longestName = 150;

/** The last part of a name a browser gave, made safe as a file name on every system. */
export function safeFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  const plain = base
    .normalize('NFC')
    .replaceAll(/[\u0000-\u001f\u007f<>:"|?*]/g, '_')
    .replace(/^[. ]+/, '')
    .replace(/[. ]+$/, '');
  if (plain === '') return 'upload';
  const named = reserved.test(plain) ? `_${plain}` : plain;
  if (named.length <= longestName) return named;
  const dot = named.lastIndexOf('.');
  const extension = dot > 0 && named.length - dot <= 12 ? named.slice(dot) : '';
  return named.slice(0, longestName - extension.length) + extension;
}

function asFailure(error: unknown, name: string): AppError {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('WRITE_FAILED', `The disk is full; ${name} was not kept`, {
      hint: 'Free some space, then drop the file again',
    });
  }
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return new AppError('WRITE_FAILED', `The uploads folder cannot be written (${code})`, {
      hint: 'Check the permissions of the workspace folder',
    });
  }
  return new AppError('WRITE_FAILED', `The upload of ${name} broke off`, {
    hint: 'Drop the file again',
  });
}

export interface UploadOptions {
  readonly folder: string;
  readonly name: string;
  /** Most bytes that are taken. */
  readonly limit: number;
}

/**
 * Streams a body into a folder of its own under the uploads folder. Nothing is left behind when it
 * fails: FILE_TOO_LARGE past the limit, WRITE_FAILED when the disk is full or the sender breaks off.
 */
export async function saveUpload(
  body: ReadableStream<Uint8Array> | null,
  options: UploadOptions,
): Promise<{ path: string; bytes: number }> {
  const name = safeFileName(options.name);
  const own = join(options.folder, randomUUID());
  const path = join(own, name);
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.byteLength;
      if (bytes <= options.limit) return done(null, chunk);
      done(
        new AppError('FILE_TOO_LARGE', `${name} is larger than ${options.limit} bytes`, {
          hint: 'Import it from the command line, which reads it where it is',
        }),
      );
    },
  });
  try {
    await mkdir(own, { recursive: true });
    const source = body ? Readable.fromWeb(body as NodeReadableStream) : Readable.from([]);
    await pipeline(source, meter, createWriteStream(path, { flags: 'wx' }));
    return { path, bytes };
  } catch (error) {
    // What made the upload fail may fail the cleaning too; the first cause is the one to tell.
    await rm(own, { recursive: true, force: true }).catch(() => {});
    throw asFailure(error, name);
  }
}
