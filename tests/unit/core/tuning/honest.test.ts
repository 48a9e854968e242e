import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf, OutputOf } from '../../../../core/contract/contract.ts';
import { addVersion } from '../../../support/add-version.ts';
import { openTestCore, type TestCore } from '../../../support/open-test-core.ts';

const rows = 200;
const tested = 40;
const noise = (i: number): number => Math.sin(i * 12.9898) * 2;

/** The newest rows, which a split by time sets aside, hold something else altogether when `spoiled`. */
async function addRows(test: TestCore, name: string, spoiled: boolean): Promise<void> {
  const row = (i: number) => (spoiled && i >= rows - tested ? 1000 - i * i : 0);
  const at = Array.from({ length: rows }, (_, i) => i);
  await addVersion(test.core.workspace, name, [
    { name: 'at', type: 'integer', values: at },
    { name: 'a', type: 'number', values: at.map((i) => noise(i) + row(i)) },
    {
      name: 'b',
      type: 'number',
      values: at.map((i) => (i % 9 === 0 ? null : Math.cos(i) - row(i))),
    },
    { name: 'kind', type: 'category', values: at.map((i) => (row(i) === 0 ? `k${i % 4}` : 'new')) },
    { name: 'y', type: 'number', values: at.map((i) => 3 * noise(i) + Math.cos(2 * i) + row(i)) },
  ]);
}

let test: TestCore;
beforeAll(async () => {
  test = await openTestCore();
  await addRows(test, 'clean', false);
  await addRows(test, 'spoiled', true);
});
afterAll(() => test[Symbol.asyncDispose]());

const tune = (input: Partial<InputOf<'tuning.run'>>): Promise<OutputOf<'tuning.run'>> =>
  test.client.run('tuning.run', {
    version: 'clean',
    target: 'y',
    algorithm: 'decision_tree',
    split: 'time',
    time: 'at',
    cv: 3,
    trials: 14,
    parallel: 1,
    ...input,
  });

const choices = ({ trials }: OutputOf<'tuning.run'>): unknown =>
  trials.map(({ params, value, state, intermediate }) => ({ params, value, state, intermediate }));

describe('a search is honest', () => {
  it('no test row changes what is tried, how it is valued, or what is chosen', async () => {
    const clean = await tune({});
    const spoiled = await tune({ version: 'spoiled' });
    expect(choices(spoiled)).toEqual(choices(clean));
    expect(spoiled.best!.params).toEqual(clean.best!.params);
    // While the test metrics, which are computed once at the end, tell them apart.
    expect(spoiled.leaderboard[0]!.test['rmse']).not.toBe(clean.leaderboard[0]!.test['rmse']);
  }, 60_000);

  it('comes out the same for the same number of trials at once', async () => {
    const [one, two] = [await tune({ parallel: 2 }), await tune({ parallel: 2 })];
    expect(choices(two)).toEqual(choices(one));
  }, 60_000);
});
