import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, property, string } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { safeFileName, saveUpload } from '../../../../../core/hosts/http/uploads.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-upload-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A body that breaks off with a system error after its first bytes. */
function breaking(code: string): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new Uint8Array(10)),
    pull: (controller) => controller.error(Object.assign(new Error(code), { code })),
  });
}

describe('saveUpload', () => {
  it.each([
    ['ENOSPC', 'The disk is full'],
    ['EDQUOT', 'The disk is full'],
    ['EROFS', 'cannot be written'],
    ['ECONNRESET', 'broke off'],
  ])('tells of %s and leaves nothing behind', async (code, message) => {
    const saved = saveUpload(breaking(code), { folder, name: 'a.csv', limit: 100 });
    await expect(saved).rejects.toMatchObject({ code: 'WRITE_FAILED' });
    await expect(saved).rejects.toThrow(message);
    expect(await readdir(folder)).toEqual([]);
  });

  it('fails where the uploads folder cannot be', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const saved = saveUpload(null, { folder: file, name: 'a.csv', limit: 100 });
    await expect(saved).rejects.toMatchObject({ code: 'WRITE_FAILED' });
  });

  it('takes exactly the limit', async () => {
    const body = () => new Response(new Uint8Array(100)).body;
    const saved = await saveUpload(body(), { folder, name: 'a.csv', limit: 100 });
    expect(saved.bytes).toBe(100);
    const over = saveUpload(body(), { folder, name: 'a.csv', limit: 99 });
    await expect(over).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    expect(await readdir(folder)).toHaveLength(1);
  });
});

describe('safeFileName', () => {
  it('is one plain name whatever is given', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 400 }), (name) => {
        const safe = safeFileName(name);
        expect(safe).not.toMatch(/[/\\\u0000-\u001f<>:"|?*]/);
        expect(['', '.', '..']).not.toContain(safe);
        expect(safe.length).toBeLessThanOrEqual(151);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });
});
