import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  readRecent,
  rememberPlaces,
  userConfigFolder,
} from '../../../../core/storage/recent-places.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('recent places', () => {
  it('puts the last one first, once, and leaves out what has vanished', async () => {
    await using folder = await temporaryFolder();
    const config = join(folder.path, 'config');
    const [a, b] = [join(folder.path, 'a.csv'), join(folder.path, 'b.csv')];
    for (const file of [a, b]) await writeFile(file, 'x');
    await rememberPlaces(config, 'files', { paths: [a], at: 1 });
    await rememberPlaces(config, 'files', { paths: [b], at: 2 });
    await rememberPlaces(config, 'files', { paths: [a], at: 3 });
    const files = (await readRecent(config)).files;
    expect(files).toEqual([
      { path: a, name: 'a.csv', openedAt: 3 },
      { path: b, name: 'b.csv', openedAt: 2 },
    ]);
    await rm(a);
    expect((await readRecent(config)).files.map((file) => file.path)).toEqual([b]);
  });

  it('starts anew when its file is damaged', async () => {
    await using folder = await temporaryFolder();
    await mkdir(folder.path, { recursive: true });
    await writeFile(join(folder.path, 'recent.json'), '{"files": 3');
    expect(await readRecent(folder.path)).toEqual({ workspaces: [], files: [] });
  });

  it('lives where the system keeps settings, or where the user says', () => {
    expect(userConfigFolder({ ASSAY_CONFIG_DIR: '/c' }, 'linux')).toBe('/c');
    expect(userConfigFolder({ XDG_CONFIG_HOME: '/x' }, 'linux')).toBe(join('/x', 'assay'));
    expect(userConfigFolder({ APPDATA: '/r' }, 'win32')).toBe(join('/r', 'Assay'));
  });
});
