import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { AppError, isAppError } from '../../base/app-error.ts';
import { readFailure } from '../../storage/file-errors.ts';

/** What an archive may expand to in all, and how many fold one member may grow. */
export interface ZipLimits {
  readonly bytes: number;
  readonly ratio: number;
  readonly freeBytes: number;
  readonly members: number;
}

/** A sheet of a million rows is some hundred MB of XML, which shrinks tenfold to thirtyfold. */
export const zipLimits: ZipLimits = {
  bytes: 2 * 2 ** 30,
  ratio: 200,
  freeBytes: 16 * 2 ** 20,
  members: 10_000,
};

export interface ZipMember {
  readonly name: string;
  readonly compressedBytes: number;
  readonly bytes: number;
}

interface Entry extends ZipMember {
  readonly method: number;
  readonly offset: number;
  readonly crc: number;
  readonly encrypted: boolean;
}

export interface ZipArchive {
  /** In the archive's order. Names are looked up, never used as paths of this machine. */
  readonly members: readonly ZipMember[];
  has(name: string): boolean;
  /** A member block by block. Throws PARSE_FAILED, and FILE_TOO_LARGE when it grows beyond what it declares. */
  blocks(name: string): AsyncGenerator<Uint8Array, void, undefined>;
  /** A member as text, of at most `most` bytes. */
  text(name: string, most: number): Promise<string>;
}

/**
 * Reads the directory of a ZIP archive. Sizes are checked before anything is expanded: together, and
 * member by member against what they shrank to; overlapping members, as quines and some bombs have
 * them, are refused. Throws PARSE_FAILED, FILE_TOO_LARGE.
 */
export async function openZip(path: string, limits: ZipLimits = zipLimits): Promise<ZipArchive> {
  try {
    await using file = await open(path, 'r');
    const entries = await readDirectory(file, limits);
    checkSizes(entries, limits);
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    const find = (name: string): Entry => {
      const entry = byName.get(name);
      if (!entry) throw damagedZip(`it has no ${name}`);
      return entry;
    };
    return {
      members: entries,
      has: (name) => byName.has(name),
      blocks: (name) => memberBlocks(path, find(name)),
      text: (name, most) => memberText(path, find(name), most),
    };
  } catch (error) {
    throw isAppError(error) ? error : readFailure(error, path);
  }
}

const endSize = 22;

async function readDirectory(file: FileHandle, limits: ZipLimits): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = await readAt(file, Math.max(0, size - 66_000), Math.min(size, 66_000));
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + endSize > tail.length) throw damagedZip('its directory is missing');
  let count = tail.readUInt16LE(end + 10);
  let bytes = tail.readUInt32LE(end + 12);
  let offset = tail.readUInt32LE(end + 16);
  const locator = end - 20;
  if (locator >= 0 && tail.toString('latin1', locator, locator + 4) === 'PK\x06\x07') {
    const at = Number(tail.readBigUInt64LE(locator + 8));
    const record = await readAt(file, at, 56);
    if (record.length < 56) throw damagedZip('its directory lies outside of the file');
    count = Number(record.readBigUInt64LE(32));
    bytes = Number(record.readBigUInt64LE(40));
    offset = Number(record.readBigUInt64LE(48));
  }
  if (count > limits.members || bytes > 64 * 2 ** 20) {
    throw damagedZip(`its directory names ${count} members, more than any workbook has`);
  }
  if (offset + bytes > size) throw damagedZip('its directory lies outside of the file');
  return parseDirectory(await readAt(file, offset, bytes), count, size);
}

function parseDirectory(directory: Buffer, count: number, size: number): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) {
      throw damagedZip(`entry ${index + 1} of its directory is damaged`);
    }
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
    const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
    const flags = directory.readUInt16LE(at + 8);
    const wide = wideFields(directory.subarray(nameEnd, extraEnd), {
      bytes: directory.readUInt32LE(at + 24),
      compressedBytes: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    if (wide.offset + wide.compressedBytes > size) {
      throw damagedZip(`entry ${index + 1} lies outside of the file`);
    }
    entries.push({
      name: directory.toString('utf8', at + 46, nameEnd),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      encrypted: (flags & 1) === 1,
      ...wide,
    });
    at = extraEnd + directory.readUInt16LE(at + 32);
  }
  return entries;
}

interface Sizes {
  bytes: number;
  compressedBytes: number;
  offset: number;
}

/** ZIP64: fields that are all ones stand in the extra field 1, in this order. */
function wideFields(extra: Buffer, sizes: Sizes): Sizes {
  const wide = { ...sizes };
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const end = Math.min(extra.length, at + 4 + extra.readUInt16LE(at + 2));
    let field = at + 4;
    for (const key of ['bytes', 'compressedBytes', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff || field + 8 > end) continue;
      wide[key] = Number(extra.readBigUInt64LE(field));
      field += 8;
    }
  }
  return wide;
}

function checkSizes(entries: readonly Entry[], limits: ZipLimits): void {
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (total > limits.bytes) {
    throw bomb(`it expands to ${total} bytes, more than ${limits.bytes}`);
  }
  for (const { name, bytes, compressedBytes } of entries) {
    if (bytes > limits.freeBytes && bytes > limits.ratio * compressedBytes) {
      throw bomb(`its member ${shown(name)} expands from ${compressedBytes} to ${bytes} bytes`);
    }
  }
  const sorted = [...entries].sort((a, b) => a.offset - b.offset);
  for (const [index, entry] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next && entry.offset + 30 + entry.compressedBytes > next.offset) {
      throw bomb(`its members ${shown(entry.name)} and ${shown(next.name)} overlap`);
    }
  }
}

async function* memberBlocks(path: string, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.encrypted) {
    throw new AppError('UNSUPPORTED', `${shown(entry.name)} in the archive is encrypted`, {
      hint: 'Save the workbook without a password',
    });
  }
  if (entry.method !== 0 && entry.method !== 8) {
    throw damagedZip(`${shown(entry.name)} is compressed in a way (${entry.method}) not known`);
  }
  await using file = await open(path, 'r').catch((error) =>
    Promise.reject(readFailure(error, path)),
  );
  const local = await readAt(file, entry.offset, 30);
  if (local.length < 30 || local.readUInt32LE(0) !== 0x04034b50) {
    throw damagedZip(`${shown(entry.name)} is not where the directory says`);
  }
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const raw = Readable.from(rawBlocks(file, start, entry.compressedBytes));
  const blocks = entry.method === 0 ? raw : raw.pipe(createInflateRaw());
  let bytes = 0;
  let crc = 0;
  try {
    for await (const block of blocks as AsyncIterable<Buffer>) {
      bytes += block.length;
      if (bytes > entry.bytes) {
        throw bomb(
          `its member ${shown(entry.name)} is longer than the ${entry.bytes} bytes declared`,
        );
      }
      crc = crc32(block, crc);
      yield block;
    }
  } catch (error) {
    throw isAppError(error)
      ? error
      : damagedZip(`${shown(entry.name)}: ${(error as Error).message}`);
  } finally {
    raw.destroy();
    if (blocks !== raw) blocks.destroy();
  }
  if (bytes < entry.bytes || crc !== entry.crc) {
    throw damagedZip(`${shown(entry.name)} does not match its checksum`);
  }
}

async function* rawBlocks(file: FileHandle, start: number, bytes: number) {
  for (let done = 0; done < bytes;) {
    const block = await readAt(file, start + done, Math.min(1 << 17, bytes - done));
    if (block.length === 0) return;
    done += block.length;
    yield block;
  }
}

async function memberText(path: string, entry: Entry, most: number): Promise<string> {
  if (entry.bytes > most) {
    throw new AppError(
      'FILE_TOO_LARGE',
      `${shown(entry.name)} in the archive has ${entry.bytes} bytes, more than ${most}`,
      { hint: 'Save the sheet as CSV and import that' },
    );
  }
  const blocks: Uint8Array[] = [];
  for await (const block of memberBlocks(path, entry)) blocks.push(block);
  return Buffer.concat(blocks).toString('utf8');
}

async function readAt(file: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, offset);
  return buffer.subarray(0, bytesRead);
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 80));
}

function damagedZip(reason: string): AppError {
  return new AppError('PARSE_FAILED', `The workbook is damaged: ${reason}`, {
    hint: 'Open it in a spreadsheet program and save it again',
  });
}

function bomb(reason: string): AppError {
  return new AppError('FILE_TOO_LARGE', `The workbook looks like a decompression bomb: ${reason}`, {
    hint: 'If you trust it, save the sheet as CSV and import that',
  });
}
