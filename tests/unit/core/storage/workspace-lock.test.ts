import { existsSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../../../core/storage/open-workspace.ts';
import { readLockHolder } from '../../../../core/storage/workspace-lock.ts';
import { startScript } from '../../../support/start-script.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const now = Date.now;

describe('the workspace lock', () => {
  it('is refused while another process holds it, and says which', async () => {
    await using folder = await temporaryFolder();
    await using holder = startScript('hold-workspace.ts', [folder.path]);
    await holder.line(/^open/);
    await expect(openWorkspace(folder.path, { now })).rejects.toMatchObject({
      code: 'WORKSPACE_LOCKED',
      message: expect.stringMatching(new RegExp(`process ${holder.pid} \\(holder\\)`)),
    });
    expect(readLockHolder(folder.path)).toMatchObject({ pid: holder.pid, actor: 'holder' });
  });

  it('is free again once its holder was killed', async () => {
    await using folder = await temporaryFolder();
    await using holder = startScript('hold-workspace.ts', [folder.path]);
    await holder.line(/^open/);
    await holder.kill();
    expect(readLockHolder(folder.path)?.pid).toBe(holder.pid);
    const workspace = await openWorkspace(folder.path, { now });
    expect(readLockHolder(folder.path)?.pid).toBe(process.pid);
    workspace.close();
  });

  it('does not believe a leftover file that names a process which is alive', async () => {
    await using folder = await temporaryFolder();
    const holder = { pid: process.pid, host: 'here', since: 0, actor: 'window' };
    await writeFile(join(folder.path, 'lock.json'), JSON.stringify(holder));
    const workspace = await openWorkspace(folder.path, { now, actor: 'test' });
    expect(readLockHolder(folder.path)?.actor).toBe('test');
    workspace.close();
  });

  it('holds within one process too, and ends with the workspace', async () => {
    await using folder = await temporaryFolder();
    const first = await openWorkspace(folder.path, { now });
    await expect(openWorkspace(folder.path, { now })).rejects.toMatchObject({
      code: 'WORKSPACE_LOCKED',
    });
    first.close();
    expect(existsSync(join(folder.path, 'lock.json'))).toBe(false);
    (await openWorkspace(folder.path, { now })).close();
  });

  it('tells where the workspace is served, to its owner only', async () => {
    await using folder = await temporaryFolder();
    const first = await openWorkspace(folder.path, { now });
    await first.announce({ url: 'http://127.0.0.1:4000', token: 'secret' });
    expect(readLockHolder(folder.path)).toMatchObject({ token: 'secret' });
    await expect(openWorkspace(folder.path, { now })).rejects.toMatchObject({
      message: expect.stringContaining('http://127.0.0.1:4000'),
      hint: expect.not.stringContaining('secret'),
    });
    // Windows knows no such modes: there the folder's access list protects it.
    const mode = statSync(join(folder.path, 'lock.json')).mode & 0o777;
    expect(process.platform === 'win32' || mode === 0o600).toBe(true);
    first.close();
  });
});
