import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  readDesktopState,
  usableBounds,
  writeDesktopState,
} from '../../../electron/main/desktop-state.ts';

const displays = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];

describe('usableBounds', () => {
  it('uses a standard size at first', () => {
    expect(usableBounds(undefined, displays)).toEqual({ width: 1360, height: 860 });
  });

  it('keeps a place on any display', () => {
    const bounds = { x: 2000, y: 100, width: 800, height: 600 };
    const second = { workArea: { x: 1920, y: 0, width: 1280, height: 1024 } };
    expect(usableBounds(bounds, [...displays, second])).toEqual(bounds);
  });

  it('keeps only the size when the display of the last time is gone', () => {
    const bounds = { x: 2000, y: 100, width: 800, height: 600 };
    expect(usableBounds(bounds, displays)).toEqual({ width: 800, height: 600 });
    expect(usableBounds({ ...bounds, x: 0, y: -300 }, displays)).toEqual({
      width: 800,
      height: 600,
    });
  });
});

describe('the state file', () => {
  it('survives a round trip, and leaves no file aside', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-state-'));
    const file = join(folder, 'deep', 'desktop.json');
    const state = { workspace: '/w', window: { x: 1, y: 2, width: 3, height: 4, maximized: true } };
    writeDesktopState(file, state);
    expect(readDesktopState(file)).toEqual(state);
    expect(await readdir(join(folder, 'deep'))).toEqual(['desktop.json']);
    await rm(folder, { recursive: true });
  });

  it('is forgotten when it cannot be written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'assay-state-'));
    await writeFile(join(folder, 'file'), '');
    const file = join(folder, 'file', 'desktop.json');
    writeDesktopState(file, {});
    expect(readDesktopState(file)).toEqual({});
    await rm(folder, { recursive: true });
  });
});
