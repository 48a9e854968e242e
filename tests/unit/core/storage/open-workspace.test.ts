import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { mkdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../../../core/storage/open-workspace.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const now = (): number => 1_700_000_000_000;

describe('openWorkspace', () => {
  it('makes a missing folder and gives the same workspace when it is opened again', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'deep', 'heart study');
    const first = await openWorkspace(path, { now, actor: 'test' });
    expect(first).toMatchObject({ name: 'heart study', path, createdAt: now() });
    expect(first.audit.list({ limit: 10 })).toMatchObject([
      { sequence: 1, actor: 'test', operation: 'workspace.create', subject: first.id },
    ]);
    first.close();
    const second = await openWorkspace(path, { now, actor: 'test' });
    expect(second.id).toBe(first.id);
    expect(second.audit.verify()).toEqual({ valid: true, events: 1 });
    second.close();
  });

  it('keeps foreign keys and durable journaling on', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    expect(workspace.db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(workspace.db.pragma('journal_mode', { simple: true })).toBe('wal');
    workspace.close();
  });

  it('empties the folder of unfinished files and keeps the exports', async () => {
    await using folder = await temporaryFolder();
    (await openWorkspace(folder.path, { now })).close();
    await writeFile(join(folder.path, 'tmp', 'half.parquet'), 'half');
    await writeFile(join(folder.path, 'exports', 'scored.csv'), 'a');
    (await openWorkspace(folder.path, { now })).close();
    expect(existsSync(join(folder.path, 'tmp', 'half.parquet'))).toBe(false);
    expect(existsSync(join(folder.path, 'exports', 'scored.csv'))).toBe(true);
  });

  it('refuses a file, and a path below a file', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'data.csv');
    await writeFile(file, 'a,b\n');
    await expect(openWorkspace(file, { now })).rejects.toMatchObject({ code: 'WRITE_FAILED' });
    await expect(openWorkspace(join(file, 'x'), { now })).rejects.toMatchObject({
      code: 'WRITE_FAILED',
    });
  });

  it('calls a file that is no database damaged, and leaves it and the lock alone', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'workspace.db'), 'this is text, not SQLite\n'.repeat(100));
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(openWorkspace(folder.path, { now })).rejects.toMatchObject({
        code: 'WORKSPACE_DAMAGED',
      });
    }
  });

  it('finds pages that were overwritten', async () => {
    await using folder = await temporaryFolder();
    (await openWorkspace(folder.path, { now })).close();
    await truncate(join(folder.path, 'workspace.db'), 12_288);
    await expect(openWorkspace(folder.path, { now })).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
    });
  });

  it('does not take over a database of another program', async () => {
    await using folder = await temporaryFolder();
    const other = new Database(join(folder.path, 'workspace.db'));
    other.exec('CREATE TABLE notes (text TEXT)');
    other.close();
    await expect(openWorkspace(folder.path, { now })).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
      message: expect.stringContaining('no Assay workspace'),
    });
  });

  it('does not start anew where the database is lost but artifacts are there', async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(folder.path, { now });
    await workspace.artifacts.put('kept');
    workspace.close();
    await rm(join(folder.path, 'workspace.db'));
    await expect(openWorkspace(folder.path, { now })).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
      message: expect.stringContaining('workspace.db is gone'),
    });
  });

  it('tells when something was last saved', async () => {
    await using folder = await temporaryFolder();
    await mkdir(folder.path, { recursive: true });
    const workspace = await openWorkspace(folder.path, { now });
    workspace.db.transaction(() => {
      const event = { actor: 'test', operation: 'x', subject: 'y', detail: {} };
      workspace.audit.append({ ...event, at: now() + 5 });
    })();
    expect(workspace.lastSavedAt()).toBe(now() + 5);
    workspace.close();
  });
});
