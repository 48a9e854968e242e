import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { inspectOnce } from '../../../../../core/registry/import/inspected-files.ts';
import { readForeign } from '../../../../../core/registry/import/read-foreign.ts';
import type { InspectedFile } from '../../../../../core/registry/import/tasks.ts';
import { addVersion } from '../../../../support/add-version.ts';
import { foreignBytes, foreignCase, foreignTables } from '../../../../support/foreign-cases.ts';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';

const binary = 'lightgbm binary with categories';

async function writeCase({ folder }: TestCore, name: string): Promise<string> {
  const path = join(folder, 'model.bin');
  await writeFile(path, foreignBytes(foreignCase(name)));
  return path;
}

/** Tables of the golden models as datasets, without some of their columns. */
async function add({ core }: TestCore, table: string, leave: readonly string[] = [], name = table) {
  const columns = foreignTables[table]!.filter((column) => !leave.includes(column.name));
  return (await addVersion(core.workspace, name, columns)).id;
}

describe('registry.inspect', () => {
  it('says what a file holds and finds the version with its columns', async () => {
    await using test = await openTestCore();
    await add(test, 'wine');
    await add(test, 'titanic', ['age'], 'titanic without age');
    const whole = await add(test, 'titanic');
    const found = await test.client.run('registry.inspect', {
      file: await writeCase(test, binary),
    });
    expect(found).toMatchObject({
      format: 'lightgbm',
      task: 'classification',
      kind: 'trees',
      named: true,
      classCount: 2,
      classes: null,
      match: { version: whole, title: 'titanic@1', missing: [], target: 'survived', problem: null },
    });
    expect(found.features.map(({ name }) => name)).toContain('age');
    expect(found.features.find(({ name }) => name === 'sex')?.categories).toEqual([
      'female',
      'male',
    ]);
    expect(found.match?.classes).toEqual(['0', '1']);
  });

  it('names the columns that the best version lacks, and why an import would be refused', async () => {
    await using test = await openTestCore();
    await add(test, 'wine');
    await add(test, 'titanic', ['age', 'fare']);
    const file = await writeCase(test, binary);
    const { match } = await test.client.run('registry.inspect', { file });
    expect(match).toMatchObject({
      title: 'titanic@1',
      missing: ['age', 'fare'],
      classes: [],
      problem: { code: 'SCHEMA_MISMATCH', message: expect.stringContaining('age, fare') },
    });
  });

  it('puts the target of earlier runs on the dataset first', async () => {
    await using test = await openTestCore();
    const version = await add(test, 'titanic');
    const file = await writeCase(test, binary);
    await test.client.run('registry.import', { file, version, target: 'survived' });
    const { core } = test;
    const columns = foreignTables['titanic']!;
    await addVersion(core.workspace, 'titanic', [
      ...columns,
      { name: 'label', type: 'category', values: columns[0]!.values.map((_, i) => String(i % 2)) },
    ]);
    const { match } = await test.client.run('registry.inspect', { file });
    expect(match).toMatchObject({ title: 'titanic@2', targets: ['survived', 'label'] });
  });

  it('counts columns where a file names none', async () => {
    await using test = await openTestCore();
    await add(test, 'titanic');
    await add(test, foreignCase('onnx random forest').table);
    const file = await writeCase(test, 'onnx random forest');
    const { named, match } = await test.client.run('registry.inspect', { file });
    expect(named).toBe(false);
    expect(match).toMatchObject({ missing: [], problem: null });
    expect(match?.title).toBe(`${foreignCase('onnx random forest').table}@1`);
    const other = await test.client.run('registry.inspect', { file, version: 'titanic' });
    expect(other.match?.problem).toMatchObject({ code: 'SCHEMA_MISMATCH' });
  });

  it('reads a file once, whatever it is matched with, and anew when it has changed', async () => {
    await using test = await openTestCore();
    const { workspace } = test.core;
    const file = await writeCase(test, binary);
    const version = await add(test, 'titanic');
    const first = await test.client.run('registry.inspect', { file });
    const read = vi.fn<() => Promise<InspectedFile>>();
    const asked = { file, format: 'auto' } as const;
    const { match: _, ...held } = first;
    expect(await inspectOnce(workspace, asked, read)).toEqual(held);
    expect(read).not.toHaveBeenCalled();
    const again = await test.client.run('registry.inspect', { file, version, target: 'fare' });
    expect(again.match?.problem).toMatchObject({ code: 'INVALID_INPUT' });
    await writeCase(test, 'lightgbm three classes');
    expect((await test.client.run('registry.inspect', { file })).classCount).toBe(3);
  });

  it('tells how far it has read', async () => {
    await using test = await openTestCore();
    const file = await writeCase(test, binary);
    const seen: number[] = [];
    await readForeign(file, 'auto', (fraction) => void seen.push(fraction));
    expect(seen.length).toBeGreaterThan(5);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBeGreaterThan(0.8);
  });

  it('reads a file in a workspace without data', async () => {
    await using test = await openTestCore();
    const file = await writeCase(test, binary);
    expect((await test.client.run('registry.inspect', { file })).match).toBeNull();
    expect(await test.client.call('registry.recognise', { file })).toEqual({ model: true });
    await expect(
      test.client.call('registry.recognise', { file: join(test.folder, 'nowhere') }),
    ).rejects.toMatchObject({ failure: { code: 'FILE_NOT_FOUND' } });
  });
});
