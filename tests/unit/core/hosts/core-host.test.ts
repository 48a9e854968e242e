import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../../../core/contract/client.ts';
import { createCoreHost } from '../../../../core/hosts/core-host.ts';
import { readLockHolder } from '../../../../core/storage/workspace-lock.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

describe('the core host', () => {
  it('opens another workspace behind the same transport', async () => {
    await using folder = await temporaryFolder();
    const [first, second] = [join(folder.path, 'first'), join(folder.path, 'second')];
    const configFolder = join(folder.path, 'config');
    const host = await createCoreHost({ workspacePath: first, actor: 'test', configFolder });
    await host.announce({ url: 'http://127.0.0.1:4000' });
    const client = createClient(host);
    const heard: string[] = [];
    client.subscribe((event) => heard.push(event.type));
    expect(await client.call('workspace.open', { path: second })).toMatchObject({ path: second });
    expect(await client.call('workspace.info', {})).toMatchObject({ path: second });
    expect(heard).toContain('changed');
    expect(readLockHolder(first)).toBeNull();
    expect(readLockHolder(second)).toMatchObject({ url: 'http://127.0.0.1:4000' });
    const { workspaces } = await client.call('workspace.recent', {});
    expect(workspaces.map((place) => place.name)).toEqual(['second', 'first']);
    await host.close();
  });

  it('stays where it is when the other cannot be opened', async () => {
    await using folder = await temporaryFolder();
    const first = join(folder.path, 'first');
    const file = join(folder.path, 'data.csv');
    await writeFile(file, 'a\n');
    const configFolder = join(folder.path, 'config');
    const host = await createCoreHost({ workspacePath: first, actor: 'test', configFolder });
    expect(await host.request('workspace.open', { path: file })).toMatchObject({
      error: { code: 'WRITE_FAILED' },
    });
    expect(await host.request('workspace.open', {})).toMatchObject({
      error: { code: 'INVALID_INPUT', path: 'path' },
    });
    expect(await host.request('workspace.open', { path: first })).toMatchObject({
      output: { path: first },
    });
    await host.close();
  });

  it('does not leave a workspace while jobs run in it', async () => {
    await using folder = await temporaryFolder();
    const configFolder = join(folder.path, 'config');
    const workspacePath = join(folder.path, 'first');
    const host = await createCoreHost({ workspacePath, actor: 'test', configFolder });
    await host.request('data.import', { files: [join(folder.path, 'no.csv')] });
    const opening = host.request('workspace.open', { path: join(folder.path, 'second') });
    expect(await opening).toMatchObject({ error: { code: 'CONFLICT' } });
    await host.close();
  });
});
