import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeSource, stateOf } from '../../../../../core/data/source-file.ts';
import { copyWhileConverting } from '../../../../../core/data/sources/copy-while-converting.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const rows = (count: number): string =>
  `n,city\n${Array.from({ length: count }, (_, i) => `${i},Zürich`).join('\n')}\n`;

/** A file in a folder of its own, beside one for what is made of it. */
async function trial(content: string | Buffer, name = 'data.csv') {
  const folder = await temporaryFolder();
  const work = join(folder.path, 'work');
  const path = join(folder.path, name);
  await mkdir(work);
  await writeFile(path, content);
  return {
    work,
    path,
    before: await stateOf(path),
    async run(before: string) {
      const made = { copyTo: join(work, 'copy'), before };
      return copyWhileConverting(await describeSource(path), made, { read: {}, folder: work });
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

describe('copying a file while it is converted', () => {
  it('keeps every byte with its hash, and the rows', async () => {
    const content = rows(200_000);
    await using file = await trial(content);
    const { scan, converted } = await file.run(file.before);
    const copied = await readFile(join(file.work, 'copy'));
    expect(copied.toString('utf8')).toBe(content);
    expect(scan).toEqual({
      bytes: copied.length,
      hasNul: false,
      invalidAt: null,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect(converted).toMatchObject({ rows: 200_000, columns: [{ type: 'integer' }, {}] });
    const parquet = await readFile(converted!.parquetPath);
    expect(converted!.content).toEqual({
      bytes: parquet.length,
      sha256: createHash('sha256').update(parquet).digest('hex'),
    });
  });

  it('does not count when the file was written to since it was first looked at', async () => {
    await using file = await trial(rows(10));
    await appendFile(file.path, '10,Bern\n');
    const { scan, converted } = await file.run(file.before);
    expect(converted).toBeNull();
    expect(scan.bytes).toBe((await readFile(file.path)).length);
    expect(await readdir(file.work)).toEqual(['copy']);
  });

  it.each([
    ['a zero byte', Buffer.from([0]), { hasNul: true, invalidAt: null }],
    ['a byte that is no UTF-8', Buffer.from([0xff]), { hasNul: false }],
  ])('does not count when %s turns up after the sample', async (_, odd, seen) => {
    const start = Buffer.from(rows(150_000));
    await using file = await trial(Buffer.concat([start, Buffer.from('1,a'), odd]));
    const { scan, converted } = await file.run(file.before);
    expect(scan).toMatchObject(seen);
    expect(scan.hasNul || scan.invalidAt !== null).toBe(true);
    expect(converted).toBeNull();
    expect(await readdir(file.work)).toEqual(['copy']);
  });

  it('leaves a name that is a pattern to the engine to the other pass', async () => {
    await using file = await trial(rows(3), 'a[1].csv');
    await writeFile(join(file.path, '..', 'a1.csv'), 'other\n1\n');
    expect((await file.run(file.before)).converted).toBeNull();
  });

  it('stops the conversion when the copy fails, and leaves nothing of it', async () => {
    await using file = await trial(rows(200_000));
    await writeFile(join(file.work, 'copy'), 'in the way');
    await expect(file.run(file.before)).rejects.toMatchObject({ code: 'WRITE_FAILED' });
    expect(await readdir(file.work)).toEqual(['copy']);
  });
});
