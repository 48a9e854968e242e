import Database from 'better-sqlite3';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate, type Migration, migrations } from '../../../../core/storage/migrate.ts';
import { openWorkspace } from '../../../../core/storage/open-workspace.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const now = (): number => 1;
const next: Migration = {
  number: migrations.length + 1,
  name: 'notes',
  sql: 'CREATE TABLE notes (text TEXT) STRICT;',
};

describe('migrate', () => {
  it('numbers the released migrations from 1 without gaps', () => {
    expect(migrations.map((migration) => migration.number)).toEqual(
      migrations.map((_, i) => i + 1),
    );
  });

  it('copies an existing database before it changes it', async () => {
    await using folder = await temporaryFolder();
    const first = await openWorkspace(folder.path, { now });
    await first.artifacts.put('kept');
    first.close();
    const later = await openWorkspace(folder.path, { now, migrations: [...migrations, next] });
    expect(later.db.prepare('SELECT count(*) AS n FROM notes').get()).toEqual({ n: 0 });
    later.close();
    const [backup] = await readdir(join(folder.path, 'backups'));
    const copy = new Database(join(folder.path, 'backups', backup!), { readonly: true });
    expect(copy.prepare('SELECT count(*) AS n FROM artifacts').get()).toEqual({ n: 1 });
    expect(copy.prepare('SELECT max(number) AS n FROM migrations').get()).toEqual({
      n: migrations.length,
    });
    copy.close();
  });

  it('makes no backup of a database it has just made', async () => {
    await using folder = await temporaryFolder();
    (await openWorkspace(folder.path, { now, migrations: [...migrations, next] })).close();
    expect(await readdir(folder.path)).not.toContain('backups');
  });

  it('refuses a newer workspace and does not touch it', async () => {
    await using folder = await temporaryFolder();
    (await openWorkspace(folder.path, { now, migrations: [...migrations, next] })).close();
    await expect(openWorkspace(folder.path, { now })).rejects.toMatchObject({
      code: 'WORKSPACE_NEWER',
    });
    (await openWorkspace(folder.path, { now, migrations: [...migrations, next] })).close();
  });

  it('refuses a format that was applied in another form', async () => {
    await using folder = await temporaryFolder();
    (await openWorkspace(folder.path, { now })).close();
    const raw = new Database(join(folder.path, 'workspace.db'));
    raw.prepare('UPDATE migrations SET checksum = ? WHERE number = 1').run('0'.repeat(64));
    raw.close();
    await expect(openWorkspace(folder.path, { now })).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
      message: expect.stringContaining('checksum'),
    });
  });

  it('leaves the format as it was when a migration fails half-way', () => {
    const db = new Database(':memory:');
    const broken: Migration = { ...next, sql: 'CREATE TABLE half (a TEXT) STRICT; NOT SQL;' };
    const run = (known: readonly Migration[]): void =>
      migrate(db, { path: 'memory', backupFolder: '/nonexistent', now, known });
    expect(() => run([{ ...broken, number: 1 }])).toThrow(/syntax/);
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    expect(tables).toEqual([]);
    db.close();
  });
});
