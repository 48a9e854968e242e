import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib';
import { AppError, isAppError } from '../../base/app-error.ts';
import { readFailure, writeFailure } from '../../storage/file-errors.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

/** How much a compressed file may become. Beyond `freeBytes` it may not grow more than `ratio` fold. */
export interface ExpansionLimits {
  readonly bytes: number;
  readonly ratio: number;
  readonly freeBytes: number;
}

/** Text of a few repeated lines shrinks some hundredfold; a bomb of zeros a thousandfold and more. */
export const expansionLimits: ExpansionLimits = {
  bytes: 64 * 2 ** 30,
  ratio: 400,
  freeBytes: 256 * 2 ** 20,
};

export interface ExpandOptions {
  readonly compression: Compression;
  readonly signal?: AbortSignal | undefined;
  /** Hears how many bytes of the compressed file were read. */
  readonly onBytes?: ((done: number) => void) | undefined;
  /** Default `expansionLimits`. */
  readonly limits?: ExpansionLimits;
}

/** What a file is compressed with, told by its first four bytes. */
export function compressionOf(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8) return 'gzip';
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) return 'zstd';
  // a frame to skip, which parallel compressors begin with
  const skipped = head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
  if (skipped && head[0]! >= 0x50 && head[0]! <= 0x5f) return 'zstd';
  return 'none';
}

/** The name without the ending that only says how a file is compressed. */
export function withoutCompressionEnding(name: string): string {
  return name.replace(/(?<=.)\.(gz|gzip|zst|zstd)$/i, '').replace(/(?<=.)\.tgz$/i, '.tar');
}

/**
 * The expanded bytes of a file, block by block in constant memory. Throws PARSE_FAILED for damaged or
 * cut data, FILE_TOO_LARGE beyond the limits, CANCELLED.
 */
export async function* expandedBlocks(
  path: string,
  options: ExpandOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const limits = options.limits ?? expansionLimits;
  const { compression } = options;
  let expanded = 0;
  try {
    for await (const { block, read } of inflatedBlocks(path, compression)) {
      if (options.signal?.aborted) throw new AppError('CANCELLED', 'Cancelled');
      expanded += block.length;
      if (compression !== 'none') checkGrowth(path, { read, expanded, limits });
      options.onBytes?.(read);
      yield block;
    }
  } catch (error) {
    throw expandFailure(error, path, compression);
  }
}

interface Inflated {
  readonly block: Uint8Array;
  /** Compressed bytes that were read so far. */
  readonly read: number;
}

async function* inflatedBlocks(path: string, compression: Compression): AsyncGenerator<Inflated> {
  const { size } = await stat(path);
  let start = 0;
  do {
    const source = createReadStream(path, { highWaterMark: 1 << 18, start });
    const expand = compression === 'none' ? null : inflate(source, compression);
    try {
      for await (const block of (expand ?? source) as AsyncIterable<Uint8Array>) {
        yield { block, read: start + source.bytesRead };
      }
    } finally {
      source.destroy();
      expand?.destroy();
    }
    // Node's zstd stream ends with a frame; parallel compressors write many
    start = compression === 'zstd' && expand ? start + expand.bytesWritten : size;
  } while (start < size);
}

type Expander = Gunzip | ZstdDecompress;

function inflate(source: ReadStream, compression: 'gzip' | 'zstd'): Expander {
  const expand = compression === 'gzip' ? createGunzip() : createZstdDecompress();
  source.on('error', (error) => expand.destroy(error));
  return source.pipe(expand);
}

function checkGrowth(
  path: string,
  {
    read,
    expanded,
    limits,
  }: { readonly read: number; readonly expanded: number; readonly limits: ExpansionLimits },
): void {
  const grown = expanded > limits.freeBytes && expanded > limits.ratio * read;
  if (expanded <= limits.bytes && !grown) return;
  throw new AppError(
    'FILE_TOO_LARGE',
    `${path} expands to more than ${expanded} bytes from ${read} bytes, as a decompression bomb does`,
    { hint: 'If you trust the file, expand it yourself and import the result', path },
  );
}

function expandFailure(error: unknown, path: string, compression: Compression): unknown {
  if (isAppError(error)) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(Z_|ZSTD_|ERR_ZLIB|ERR_ZSTD)/.test(code)) return readFailure(error, path);
  const reason = code === 'Z_BUF_ERROR' ? 'it ends too early' : (error as Error).message;
  return new AppError('PARSE_FAILED', `${path} is damaged ${compression} data: ${reason}`, {
    hint: 'Fetch or copy the file again',
    path,
  });
}

/** The first `bytes` expanded bytes, or what there is of them. What is damaged after them is not seen. */
export async function expandedHead(
  path: string,
  options: ExpandOptions & { readonly bytes: number },
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let have = 0;
  for await (const block of expandedBlocks(path, options)) {
    parts.push(block);
    have += block.length;
    if (have >= options.bytes) break;
  }
  return Buffer.concat(parts).subarray(0, options.bytes);
}

/** Expands a file into `target`, which must not exist. Returns its size. The caller removes it. */
export async function expandFile(
  path: string,
  target: string,
  options: ExpandOptions,
): Promise<{ bytes: number }> {
  await using file = await open(target, 'wx').catch((error) =>
    Promise.reject(writeFailure(error, target)),
  );
  let bytes = 0;
  for await (const block of expandedBlocks(path, options)) {
    bytes += block.length;
    await file.appendFile(block).catch((error) => Promise.reject(writeFailure(error, target)));
  }
  return { bytes };
}
