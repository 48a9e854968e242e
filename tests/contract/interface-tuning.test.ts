import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutputOf } from '../../core/contract/contract.ts';
import { type CommandLine, openCommandLine } from '../support/command-line.ts';

/** What scripts rely on of `tuning`; see interface.test.ts for the rest. */
const samples = join(import.meta.dirname, '../../datasets');
const text = expect.any(String) as string;
const number = expect.any(Number) as number;

type Result = OutputOf<'tuning.run'>;

const space = JSON.stringify({
  C: { type: 'float', low: 0.01, high: 100, log: true },
});

let cli: CommandLine;

beforeAll(async () => {
  cli = await openCommandLine();
  await cli.output('data import --name heart', join(samples, 'heart_cleveland_uci.csv'));
});
afterAll(() => cli[Symbol.asyncDispose]());

async function tune(line: string): Promise<Result> {
  const input = `--target disease --algorithm logistic_regression --cv 3 ${line}`;
  return cli.output<Result>(`tuning run heart ${input}`, '--space', space);
}

describe('tuning run', () => {
  it('answers with the best as a run, every trial, importance and a leaderboard', async () => {
    const result = await tune('--trials 6');
    expect(result).toMatchObject({
      study: { id: text, kind: 'search', state: 'finished', metric: { name: 'roc_auc' } },
      best: { runId: text, value: number, params: { C: number } },
      importance: { C: number },
      leaderboard: [{ rank: 1, runId: text, value: number, test: { roc_auc: number } }],
      nested: null,
    });
    expect(result.trials.map((trial) => trial.number)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(result.trials[0]).toMatchObject({
      state: 'complete',
      value: number,
      params: { C: number },
      durationMs: number,
      intermediate: [{ step: 0 }, { step: 1 }, { step: 2 }],
    });
    const values = result.trials.flatMap(({ value, state }) =>
      state === 'complete' ? value! : [],
    );
    expect(result.best!.value).toBe(Math.max(...values));
    const run = await cli.output<OutputOf<'tracking.show'>>('tracking show', result.best!.runId!);
    expect(run.run.metrics['cv.roc_auc.mean']).toBeCloseTo(result.best!.value!, 12);
    expect(run.run.params['C']).toBe(result.best!.params['C']);
  });

  it('is the same again for the same seed, also when it goes on after a part', async () => {
    const whole = await tune('--trials 14 --parallel 1 --seed 3');
    const part = await tune('--trials 9 --parallel 1 --seed 3');
    const rest = await tune(`--trials 14 --parallel 1 --seed 3 --resume ${part.study.id}`);
    const shape = ({ trials }: Result): unknown =>
      trials.map(({ params, value, state }) => ({ params, value, state }));
    expect(shape(rest)).toEqual(shape(whole));
    expect(rest.study.id).toBe(part.study.id);
    const { code, output } = await cli.run(
      `tuning run heart --target disease --algorithm ridge --resume ${part.study.id}`,
    );
    expect({ code, output }).toMatchObject({ code: 1, output: { error: { code: text } } });
  });

  it.each(['successive_halving', 'hyperband'])('prunes by %s', async (pruner) => {
    const result = await tune(`--trials 8 --pruner ${pruner} --sampler random --parallel 1`);
    const steps = result.trials.flatMap(({ intermediate }) => intermediate.map(({ step }) => step));
    expect(new Set(steps).size).toBeGreaterThan(0);
    expect(result.trials.filter(({ state }) => state === 'complete').length).toBeGreaterThan(0);
    expect(result.best!.runId).not.toBeNull();
  });

  it('repeats the search inside outer folds', async () => {
    const { nested } = await tune('--trials 3 --nested 2 --sampler grid');
    expect(nested).toMatchObject({ folds: [{ value: number }, { value: number }], mean: number });
  });

  it('keeps to a time budget', async () => {
    const result = await tune('--trials 10000 --budget 2s --sampler random');
    expect(result.study.budget).toBe(2);
    expect(result.trials.length).toBeLessThan(10_000);
    expect(result.study.durationMs).toBeLessThan(6000);
  });

  it.each([
    ['--metric rmse', 'metric'],
    ['--resume none', undefined],
    ['--split group', 'group'],
  ])('refuses %s', async (flags, path) => {
    const line = `tuning run heart --target disease --algorithm logistic_regression ${flags}`;
    const { code, output } = await cli.run(line, '--space', space);
    expect(code).toBe(1);
    expect(output).toMatchObject({ error: { message: text, ...(path ? { path } : {}) } });
  });

  it.each([
    ['{"C":{"type":"float","low":0,"high":1,"log":true}}', 'space.C'],
    ['{"nothing":{"type":"float","low":0,"high":1}}', 'space.nothing'],
    ['{}', 'space'],
  ])('refuses the space %s', async (bad, path) => {
    const line = 'tuning run heart --target disease --algorithm logistic_regression';
    const { code, output } = await cli.run(line, '--space', bad);
    expect({ code, output }).toMatchObject({ code: 1, output: { error: { path } } });
  });
});

describe('tuning auto', () => {
  it('ranks at least three algorithms by validation, each with a run and test metrics', async () => {
    const result = await cli.output<Result>(
      'tuning auto heart --target disease --budget 8s --cv 3 --algorithms logistic_regression,gradient_boosting,random_forest,gaussian_nb',
    );
    const { leaderboard, study } = result;
    expect(study).toMatchObject({ kind: 'automl', state: 'finished', algorithm: null, budget: 8 });
    expect(leaderboard.length).toBeGreaterThanOrEqual(3);
    expect(leaderboard.map(({ rank }) => rank)).toEqual(leaderboard.map((_, i) => i + 1));
    const values = leaderboard.map(({ value }) => value!);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    for (const entry of leaderboard) {
      expect(entry).toMatchObject({ runId: text, title: text, test: { roc_auc: number } });
    }
    expect(result.best).toMatchObject({ runId: leaderboard[0]!.runId, value: values[0] });
    expect(study.durationMs).toBeLessThan(16_000);
  }, 60_000);
});

describe('other questions', () => {
  it('studies are listed newest first, and shown', async () => {
    const { studies } = await cli.output<OutputOf<'tuning.studies'>>('tuning studies heart');
    expect(studies.length).toBeGreaterThan(1);
    const times = studies.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const latest = await cli.output<Result>('tuning show latest');
    expect(latest.study.id).toBe(studies[0]!.id);
    expect((await cli.run('tuning show none')).output).toMatchObject({
      error: { code: 'NOT_FOUND' },
    });
  });

  const base = 'heart --target disease --algorithm decision_tree --cv 3';

  it('learning curve', async () => {
    const curve = await cli.output<OutputOf<'tuning.curve'>>(`tuning curve ${base}`);
    expect(curve).toMatchObject({ kind: 'learning', param: null, metric: { name: 'roc_auc' } });
    const sizes = curve.points.map(({ at }) => at as number);
    expect(sizes).toHaveLength(5);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(curve.points.at(-1)!.test.values).toHaveLength(3);
    expect(curve.points.at(-1)!.train.mean).toBeGreaterThan(0.9);
  });

  it('validation curve', async () => {
    const curve = await cli.output<OutputOf<'tuning.curve'>>(
      `tuning curve ${base} --kind validation --param max_depth --values [1,2,6]`,
    );
    expect(curve.points.map(({ at }) => at)).toEqual([1, 2, 6]);
    const train = curve.points.map(({ train: { mean } }) => mean!);
    expect(train).toEqual(train.toSorted((a, b) => a - b));
    const { output } = await cli.run(`tuning curve ${base} --kind validation`);
    expect(output).toMatchObject({ error: { path: 'param' } });
  });

  it('ablation', async () => {
    const result = await cli.output<OutputOf<'tuning.ablation'>>(
      'tuning ablation heart --target disease --algorithm logistic_regression --cv 5',
      '--groups',
      '{"vessels":["ca","thal"],"age":["age"]}',
    );
    const names = result.entries.map(({ name }) => name);
    expect(names).toContain('scaler');
    const vessels = result.entries.find(({ name }) => name === 'vessels')!;
    expect(vessels.loss).toBeCloseTo(result.baseline.mean! - vessels.mean!, 12);
    expect(vessels.low).toBeLessThan(vessels.loss!);
    expect(vessels.high).toBeGreaterThan(vessels.loss!);
    expect(vessels.loss).toBeGreaterThan(0.01);
  });

  it('sensitivity', async () => {
    const result = await cli.output<OutputOf<'tuning.sensitivity'>>(
      `tuning sensitivity ${base} --vary max_depth --points 3`,
    );
    expect(result.params).toMatchObject([{ name: 'max_depth', spread: number }]);
    expect(result.params[0]!.points).toHaveLength(3);
  });

  it('threshold', async () => {
    const line = '--target disease --algorithm logistic_regression --cv 0 --test-fraction 0.5';
    await cli.output(`models train heart ${line}`);
    const f1 = await cli.output<OutputOf<'tuning.threshold'>>('tuning threshold latest');
    expect(f1.curve).toHaveLength(101);
    expect(f1.rows).toBe(151);
    expect(f1.value).toBeGreaterThanOrEqual(Math.max(...f1.curve.map(({ value }) => value)));
    expect(f1.value).toBeGreaterThanOrEqual(f1.atHalf);
    const costs = '--by cost --false-negative 10 --false-positive 1';
    const cost = await cli.output<OutputOf<'tuning.threshold'>>(`tuning threshold latest ${costs}`);
    expect(cost.value).toBeLessThanOrEqual(cost.atHalf);
    expect(cost.threshold).toBeLessThan(0.5);
  });
});
