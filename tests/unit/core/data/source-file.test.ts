import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanFile } from '../../../../core/data/source-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const block = 1 << 20;

describe('the scan of a file', () => {
  it.each([
    ['é', 1],
    ['€', 1],
    ['€', 2],
    ['😀', 3],
  ])('knows %s where blocks meet after %i of its bytes', async (character, before) => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'text');
    const bytes = Buffer.byteLength(character);
    await writeFile(path, 'a'.repeat(block - before) + character + 'b'.repeat(2 * block));
    const heard: number[] = [];
    const scan = await scanFile(path, { onBytes: (done) => heard.push(done) });
    expect(scan).toEqual({ bytes: 3 * block - before + bytes, hasNul: false, invalidAt: null });
    expect(heard.at(-1)).toBe(scan.bytes);
  });

  it('finds a character that the end of the file cuts', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'text');
    await writeFile(path, Buffer.concat([Buffer.alloc(block, 97), Buffer.from([0xe2, 0x82])]));
    expect(await scanFile(path)).toMatchObject({ hasNul: false, invalidAt: block });
  });

  it('finds a zero byte in the last block', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'text');
    await writeFile(path, `${'a'.repeat(2 * block)}\0`);
    expect(await scanFile(path)).toEqual({ bytes: 2 * block + 1, hasNul: true, invalidAt: null });
  });
});
