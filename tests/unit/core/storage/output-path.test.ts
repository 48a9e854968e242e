import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outputPath, safeFileName } from '../../../../core/storage/output-path.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('outputPath', () => {
  it('goes to the exports without a path, and into a folder that is there', async () => {
    await using folder = await temporaryFolder();
    const workspace = { path: '/ws', exportsFolder: '/ws/exports' };
    expect(outputPath(workspace, undefined, 'a:b.csv')).toBe(join('/ws/exports', 'a-b.csv'));
    expect(outputPath(workspace, folder.path, 'a.csv')).toBe(join(folder.path, 'a.csv'));
    expect(outputPath(workspace, '/ws/exports/own.csv', 'a.csv')).toBe('/ws/exports/own.csv');
    expect(outputPath(workspace, '/ws-other/own.csv', 'a.csv')).toBe('/ws-other/own.csv');
  });

  it.each(['/ws/workspace.db', '/ws/artifacts/ab/x', '/ws/exports/../lock.json', '/ws'])(
    'does not overwrite what the workspace keeps: %s',
    (out) => {
      const workspace = { path: '/ws', exportsFolder: '/ws/exports' };
      expect(() => outputPath(workspace, out, 'a.csv')).toThrow(
        expect.objectContaining({ code: 'INVALID_INPUT', path: 'out' }),
      );
    },
  );
});

it.skipIf(process.platform === 'win32')('refuses to replace a device or a pipe', async () => {
  await using folder = await temporaryFolder();
  const pipe = join(folder.path, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const workspace = { path: '/ws', exportsFolder: '/ws/exports' };
  for (const out of ['/dev/null', pipe]) {
    expect(() => outputPath(workspace, out, 'a.csv')).toThrow(
      expect.objectContaining({ code: 'WRITE_FAILED', path: 'out' }),
    );
  }
});

describe('safeFileName', () => {
  it.each([
    ['../../etc/passwd', '-..-etc-passwd'],
    ['con.txt', '_con.txt'],
    ['  . ', 'unnamed'],
    ['a\u0000b\nc', 'a-b-c'],
    ['größe 表.csv', 'größe 表.csv'],
  ])('makes %j to %j', (text, expected) => {
    expect(safeFileName(text)).toBe(expected);
  });
});
