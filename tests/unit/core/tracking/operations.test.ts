import { describe, expect, it } from 'vitest';
import { endRun, readEvaluation, startRun } from '../../../../core/tracking/record-run.ts';
import { openTestCore } from '../../../support/open-test-core.ts';
import { contextOf, recordModel, recordVersion } from '../../../support/recorded-model.ts';

const start = {
  algorithm: 'ridge',
  task: 'regression',
  target: 'price',
  seed: 1,
  experiment: 'Prices',
  input: {},
} as const;

describe('tracking', () => {
  it('records a run with all that it learned', async () => {
    await using test = await openTestCore();
    const id = await recordModel(test, {
      metrics: { 'test.roc_auc': 0.91, 'test.mcc': Number.NaN },
    });
    const shown = await test.client.call('tracking.show', { run: 'latest' });
    expect(shown.run).toMatchObject({
      id,
      status: 'finished',
      versionName: 'heart@1',
      durationMs: 12.5,
      fitMs: 3.25,
      metrics: { 'test.roc_auc': 0.91, 'test.mcc': null },
    });
    expect(shown.model).toMatchObject({ classes: ['absent', 'present'], features: ['age'] });
    expect(shown.registered).toEqual([]);
    expect(await readEvaluation(contextOf(test), id)).toMatchObject({
      on: 'test',
      evaluation: { rows: 61 },
    });
  });

  it('tells of a run that failed, without losing the one before as latest', async () => {
    await using test = await openTestCore();
    const finished = await recordModel(test);
    const context = contextOf(test);
    const id = startRun(context, { ...(await recordVersion(test)), ...start });
    endRun(context, id, 'failed', 'the target is constant');
    expect(await test.client.call('tracking.show', { run: id })).toMatchObject({
      run: { status: 'failed', error: 'the target is constant', modelId: null },
      model: null,
      pipeline: [],
    });
    expect(await test.client.call('tracking.show', { run: 'latest' })).toMatchObject({
      run: { id: finished },
    });
    await expect(readEvaluation(context, id)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('the target is constant'),
    });
    const { experiments } = await test.client.call('tracking.experiments', {});
    expect(experiments.map(({ name, runs }) => [name, runs])).toEqual([
      ['Default', 1],
      ['Prices', 1],
    ]);
  });

  it('sorts by a metric, the best first unless told otherwise, runs without it last', async () => {
    await using test = await openTestCore();
    const ids: string[] = [];
    for (const metrics of [{ 'test.log_loss': 0.3 }, {}, { 'test.log_loss': 0.1 }]) {
      ids.push(await recordModel(test, { metrics }));
    }
    const order = async (sort?: string): Promise<number[]> => {
      const { runs } = await test.client.call('tracking.runs', sort === undefined ? {} : { sort });
      return runs.map((run) => ids.indexOf(run.id));
    };
    expect(await order()).toEqual([2, 1, 0]);
    expect(await order('test.log_loss')).toEqual([2, 0, 1]);
    expect(await order('test.log_loss:desc')).toEqual([0, 2, 1]);
    await expect(order('test.rmse')).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT', path: 'sort', hint: expect.stringContaining('log_loss') },
    });
  });

  it('compares only what differs, and says which is best where that can be told', async () => {
    await using test = await openTestCore();
    const runs = [
      await recordModel(test, {
        params: { C: 1, l1_ratio: 0 },
        metrics: { 'test.roc_auc': 0.9, 'test.brier': 0.1, 'cv.roc_auc.std': 0.1, 'test.f1': 0.5 },
      }),
      await recordModel(test, {
        params: { C: 2, l1_ratio: 0 },
        metrics: { 'test.roc_auc': 0.8, 'test.brier': 0.05, 'cv.roc_auc.std': 0.2, 'test.f1': 0.5 },
      }),
    ];
    const compared = await test.client.call('tracking.compare', { runs });
    expect(compared.params).toEqual([{ name: 'C', values: [1, 2] }]);
    expect(Object.fromEntries(compared.metrics.map(({ name, best }) => [name, best]))).toEqual({
      'test.roc_auc': 0,
      'test.brier': 1,
      'cv.roc_auc.std': null,
      'test.f1': null,
    });
  });

  it('names the newest runs when one does not exist', async () => {
    await using test = await openTestCore();
    await expect(test.client.call('tracking.show', { run: 'latest' })).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND', hint: 'Train a model first' },
    });
    const id = await recordModel(test);
    await expect(test.client.call('tracking.show', { run: 'run_x' })).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND', message: expect.stringContaining(id) },
    });
  });
});
