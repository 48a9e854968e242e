import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLogFile } from '../../../../core/hosts/log-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

it('keeps one older file and stays below its size, also across starts', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'logs', 'assay.log');
  const line = (n: number): string => `${String(n).padStart(9, '0')}\n`;
  for (let start = 0; start < 5; start++) {
    const log = openLogFile(file, 100);
    for (let i = 0; i < 7; i++) log.write(line(start * 7 + i));
  }
  expect(await readdir(join(folder.path, 'logs'))).toEqual(['assay.log', 'assay.log.1']);
  const kept = (await readFile(`${file}.1`, 'utf8')) + (await readFile(file, 'utf8'));
  expect(kept).toBe(Array.from({ length: 15 }, (_, i) => line(20 + i)).join(''));
});

it('drops what it cannot write', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'assay.log');
  await mkdir(file);
  expect(() => openLogFile(file, 100).write('x\n')).not.toThrow();
});
