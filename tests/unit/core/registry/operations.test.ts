import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import { recordModel } from '../../../support/recorded-model.ts';

async function register(test: TestCore, name = 'heart'): Promise<string> {
  const run = await recordModel(test);
  return (await test.client.call('registry.register', { run, name })).version.id;
}

async function stages(test: TestCore): Promise<Record<number, string>> {
  const { versions } = await test.client.call('registry.show', { name: 'heart' });
  return Object.fromEntries(versions.map((version) => [version.number, version.stage]));
}

describe('the registry', () => {
  it('numbers the versions of a name and shows them newest first', async () => {
    await using test = await openTestCore();
    for (let i = 0; i < 3; i++) await register(test);
    const { models } = await test.client.call('registry.list', {});
    expect(models).toHaveLength(1);
    expect(models[0]!.versions.map((version) => version.number)).toEqual([3, 2, 1]);
    expect(models[0]!.versions[0]).toMatchObject({
      stage: 'None',
      algorithm: 'logistic_regression',
      metrics: { 'test.roc_auc': 0.9 },
    });
  });

  it('does not register the same model twice under a name', async () => {
    await using test = await openTestCore();
    const run = await recordModel(test);
    await test.client.call('registry.register', { run, name: 'heart' });
    await expect(
      test.client.call('registry.register', { run, name: 'Heart' }),
    ).rejects.toMatchObject({
      failure: { code: 'CONFLICT', message: expect.stringContaining('heart@1') },
    });
    await test.client.call('registry.register', { run, name: 'other' });
  });

  it('archives the version that was in Production, and no other', async () => {
    await using test = await openTestCore();
    for (let i = 0; i < 3; i++) await register(test);
    const move = (version: string, stage: 'Production' | 'Staging') =>
      test.client.call('registry.promote', { version, stage, reason: 'better' });
    await move('heart@1', 'Production');
    await move('heart@3', 'Staging');
    const { version, archived } = await move('heart@2', 'Production');
    expect(version).toMatchObject({ number: 2, stage: 'Production' });
    expect(archived).toMatchObject([{ number: 1, stage: 'Archived' }]);
    expect(await stages(test)).toEqual({ 1: 'Archived', 2: 'Production', 3: 'Staging' });
    const { transitions } = await test.client.call('registry.show', { name: 'heart' });
    expect(transitions.map(({ number, from, to }) => [number, from, to])).toEqual([
      [1, 'None', 'Production'],
      [3, 'None', 'Staging'],
      [1, 'Production', 'Archived'],
      [2, 'None', 'Production'],
    ]);
  });

  it('records nothing when a version is promoted to where it is', async () => {
    await using test = await openTestCore();
    await register(test);
    const promote = { version: 'heart', stage: 'Staging' } as const;
    await test.client.call('registry.promote', promote);
    expect(await test.client.call('registry.promote', promote)).toMatchObject({ archived: [] });
    expect((await test.client.call('registry.show', { name: 'heart' })).transitions).toHaveLength(
      1,
    );
  });

  it('rolls back step by step to what was in Production before', async () => {
    await using test = await openTestCore();
    for (let i = 0; i < 3; i++) {
      const version = await register(test);
      await test.client.call('registry.promote', { version, stage: 'Production' });
    }
    const rollback = () =>
      test.client.call('registry.rollback', { name: 'heart', reason: 'worse' });
    expect(await rollback()).toMatchObject({ version: { number: 2 }, archived: { number: 3 } });
    expect(await rollback()).toMatchObject({ version: { number: 1 }, archived: { number: 2 } });
    expect(await stages(test)).toEqual({ 1: 'Production', 2: 'Archived', 3: 'Archived' });
    await expect(rollback()).rejects.toMatchObject({
      failure: { code: 'CONFLICT', hint: expect.any(String) },
    });
  });

  it('has nothing to roll back to when nothing is in Production', async () => {
    await using test = await openTestCore();
    await register(test);
    await expect(test.client.call('registry.rollback', { name: 'heart' })).rejects.toMatchObject({
      failure: { code: 'CONFLICT', hint: expect.stringContaining('heart@1') },
    });
    await expect(test.client.call('registry.rollback', { name: 'lung' })).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND', message: expect.stringContaining('Registered: heart') },
    });
  });

  it('moves an alias from version to version and removes it', async () => {
    await using test = await openTestCore();
    for (let i = 0; i < 2; i++) await register(test);
    const alias = (version: string, remove = false) =>
      test.client.call('registry.alias', { version, alias: 'champion', remove });
    await alias('heart@1');
    expect((await alias('heart@2')).version.aliases).toEqual(['champion']);
    const { versions } = await test.client.call('registry.show', { name: 'heart' });
    expect(versions.map((version) => version.aliases)).toEqual([['champion'], []]);
    await expect(alias('heart@1', true)).rejects.toMatchObject({ failure: { code: 'NOT_FOUND' } });
    expect((await alias('heart:champion', true)).version.aliases).toEqual([]);
  });

  it('draws the way from the file to the registered version', async () => {
    await using test = await openTestCore();
    const id = await register(test);
    const { nodes, edges } = await test.client.call('registry.lineage', { id: 'heart@1' });
    expect(nodes.map((node) => node.kind)).toEqual([
      'version',
      'file',
      'run',
      'model',
      'model version',
    ]);
    const ids = new Set(nodes.map((node) => node.id));
    for (const { from, to } of edges) expect(ids.has(from) && ids.has(to)).toBe(true);
    expect(edges.at(-1)).toMatchObject({ to: id, label: 'registered as' });
  });

  it('exports a model as JSON that holds every number', async () => {
    await using test = await openTestCore();
    await register(test);
    const { path, bytes } = await test.client.call('registry.export', { version: 'heart@1' });
    expect(path).toBe(join(test.core.workspace.exportsFolder, 'heart-1.json'));
    const text = await readFile(path, 'utf8');
    expect(Buffer.byteLength(text)).toBe(bytes);
    const exported = JSON.parse(text);
    expect(exported).toMatchObject({ format: 'assay-model', formatVersion: 1, name: 'heart' });
    expect(exported.pipeline.features[0].max).toEqual({ $number: 'Infinity' });
    const { $array, base64 } = exported.pipeline.estimator.coefficients[0];
    expect($array).toBe('Float64Array');
    expect(Buffer.from(base64, 'base64').readDoubleLE()).toBe(2);
  });

  it('exports a linear model as ONNX, which another workspace can import', async () => {
    await using test = await openTestCore();
    await register(test);
    const asked = { version: 'heart@1', format: 'onnx' } as const;
    const { path, notes } = await test.client.call('registry.export', asked);
    expect(path).toBe(join(test.core.workspace.exportsFolder, 'heart-1.onnx'));
    expect(notes).toEqual([expect.stringContaining('Infinite numbers')]);
    await using other = await openTestCore();
    expect(await other.client.run('registry.inspect', { file: path })).toMatchObject({
      format: 'onnx',
      kind: 'linear',
      features: [{ name: 'age' }],
      named: true,
      classes: ['absent', 'present'],
    });
  });

  it.each(['heart@', 'a/b', '../x', 'a:b', 'x\u0000'])('refuses the name %j', async (name) => {
    await using test = await openTestCore();
    const run = await recordModel(test);
    await expect(test.client.call('registry.register', { run, name })).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT', path: 'name' },
    });
  });
});
