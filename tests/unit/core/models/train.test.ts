import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RequestError } from '../../../../core/contract/client.ts';
import type { InputOf } from '../../../../core/contract/contract.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';
import { createRng } from '../../../../core/base/rng.ts';

const samples = join(import.meta.dirname, '../../../../datasets');
let test: TestCore;

async function importText(name: string, text: string): Promise<void> {
  const file = join(test.folder, `${name}.csv`);
  await writeFile(file, text);
  await test.client.run('data.import', { files: [file] });
}

/** 400 rows: a signal, noise, a row number, and a column filled in only after the outcome. */
function madeRows(): string {
  const rng = createRng(3);
  const lines = ['row,signal,noise,colour,late,weight,target'];
  for (let i = 0; i < 400; i++) {
    const signal = rng.normal();
    const yes = signal + 0.8 * rng.normal() > 0;
    const colour = ['red', 'green', ''][rng.integer(3)];
    const late = yes ? `room ${i % 5}` : '';
    const target = i % 40 === 7 ? '' : yes ? 'sick' : 'well';
    lines.push([i, signal, rng.normal(), colour, late, 1 + (i % 3), target].join(','));
  }
  return `${lines.join('\n')}\n`;
}

beforeAll(async () => {
  test = await openTestCore();
  const files = ['heart_cleveland_uci', 'diabetes_sklearn', 'bike_sharing_hourly', 'ames_housing'];
  for (const file of files) {
    await test.client.run('data.import', { files: [join(samples, `${file}.csv`)] });
  }
  await importText('made', madeRows());
});
afterAll(() => test[Symbol.asyncDispose]());

const train = (input: InputOf<'models.train'>) => test.client.run('models.train', input);

async function failureOf(input: InputOf<'models.train'>) {
  try {
    await train(input);
  } catch (error) {
    if (error instanceof RequestError) return error.failure;
    throw error;
  }
  throw new Error('It did not fail');
}

describe('models.train', () => {
  it('trains a classifier on real data with missing values, and records the run', async () => {
    const heart = { version: 'heart_cleveland_uci', target: 'disease' };
    const result = await train({ ...heart, algorithm: 'gradient_boosting' });
    expect(result.model).toMatchObject({ task: 'classification', classes: ['absent', 'present'] });
    expect(result.model.features).toHaveLength(13);
    const metrics = result.run.metrics;
    expect(metrics['test.roc_auc']).toBeGreaterThan(0.8);
    expect(metrics['cv.roc_auc.mean']).toBeGreaterThan(0.8);
    expect(metrics['cv.roc_auc.std']).toBeGreaterThan(0);
    expect(metrics['train.roc_auc']).toBeGreaterThan(metrics['test.roc_auc']!);
    const { run, pipeline } = await test.client.call('tracking.show', { run: result.run.id });
    expect(run).toMatchObject({
      status: 'finished',
      algorithm: 'gradient_boosting',
      modelId: result.model.id,
    });
    expect(run.metrics).toEqual(metrics);
    expect(pipeline).toEqual([]);
    const evaluation = await test.client.call('evaluation.show', { run: result.run.id });
    expect(evaluation.on).toBe('test');
    expect(evaluation.rows).toBe(61);
  });

  it('gives the same metrics for the same seed and others for another', async () => {
    const input = {
      version: 'heart_cleveland_uci',
      target: 'disease',
      algorithm: 'logistic_regression',
    };
    const [a, b, c] = [await train(input), await train(input), await train({ ...input, seed: 8 })];
    expect(b.run.metrics).toEqual(a.run.metrics);
    expect(c.run.metrics).not.toEqual(a.run.metrics);
  });

  it('compares all algorithms for auto, and says which won by what', async () => {
    const result = await train({ version: 'diabetes_sklearn', target: 'target', cv: 3 });
    expect(result.model.algorithm).toBe('ridge');
    const auto = result.warnings.find(({ kind }) => kind === 'auto')!;
    expect(auto.message).toMatch(/gradient_boosting .*ridge/);
    const { run, pipeline } = await test.client.call('tracking.show', { run: result.run.id });
    expect(run.algorithm).toBe('ridge');
    expect(pipeline.map(({ step }) => step)).toEqual(['simple_imputer', 'standard_scaler']);
    expect(result.run.metrics['cv.rmse.mean']).toBeGreaterThan(40);
  });

  it('leaves out rows without a target and identifiers, and warns of leakage', async () => {
    const result = await train({
      version: 'made',
      target: 'target',
      algorithm: 'logistic_regression',
      weight: 'weight',
    });
    const found = result.warnings.map(({ kind, column }) => `${kind} ${column}`);
    expect(found).toEqual(
      expect.arrayContaining(['target target', 'identifier row', 'leakage late']),
    );
    expect(result.warnings.find(({ kind }) => kind === 'target')!.message).toMatch(/^10 rows/);
    expect(result.model.features).toEqual(['signal', 'noise', 'colour', 'late']);
  });

  it('does not blow up on classes so rare that leaves have next to no curvature', async () => {
    const { run } = await train({
      version: 'ames_housing',
      target: 'Neighborhood',
      algorithm: 'gradient_boosting',
      features: ['Lot_Frontage', 'Lot_Area', 'Year_Built', 'Gr_Liv_Area', 'Longitude', 'Latitude'],
      params: { n_estimators: 25 },
      cv: 0,
    });
    expect(run.metrics['test.log_loss']).toBeLessThan(0.3);
    expect(run.metrics['test.accuracy']).toBeGreaterThan(0.9);
  });

  it('scores a test version in place of rows set aside', async () => {
    const result = await train({
      version: 'made',
      target: 'target',
      algorithm: 'dummy',
      test: 'made',
      cv: 0,
    });
    expect(result.run.metrics['test.log_loss']).toBeCloseTo(
      result.run.metrics['train.log_loss']!,
      12,
    );
    expect(result.warnings).toContainEqual(
      expect.objectContaining({ kind: 'leakage', message: expect.stringContaining('390 of 390') }),
    );
    expect(result.warnings.map(({ kind }) => kind)).toContain('baseline');
  });

  it('evaluates on the training rows when no test rows are wanted', async () => {
    const result = await train({
      version: 'diabetes_sklearn',
      target: 'target',
      algorithm: 'ridge',
      testFraction: 0,
      cv: 0,
    });
    const names = Object.keys(result.run.metrics);
    expect(names.every((name) => name.startsWith('train.'))).toBe(true);
    const evaluation = await test.client.call('evaluation.show', { run: result.run.id });
    expect(evaluation).toMatchObject({ on: 'train', rows: 442 });
  });

  it.each([
    [{ target: 'nothing' }, 'INVALID_INPUT', 'target', /no column 'nothing'. Columns: row, signal/],
    [{ features: ['signal', 'x'] }, 'INVALID_INPUT', 'features', /'x'/],
    [{ features: ['target'] }, 'INVALID_INPUT', 'features', /is the target/],
    [{ exclude: ['x'] }, 'INVALID_INPUT', 'exclude', /'x'/],
    [{ weight: 'colour' }, 'INVALID_INPUT', 'weight', /no numbers/],
    [{ weight: 'target' }, 'INVALID_INPUT', 'weight', /cannot be the weight/],
    [{ cv: 1 }, 'INVALID_INPUT', 'cv', /at least 2/],
    [{ weight: 'noise', algorithm: 'dummy' }, 'INVALID_INPUT', undefined, /Weight -/],
    [{ algorithm: 'magic' }, 'NOT_FOUND', 'algorithm', /'magic'/],
    [{ algorithm: 'ridge' }, 'UNSUPPORTED', 'algorithm', /no classification/],
    [{ task: 'regression' as const }, 'TARGET_INVALID', 'target', /needs numbers/],
    [{ algorithm: 'logistic_regression', params: { c: 1 } }, 'INVALID_INPUT', 'params.c', /'c'/],
    [{ algorithm: 'logistic_regression', params: { C: -1 } }, 'INVALID_INPUT', 'params.C', /C/],
    [{ target: 'noise', split: 'stratified' as const }, 'UNSUPPORTED', 'split', /need classes/],
    [{ params: { C: 1 } }, 'INVALID_INPUT', 'params.C', /auto takes no parameters/],
  ])('refuses %j', async (change, code, path, message) => {
    const failure = await failureOf({ version: 'made', target: 'target', cv: 0, ...change });
    expect(failure.code).toBe(code);
    expect(failure.path).toBe(path);
    expect(failure.message).toMatch(message);
  });

  it('stops within a second of being cancelled, and leaves the run as cancelled', async () => {
    const abort = new AbortController();
    let cancelledAt = 0;
    const input = {
      version: 'bike_sharing_hourly',
      target: 'count',
      algorithm: 'gradient_boosting',
    };
    const options = {
      signal: abort.signal,
      onProgress: ({ fraction }: { fraction: number | null }) => {
        if (fraction === null || fraction < 0.15 || cancelledAt > 0) return;
        cancelledAt = performance.now();
        abort.abort();
      },
    };
    const running = test.client.run(
      'models.train',
      { ...input, params: { n_estimators: 5000 } },
      options,
    );
    await expect(running).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(performance.now() - cancelledAt).toBeLessThan(1000);
    const { runs } = await test.client.call('tracking.runs', { limit: 1 });
    expect(runs[0]).toMatchObject({ status: 'cancelled', target: 'count', modelId: null });
  });
});

describe('models.list', () => {
  it('carries a JSON Schema with defaults for every estimator', async () => {
    const list = await test.client.call('models.list', {});
    const known = ['gradient_boosting', 'logistic_regression', 'ridge', 'dummy'];
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining(known));
    expect(list.find(({ id }) => id === 'logistic_regression')!.params).toMatchObject({
      type: 'object',
      properties: { C: { type: 'number', default: 1 } },
    });
  });
});
