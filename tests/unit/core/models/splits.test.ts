import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../../core/contract/contract.ts';
import { addVersion } from '../../../support/add-version.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';

const rows = 240;
const day = 86_400_000;
const people = Array.from({ length: rows }, (_, i) => `person ${(i * 7) % 40}`);
const size = Array.from({ length: rows }, (_, i) => Math.sin(i * 12.9898) * 3);

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
  await addVersion(test.core.workspace, 'visits', [
    { name: 'person', type: 'category', values: people },
    {
      name: 'when',
      type: 'datetime',
      values: people.map((_, i) => new Date(((i * 37) % rows) * day).toISOString()),
    },
    { name: 'size', type: 'number', values: size },
    { name: 'other', type: 'number', values: size.map((x, i) => Math.cos(i) + 0.2 * x) },
    { name: 'ill', type: 'boolean', values: size.map((x, i) => x + Math.cos(i * 3) > 0) },
    { name: 'score', type: 'number', values: size.map((x, i) => 2 * x + Math.sin(i * 5)) },
  ]);
});
afterAll(() => test[Symbol.asyncDispose]());

const train = (input: Omit<InputOf<'models.train'>, 'version'>) =>
  test.client.run('models.train', {
    version: 'visits',
    algorithm: 'decision_tree',
    params: { max_depth: 3 },
    cv: 3,
    exclude: [input.target === 'ill' ? 'score' : 'ill'],
    ...input,
  });

describe('a training splits its rows', () => {
  it.each([
    { split: 'group', group: 'person', target: 'ill' },
    { split: 'stratified_group', group: 'person', target: 'ill' },
    { split: 'leave_one_group_out', group: 'person', target: 'score' },
    { split: 'time', time: 'when', gap: 2, window: 'sliding', target: 'score' },
    { split: 'purged', time: 'when', gap: 3, target: 'ill' },
    { split: 'repeated', repeats: 2, target: 'ill' },
    { split: 'repeated', repeats: 2, target: 'score' },
  ] as const)('$split for $target', async (input) => {
    const { run, model } = await train(input);
    const metric = input.target === 'ill' ? 'roc_auc' : 'rmse';
    expect(run.metrics[`cv.${metric}.mean`]).not.toBeNull();
    expect(run.metrics[`test.${metric}`]).not.toBeNull();
    // What rows are split by is no feature, unless it is named.
    const key = 'group' in input ? 'person' : 'time' in input ? 'when' : null;
    expect(model.features).not.toContain(key);
  });

  it('takes the group as a feature when it is named', async () => {
    const features = ['person', 'size'];
    const { model } = await train({
      target: 'ill',
      split: 'group',
      group: 'person',
      features,
      exclude: [],
    });
    expect(model.features).toEqual(features);
  });

  it.each([
    [{ split: 'group' }, 'group'],
    [{ split: 'time' }, 'time'],
    [{ split: 'group', group: 'nobody' }, 'group'],
    [{ split: 'group', group: 'ill' }, 'group'],
    [{ split: 'time', time: 'person' }, 'time'],
    [{ split: 'time', time: 'when', gap: 200 }, 'cv'],
  ] as const)('refuses %o', async (asked, path) => {
    await expect(train({ target: 'ill', ...asked })).rejects.toMatchObject({ failure: { path } });
  });
});
