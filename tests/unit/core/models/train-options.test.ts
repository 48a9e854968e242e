import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../../core/contract/contract.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';

const samples = join(import.meta.dirname, '../../../../datasets');
let test: TestCore;

beforeAll(async () => {
  test = await openTestCore();
  for (const file of ['heart_cleveland_uci', 'diabetes_sklearn', 'penguins', 'titanic_openml']) {
    await test.client.run('data.import', { files: [join(samples, `${file}.csv`)] });
  }
});
afterAll(() => test[Symbol.asyncDispose]());

const train = (input: InputOf<'models.train'>) => test.client.run('models.train', input);
const heart = {
  version: 'heart_cleveland_uci',
  target: 'disease',
  algorithm: 'logistic_regression',
  cv: 0,
} as const;
const diabetes = {
  version: 'diabetes_sklearn',
  target: 'target',
  algorithm: 'ridge',
  cv: 0,
} as const;
const failing = (code: string, path: string) =>
  expect.objectContaining({ failure: expect.objectContaining({ code, path }) });

describe('recipe options', () => {
  it('prepare the rows as asked, and what is left at auto as the algorithm needs', async () => {
    const recipe = {
      imputer: 'knn',
      indicator: true,
      encoder: 'target',
      scaler: 'robust',
    } as const;
    const titanic = {
      version: 'titanic_openml',
      target: 'survived',
      features: ['age', 'fare', 'sex', 'embarked', 'pclass'],
      algorithm: 'logistic_regression',
      cv: 2,
    };
    const { run } = await train({ ...titanic, recipe });
    const { pipeline } = await test.client.call('tracking.show', { run: run.id });
    expect(pipeline.map(({ step }) => step)).toEqual([
      'missing_indicator',
      'knn_imputer',
      'target_encoder',
      'robust_scaler',
    ]);
    expect(run.metrics['test.roc_auc']).toBeGreaterThan(0.75);
    const shap = await test.client.run('explainability.shap', {
      model: run.id,
      version: 'titanic_openml',
    });
    expect(shap.maxAdditivityError).toBeLessThan(1e-9);
  });

  it('balance classes only while fitting', async () => {
    const { run } = await train({ ...heart, classWeight: 'balanced' });
    const plain = await train(heart);
    expect(run.metrics['test.log_loss']).not.toBe(plain.run.metrics['test.log_loss']);
    expect(run.metrics['test.roc_auc']).toBeCloseTo(plain.run.metrics['test.roc_auc']!, 1);
    await expect(train({ ...diabetes, classWeight: 'balanced' })).rejects.toEqual(
      failing('UNSUPPORTED', 'classWeight'),
    );
  });
});

describe('calibration and threshold', () => {
  it('keep the ranking, are stored with the model and used by what it predicts', async () => {
    const plain = await train(heart);
    const options = { calibration: 'sigmoid', threshold: { by: 'f1' } } as const;
    const { run } = await train({ ...heart, ...options });
    expect(run.metrics['test.roc_auc']).toBeCloseTo(plain.run.metrics['test.roc_auc']!, 12);
    expect(run.metrics['test.log_loss']).not.toBeCloseTo(plain.run.metrics['test.log_loss']!, 4);
    const evaluation = await test.client.call('evaluation.show', { run: run.id });
    expect(evaluation.threshold).toBeGreaterThan(0.05);
    expect(evaluation.threshold).toBeLessThan(0.95);
    const [[, falseAlarms], [misses, hits]] = evaluation.confusion!.matrix as [
      [number, number],
      [number, number],
    ];
    const f1 = (2 * hits) / (2 * hits + falseAlarms + misses);
    expect(run.metrics['test.f1']).toBeCloseTo(f1, 12);
    const { pipeline } = await test.client.call('tracking.show', { run: run.id });
    expect(pipeline.slice(-2)).toMatchObject([
      { step: 'calibration', fittedOn: 'out-of-fold predictions' },
      { step: 'threshold', detail: expect.stringMatching(/^present is called from/) },
    ]);
    const shap = await test.client.run('explainability.shap', {
      model: run.id,
      version: heart.version,
    });
    expect(shap.maxAdditivityError).toBeLessThan(1e-9);
  });

  it('choose a threshold that follows the costs', async () => {
    const recall = async (falseNegative: number) => {
      const threshold = { by: 'cost', falsePositive: 1, falseNegative } as const;
      return (await train({ ...heart, threshold })).run.metrics['test.recall']!;
    };
    expect(await recall(20)).toBeGreaterThan(await recall(0.05));
  });

  it('are refused for what they do not go with', async () => {
    await expect(train({ ...diabetes, calibration: 'sigmoid' })).rejects.toEqual(
      failing('UNSUPPORTED', 'calibration'),
    );
    const three = { ...heart, version: 'penguins', target: 'species' };
    await expect(train({ ...three, threshold: { by: 'f1' } })).rejects.toEqual(
      failing('UNSUPPORTED', 'threshold.by'),
    );
    await expect(train({ ...heart, intervals: { method: 'split' } })).rejects.toEqual(
      failing('UNSUPPORTED', 'intervals.method'),
    );
  });

  it('go by groups and time as the split does', async () => {
    const grouped = { ...heart, features: ['age', 'oldpeak', 'thalach'], group: 'cp' };
    for (const split of ['leave_one_group_out', 'group', 'repeated'] as const) {
      const { run } = await train({ ...grouped, split, calibration: 'sigmoid' });
      expect(run.metrics['test.log_loss']).toBeLessThan(1);
    }
    const dated = { ...diabetes, split: 'time', time: 'age', intervals: { method: 'cv_plus' } };
    const { run } = await train(dated as InputOf<'models.train'>);
    expect(run.metrics['test.interval_coverage']).toBeGreaterThan(0.7);
  });

  it('calibrate more than two classes so that probabilities add up to 1', async () => {
    const three = { ...heart, version: 'penguins', target: 'species' };
    const { model } = await train({ ...three, calibration: 'isotonic' });
    const { fields } = await test.client.call('serving.schema', { model: model.id });
    const row = Object.fromEntries(fields.map(({ name, typical }) => [name, typical]));
    const { probabilities } = await test.client.call('serving.one', { model: model.id, row });
    const total = Object.values(probabilities!).reduce((sum, p) => sum + p, 0);
    expect(total).toBeCloseTo(1, 12);
  });
});

describe('prediction intervals', () => {
  it.each(['split', 'cv_plus', 'quantile'] as const)(
    '%s hold the truth about as often as asked, and come with predictions',
    async (method) => {
      const intervals = { method, coverage: 0.8 };
      const { run, model } = await train({ ...diabetes, intervals, testFraction: 0.4 });
      expect(run.metrics['test.interval_coverage']).toBeGreaterThan(0.68);
      expect(run.metrics['test.interval_coverage']).toBeLessThan(0.92);
      expect(run.metrics['test.interval_width']).toBeGreaterThan(0);
      const { fields } = await test.client.call('serving.schema', { model: model.id });
      const row = Object.fromEntries(fields.map(({ name, typical }) => [name, typical]));
      const one = await test.client.call('serving.one', { model: model.id, row });
      expect(one.lower).toBeLessThan(one.prediction as number);
      expect(one.upper).toBeGreaterThan(one.prediction as number);
      const file = join(test.folder, `rows-${method}.csv`);
      await writeFile(file, await readFile(join(samples, 'diabetes_sklearn.csv')));
      const scored = await test.client.run('serving.predict', { model: model.id, file });
      expect(scored.columns.slice(-3)).toEqual(['prediction', 'lower', 'upper']);
    },
  );

  it('are refused where the rows are too few for the coverage', async () => {
    const intervals = { method: 'split', coverage: 0.999 } as const;
    await expect(train({ ...diabetes, intervals })).rejects.toEqual(
      failing('NOT_ENOUGH_DATA', 'intervals.coverage'),
    );
  });
});
