import { readFile, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { loadModel, modelFiles } from '../../../../core/registry/model-store.ts';
import { readModel } from '../../../../core/registry/read-model.ts';
import { openTestCore } from '../../../support/open-test-core.ts';
import { contextOf, linearPipeline, recordModel } from '../../../support/recorded-model.ts';

describe('the model store', () => {
  it('gives a pipeline back as it was saved, number for number', async () => {
    await using test = await openTestCore();
    const runId = await recordModel(test);
    const loaded = await loadModel(contextOf(test), runId);
    expect(loaded.pipeline).toEqual(linearPipeline(loaded.modelId));
    expect(loaded).toMatchObject({
      runId,
      versionId: 'dv_1',
      title: 'logistic_regression for disease',
    });
  });

  it('takes every form of reference', async () => {
    await using test = await openTestCore();
    const context = contextOf(test);
    const runs = [await recordModel(test), await recordModel(test), await recordModel(test)];
    for (const run of runs) await test.client.call('registry.register', { run, name: 'heart' });
    const of = (ref: string): string => modelFiles(context, ref).runId;
    expect(of('heart')).toBe(runs[2]);
    expect(of('HEART@1')).toBe(runs[0]);
    await test.client.call('registry.promote', { version: 'heart@2', stage: 'Production' });
    expect(of('heart')).toBe(runs[1]);
    const { version } = await test.client.call('registry.alias', {
      version: 'heart@1',
      alias: 'old',
    });
    expect(of('heart:old')).toBe(runs[0]);
    expect(of(version.id)).toBe(runs[0]);
    expect(of(version.modelId)).toBe(runs[0]);
    expect(of('latest')).toBe(runs[2]);
  });

  it.each([
    ['lung', /no model 'lung'. Registered: heart/],
    ['heart@9', /no version 9. It has @1/],
    ['heart:champion', /no alias 'champion'/],
    ['run_nope', /no run 'run_nope'/],
    ['heart@', /no version/],
  ])('says what there is instead of %s', async (ref, message) => {
    await using test = await openTestCore();
    const run = await recordModel(test);
    await test.client.call('registry.register', { run, name: 'heart' });
    expect(() => modelFiles(contextOf(test), ref)).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', message: expect.stringMatching(message) }),
    );
  });

  it('names a stored model that was damaged', async () => {
    await using test = await openTestCore();
    const { jsonPath, binaryPath } = modelFiles(contextOf(test), await recordModel(test));
    const json = await readFile(jsonPath, 'utf8');
    const damages = [
      '',
      '{',
      '{}',
      json.replace('"linear"', '"trees"'),
      json.replace(',0,1]', ',0,999]'),
    ];
    for (const text of [...damages, json.replace('Float64Array', 'constructor')]) {
      await writeFile(jsonPath, text);
      await expect(readModel(jsonPath, binaryPath)).rejects.toMatchObject({
        code: 'WORKSPACE_DAMAGED',
      });
    }
    await writeFile(jsonPath, json);
    await writeFile(binaryPath, '');
    await expect(readModel(jsonPath, binaryPath)).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
    });
    await rm(binaryPath);
    await expect(readModel(jsonPath, binaryPath)).rejects.toMatchObject({
      code: 'WORKSPACE_DAMAGED',
    });
  });
});
