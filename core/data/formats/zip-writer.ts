import { crc32, createDeflateRaw } from 'node:zlib';
import type { FileHandle } from 'node:fs/promises';

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly bytes: number;
  readonly compressedBytes: number;
}

const version = 45;
/** Names are UTF-8; sizes stand behind the data. */
const flags = 0x0808;
/** 1 January 1980, the first day an archive knows: the same table gives the same bytes. */
const epochDate = 0x21;

/** Writes a ZIP archive to an open file, member by member, in constant memory. */
export class ZipWriter {
  private readonly file: FileHandle;
  private readonly members: Written[] = [];
  private offset = 0;

  constructor(file: FileHandle) {
    this.file = file;
  }

  /** Adds a member whose text comes in parts. */
  async add(name: string, parts: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const encoded = Buffer.from(name);
    const { offset } = this;
    await this.write(localHeader(encoded));
    const start = this.offset;
    const deflate = createDeflateRaw({ level: 6 });
    let crc = 0;
    let bytes = 0;
    const failed = Promise.withResolvers<never>();
    deflate.on('error', failed.reject);
    failed.promise.catch(() => {});
    const written = (async () => {
      for await (const block of deflate as AsyncIterable<Buffer>) await this.write(block);
    })();
    written.catch(failed.reject);
    try {
      for await (const part of parts) {
        const block = Buffer.from(part);
        crc = crc32(block, crc);
        bytes += block.length;
        if (!deflate.write(block)) {
          await Promise.race([drained(deflate), failed.promise]);
        }
      }
      deflate.end();
      await written;
    } finally {
      deflate.destroy();
    }
    const compressedBytes = this.offset - start;
    this.members.push({ name: encoded, offset, crc, bytes, compressedBytes });
    await this.write(sizesAfter({ crc, bytes, compressedBytes }));
  }

  /** Writes the directory. */
  async end(): Promise<void> {
    const start = this.offset;
    for (const member of this.members) await this.write(directoryEntry(member));
    await this.write(endOfDirectory(this.members.length, this.offset - start, start));
  }

  private async write(block: Uint8Array): Promise<void> {
    await this.file.appendFile(block);
    this.offset += block.length;
  }
}

function drained(stream: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => stream.once('drain', resolve));
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(epochDate, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function sizesAfter(member: Pick<Written, 'crc' | 'bytes' | 'compressedBytes'>): Buffer {
  const sizes = Buffer.alloc(16);
  sizes.writeUInt32LE(0x08074b50, 0);
  sizes.writeUInt32LE(member.crc, 4);
  sizes.writeUInt32LE(size32(member.compressedBytes), 8);
  sizes.writeUInt32LE(size32(member.bytes), 12);
  return sizes;
}

function directoryEntry(member: Written): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(version, 4);
  entry.writeUInt16LE(version, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt16LE(epochDate, 14);
  entry.writeUInt32LE(member.crc, 16);
  entry.writeUInt32LE(size32(member.compressedBytes), 20);
  entry.writeUInt32LE(size32(member.bytes), 24);
  entry.writeUInt16LE(member.name.length, 28);
  entry.writeUInt32LE(size32(member.offset), 42);
  return Buffer.concat([entry, member.name]);
}

function endOfDirectory(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size32(bytes), 12);
  end.writeUInt32LE(size32(offset), 16);
  return end;
}

/** Beyond 4 GB an archive needs other fields, which spreadsheet programs do not all read. */
function size32(bytes: number): number {
  if (bytes > 0xffffffff) throw new RangeError('the archive would be larger than 4 GB');
  return bytes;
}
