import { utimes, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importText } from '../../../../support/import-text.ts';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';

const text = 'id,city\n1,Oslo\n2,Rome\n3,Bari\n';

async function withVersions(count: number): Promise<TestCore> {
  const test = await openTestCore();
  for (let i = 0; i < count; i++) await importText(test, 'places', `${text}${i + 10},Nice\n`);
  return test;
}

const code = (code: string) => ({ failure: { code } });

describe('data.restore', () => {
  it('makes an earlier version the latest, with the same file', async () => {
    await using test = await withVersions(2);
    const first = await test.client.call('data.show', { version: 'places@1' });
    const { version } = await test.client.call('data.restore', { version: 'places@1' });
    expect(version).toMatchObject({ number: 3, sha256: first.version.sha256, rows: 4 });
    await expect(test.client.call('data.restore', { version: 'places' })).rejects.toMatchObject(
      code('CONFLICT'),
    );
  });
});

describe('data.promote', () => {
  it('passes an open gate as a new version of the next layer', async () => {
    await using test = await withVersions(1);
    await test.client.call('workspace.saveSettings', { gates: { gold: 0 } });
    const promoted = await test.client.run('data.promote', { version: 'places', to: 'gold' });
    expect(promoted).toMatchObject({ from: 'silver', to: 'gold', threshold: 0, passed: true });
    expect(promoted.version).toMatchObject({ number: 2, layer: 'gold' });
  });

  it('names score, threshold and weakest dimension at a closed gate, which a reason opens', async () => {
    await using test = await openTestCore();
    await importText(test, 'holes', 'id,city\n1,\n2,\n3,Bari\n4,\n');
    await test.client.call('workspace.saveSettings', { gates: { gold: 99.9 } });
    const promote = { version: 'holes', to: 'gold' } as const;
    await expect(test.client.run('data.promote', promote)).rejects.toMatchObject({
      failure: {
        code: 'CONFLICT',
        message: expect.stringMatching(
          /scores [\d.]+.*asks for 99\.9; weakest is \w+ at/,
        ) as string,
        hint: expect.stringContaining('override') as string,
      },
    });
    expect((await test.client.call('data.show', { version: 'holes' })).versions).toHaveLength(1);
    const forced = await test.client.run('data.promote', {
      ...promote,
      override: 'The survey had no more',
    });
    expect(forced).toMatchObject({ passed: false, version: { layer: 'gold' } });
    const { events } = await test.client.call('audit.log', {});
    expect(events[0]).toMatchObject({
      operation: 'data.promote',
      detail: { override: 'The survey had no more', passed: false, threshold: 99.9 },
    });
  });

  it('goes one layer at a time', async () => {
    await using test = await withVersions(1);
    await expect(
      test.client.run('data.promote', { version: 'places', to: 'silver' }),
    ).rejects.toMatchObject(code('CONFLICT'));
  });
});

describe('data.rename', () => {
  it('keeps versions and refuses names that are taken or no names', async () => {
    await using test = await withVersions(1);
    await importText(test, 'other', text);
    await test.client.call('data.rename', { dataset: 'places', name: 'Places' });
    await test.client.call('data.rename', { dataset: 'places', name: 'towns' });
    expect((await test.client.call('data.show', { version: 'towns@1' })).version.rows).toBe(4);
    const rename = (name: string) => test.client.call('data.rename', { dataset: 'towns', name });
    await expect(rename('OTHER')).rejects.toMatchObject(code('CONFLICT'));
    for (const name of ['a@1', ' a', 'a\u0000']) {
      await expect(rename(name)).rejects.toMatchObject(code('INVALID_INPUT'));
    }
  });
});

describe('the bin', () => {
  it('hides a dataset, frees its name, and brings it back beside its successor', async () => {
    await using test = await withVersions(2);
    const { id } = await test.client.call('data.delete', { dataset: 'places' });
    expect((await test.client.call('data.list', {})).datasets).toEqual([]);
    expect((await test.client.call('workspace.info', {})).counts.datasets).toBe(0);
    await expect(test.client.call('data.show', { version: 'places' })).rejects.toMatchObject(
      code('NOT_FOUND'),
    );
    await importText(test, 'places', text);
    const { datasets } = await test.client.call('data.bin', {});
    expect(datasets).toMatchObject([{ id, name: 'places', versions: 2, usedBy: 0 }]);
    const back = await test.client.call('data.undelete', { dataset: 'places' });
    expect(back).toEqual({ id, name: 'places (2)' });
    expect((await test.client.call('data.show', { version: 'places (2)' })).versions).toHaveLength(
      2,
    );
  });

  it('takes no new versions and tells where a dataset is', async () => {
    await using test = await withVersions(2);
    const version = (await test.client.call('data.show', { version: 'places@1' })).version.id;
    const { id } = await test.client.call('data.delete', { dataset: 'places' });
    await expect(test.client.call('data.restore', { version })).rejects.toMatchObject(
      code('CONFLICT'),
    );
    await expect(test.client.call('data.delete', { dataset: id })).rejects.toMatchObject(
      code('CONFLICT'),
    );
    await expect(test.client.call('data.undelete', { dataset: 'nothing' })).rejects.toMatchObject(
      code('NOT_FOUND'),
    );
  });
});

describe('data.reclaim', () => {
  it('removes what the bin holds and what nothing names, and says what that freed', async () => {
    await using test = await withVersions(2);
    const { artifacts, temporaryFolder } = test.core.workspace;
    await importText(test, 'kept', 'a,b\n1,2\n2,3\n');
    const orphan = await artifacts.put('nothing names this');
    const leftover = join(temporaryFolder, 'left-behind.parquet');
    const fresh = join(temporaryFolder, 'at-work.parquet');
    await writeFile(leftover, 'x'.repeat(100));
    await writeFile(fresh, 'x');
    await utimes(leftover, 0, 0);
    const { version } = await test.client.call('data.show', { version: 'places@1' });
    await test.client.call('data.delete', { dataset: 'places' });

    const { reclaimableBytes } = await test.client.call('data.bin', {});
    const freed = await test.client.run('data.reclaim', {});
    // two files with their bytes, two Parquet files, one orphan, one leftover
    expect(freed).toEqual({ datasets: 1, files: 6, bytes: reclaimableBytes + 100 });
    expect(() => artifacts.path(orphan.sha256)).toThrow('missing');
    expect(() => artifacts.path(version.sha256)).toThrow('missing');
    expect([existsSync(leftover), existsSync(fresh)]).toEqual([false, true]);
    expect((await test.client.call('data.preview', { version: 'kept' })).rows).toHaveLength(2);
    expect(await test.client.run('data.reclaim', {})).toEqual({ datasets: 0, files: 0, bytes: 0 });
    expect(await test.client.call('audit.verify', {})).toMatchObject({ valid: true });
  });

  it('keeps a deleted dataset that something was made from, and a file that a live one shares', async () => {
    await using test = await withVersions(1);
    await importText(test, 'twin', `${text}10,Nice\n`);
    await test.client.run('data.saveSql', { sql: 'select id from places', name: 'derived' });
    for (const dataset of ['places', 'twin']) await test.client.call('data.delete', { dataset });
    const { datasets } = await test.client.call('data.bin', {});
    expect(datasets.map(({ name, usedBy }) => [name, usedBy])).toEqual([
      ['twin', 0],
      ['places', 1],
    ]);
    expect(await test.client.run('data.reclaim', {})).toEqual({ datasets: 1, files: 0, bytes: 0 });
    await test.client.call('data.undelete', { dataset: 'places' });
    expect((await test.client.call('data.preview', { version: 'places' })).rows).toHaveLength(4);
  });

  it('removes a chain of deleted datasets once nothing outside needs its end', async () => {
    await using test = await withVersions(1);
    await test.client.run('data.saveSql', { sql: 'select id from places', name: 'derived' });
    for (const dataset of ['places', 'derived']) await test.client.call('data.delete', { dataset });
    expect(await test.client.run('data.reclaim', {})).toMatchObject({ datasets: 2 });
  });

  it('waits its turn while another job runs', async () => {
    await using test = await withVersions(1);
    const running = test.client.run('data.sql', {
      sql: 'select count(*) from range(100000000000) t(i) where hash(i) = 1',
      timeoutSeconds: 2,
    });
    running.catch(() => {});
    await expect(test.client.run('data.reclaim', {})).rejects.toMatchObject(code('CONFLICT'));
    await expect(running).rejects.toMatchObject(code('CANCELLED'));
  });
});

describe('data.lineage', () => {
  it('leads from the file over queries and promotions to what was made', async () => {
    await using test = await withVersions(1);
    const first = (await test.client.call('data.show', { version: 'places' })).version;
    const saved = await test.client.run('data.saveSql', {
      sql: 'select p.id, q.city from places p join "places@1" q using (id)',
      name: 'joined',
    });
    await test.client.call('workspace.saveSettings', { gates: { gold: 0 } });
    const { version } = await test.client.run('data.promote', { version: 'joined', to: 'gold' });
    const segment = await test.client.call('eda.saveSegment', {
      version: 'joined@1',
      name: 'first',
      rows: [0],
    });
    const lineage = await test.client.call('data.lineage', { version: 'joined@1' });
    expect(lineage.nodes.map(({ kind, title }) => [kind, title])).toEqual([
      ['file', 'imported.csv'],
      ['version', 'places@1'],
      ['version', 'joined@1'],
      ['version', 'joined@2'],
      ['segment', 'first'],
    ]);
    const edges = lineage.edges.map(({ from, to, label }) => [from, to, label]);
    expect(edges).toContainEqual([first.id, saved.version.id, 'queried into']);
    expect(edges).toContainEqual([saved.version.id, version.id, 'promoted to']);
    expect(edges).toContainEqual([saved.version.id, segment.id, 'part']);
  });
});
