import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  compressionOf,
  expandedHead,
  expandFile,
  withoutCompressionEnding,
  type Compression,
} from '../../../../../core/data/formats/decompress.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const text = Buffer.from('a,b\n1,2\n'.repeat(50_000));
const packers = { gzip: gzipSync, zstd: zstdCompressSync } as const;

describe.each(['gzip', 'zstd'] as const)('%s', (compression: Exclude<Compression, 'none'>) => {
  const pack = packers[compression];

  it('is told by its first bytes, and expands to what was packed', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a');
    await writeFile(path, pack(text));
    expect(compressionOf(await readFile(path))).toBe(compression);
    const target = join(folder.path, 'b');
    expect(await expandFile(path, target, { compression })).toEqual({ bytes: text.length });
    expect((await readFile(target)).equals(text)).toBe(true);
    const head = await expandedHead(path, { compression, bytes: 7 });
    expect(Buffer.from(head).toString()).toBe('a,b\n1,2');
  });

  it('reads all of several parts that were put one behind the other', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a');
    await writeFile(path, Buffer.concat([pack(text), pack(text), pack(Buffer.from('end\n'))]));
    const target = join(folder.path, 'b');
    const { bytes } = await expandFile(path, target, { compression });
    expect(bytes).toBe(2 * text.length + 4);
  });

  it('refuses damaged and cut data', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'a');
    const packed = pack(text);
    await writeFile(path, packed.subarray(0, packed.length - 10));
    await expect(expandFile(path, join(folder.path, 'b'), { compression })).rejects.toMatchObject({
      code: 'PARSE_FAILED',
    });
    await writeFile(path, Buffer.concat([packed, Buffer.from('trailing words')]));
    await expect(expandFile(path, join(folder.path, 'c'), { compression })).rejects.toMatchObject({
      code: 'PARSE_FAILED',
    });
  });

  it('stops at a bomb long before it is expanded', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'bomb');
    await writeFile(path, pack(Buffer.alloc(64 * 2 ** 20)));
    const limits = { bytes: 2 ** 30, ratio: 100, freeBytes: 2 ** 20 };
    const target = join(folder.path, 'b');
    await expect(expandFile(path, target, { compression, limits })).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
    expect((await readFile(target)).length).toBeLessThan(60 * 2 ** 20);
    await expect(
      expandFile(path, join(folder.path, 'c'), {
        compression,
        limits: { bytes: 1000, ratio: 1e6, freeBytes: 2 ** 40 },
      }),
    ).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });
});

it('takes only the ending of the compression from a name', () => {
  expect(withoutCompressionEnding('a.csv.gz')).toBe('a.csv');
  expect(withoutCompressionEnding('a.JSON.ZST')).toBe('a.JSON');
  expect(withoutCompressionEnding('.gz')).toBe('.gz');
});
