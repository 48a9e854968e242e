import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../../../core/storage/open-workspace.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const now = (): number => 1;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the artifact store', () => {
  it('keeps content under its SHA-256, once, and leaves nothing beside it', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    const { artifacts } = workspace;
    const stored = await artifacts.put('hello');
    expect(stored).toEqual({ sha256: sha256('hello'), bytes: 5 });
    expect(await artifacts.put(Buffer.from('hello'))).toEqual(stored);
    expect(artifacts.path(stored.sha256)).toBe(
      join(folder.path, 'artifacts', stored.sha256.slice(0, 2), stored.sha256),
    );
    expect(await artifacts.readText(stored.sha256)).toBe('hello');
    expect(await readdir(workspace.temporaryFolder)).toEqual([]);
    expect(workspace.db.prepare('SELECT sha256, bytes FROM artifacts').all()).toEqual([stored]);
    workspace.close();
  });

  it('copies a file byte for byte and tells how far it is', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(join(folder.path, 'ws'), { now });
    const content = Buffer.alloc(2_500_000, 'abc\r\n\0');
    const file = join(folder.path, 'data.csv');
    await writeFile(file, content);
    const heard: number[] = [];
    const stored = await workspace.artifacts.copyIn(file, { onBytes: (done) => heard.push(done) });
    expect((await readFile(workspace.artifacts.path(stored.sha256))).equals(content)).toBe(true);
    expect(heard.length).toBeGreaterThan(1);
    expect(heard.at(-1)).toBe(content.byteLength);
    workspace.close();
  });

  it('stops a copy that is cancelled and keeps nothing of it', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(join(folder.path, 'ws'), { now });
    const file = join(folder.path, 'data.csv');
    await writeFile(file, Buffer.alloc(5_000_000));
    const controller = new AbortController();
    const copying = workspace.artifacts.copyIn(file, {
      signal: controller.signal,
      onBytes: () => controller.abort(),
    });
    await expect(copying).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await readdir(workspace.temporaryFolder)).toEqual([]);
    expect(workspace.db.prepare('SELECT * FROM artifacts').all()).toEqual([]);
    workspace.close();
  });

  it('takes a finished file over', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    const made = join(workspace.temporaryFolder, 'made.parquet');
    await writeFile(made, 'PAR1');
    const stored = await workspace.artifacts.adopt(made);
    expect(stored).toEqual({ sha256: sha256('PAR1'), bytes: 4 });
    expect(await readdir(workspace.temporaryFolder)).toEqual([]);
    workspace.close();
  });

  it('takes the hash of a finished file where it is known, but not of a file that grew since', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    const made = join(workspace.temporaryFolder, 'made.parquet');
    const known = { sha256: sha256('PAR1'), bytes: 4 };
    await writeFile(made, 'PAR1');
    expect(await workspace.artifacts.adopt(made, known)).toEqual(known);
    expect(await workspace.artifacts.readText(known.sha256)).toBe('PAR1');
    await writeFile(made, 'PAR1 and more');
    const grown = await workspace.artifacts.adopt(made, known);
    expect(grown).toEqual({ sha256: sha256('PAR1 and more'), bytes: 13 });
    workspace.close();
  });

  it('names what cannot be read', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(join(folder.path, 'ws'), { now });
    const { artifacts } = workspace;
    await expect(artifacts.copyIn(join(folder.path, 'no.csv'))).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      message: expect.stringContaining('no.csv'),
    });
    await mkdir(join(folder.path, 'folder.csv'));
    await expect(artifacts.copyIn(join(folder.path, 'folder.csv'))).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
    workspace.close();
  });

  it('notices an artifact that was changed or removed', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    const { artifacts } = workspace;
    const stored = await artifacts.put('hello');
    await writeFile(artifacts.path(stored.sha256), 'HELLO');
    await expect(artifacts.read(stored.sha256)).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
    });
    for (const name of ['0'.repeat(64), '../../workspace.db', '']) {
      expect(() => artifacts.path(name)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    }
    workspace.close();
  });

  it('heals an artifact that was cut short when the content comes again', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    const stored = await workspace.artifacts.put('hello');
    await writeFile(workspace.artifacts.path(stored.sha256), 'he');
    await workspace.artifacts.put('hello');
    expect(await workspace.artifacts.readText(stored.sha256)).toBe('hello');
    workspace.close();
  });
});
