import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutputOf } from '../../core/contract/contract.ts';
import { type CommandLine, openCommandLine } from '../support/command-line.ts';

/** What scripts rely on of comparison, fairness and design; see interface.test.ts for the rest. */
const samples = join(import.meta.dirname, '../../datasets');
const text = expect.any(String) as string;
const number = expect.any(Number) as number;

type Comparison = OutputOf<'evaluation.compare'>;
type Fairness = OutputOf<'evaluation.fairness'>;
type Design = OutputOf<'evaluation.design'>;

let cli: CommandLine;
const runs: Record<string, string> = {};

async function train(name: string, line: string): Promise<void> {
  const { run } = await cli.output<OutputOf<'models.train'>>(`models train ${line}`);
  runs[name] = run.id;
}

beforeAll(async () => {
  cli = await openCommandLine();
  await cli.output('data import --name heart', join(samples, 'heart_cleveland_uci.csv'));
  await cli.output('data import --name diabetes', join(samples, 'diabetes_sklearn.csv'));
  const heart = 'heart --target disease --cv 0';
  await train('linear', `${heart} --algorithm logistic_regression`);
  await train('tree', `${heart} --algorithm decision_tree`);
  await train('bayes', `${heart} --algorithm gaussian_nb`);
  await train('otherSeed', `${heart} --algorithm gaussian_nb --seed 3`);
  await train('ridge', 'diabetes --target target --cv 0 --algorithm ridge');
  await train('mean', 'diabetes --target target --cv 0 --algorithm decision_tree');
}, 60_000);
afterAll(() => cli[Symbol.asyncDispose]());

/** The failure of a line that ends with 1. */
async function refusal(line: string): Promise<unknown> {
  const { code, output } = await cli.run(line);
  return code === 1 ? (output as { error: unknown }).error : { code, output };
}

describe('evaluation compare', () => {
  it('pairs runs on the same rows and folds', async () => {
    const { linear, tree, bayes } = runs;
    const line = `evaluation compare ${linear} ${tree} ${bayes} --folds 4 --by sex`;
    const found = await cli.output<Comparison>(line);
    expect(found).toMatchObject({
      metric: { name: 'roc_auc', better: 'higher' },
      on: 'test',
      folds: 4,
      criticalDifference: number,
    });
    expect(found.runs.map(({ runId }) => runId)).toEqual([linear, tree, bayes]);
    for (const run of found.runs) {
      expect(run.perFold).toHaveLength(4);
      expect(run.value.low!).toBeLessThan(run.value.value!);
      expect(run.value.high!).toBeGreaterThan(run.value.value!);
    }
    expect(found.runs.reduce((sum, { rank }) => sum + rank!, 0)).toBeCloseTo(6, 9);
    const names = new Set(found.tests.map(({ name }) => name));
    expect([...names].toSorted()).toEqual([
      'corrected_resampled_t',
      'delong',
      'friedman',
      'mcnemar',
      'mcnemar_exact',
      'nemenyi',
      'paired_bootstrap',
      'wilcoxon',
    ]);
    for (const test of found.tests) {
      expect(test.pValue).toBeGreaterThanOrEqual(0);
      expect(test.adjusted!).toBeGreaterThanOrEqual(test.pValue! - 1e-12);
      expect(test.reading).toMatch(/p [=<] 0\.\d+|1\.000/);
    }
    for (const { better, equivalent, worse } of found.bayes) {
      expect(better + equivalent + worse).toBeCloseTo(1, 9);
    }
    const total = found.segments.reduce((sum, { rows }) => sum + rows, 0);
    expect(total).toBe(found.rows);
  });

  it('gives the metric of the run itself, and the same again', async () => {
    const { linear, tree } = runs;
    const line = `evaluation compare ${linear} ${tree} --folds 0 --metric accuracy`;
    const found = await cli.output<Comparison>(line);
    const shown = await cli.output<OutputOf<'evaluation.show'>>(`evaluation show ${tree}`);
    expect(found.runs[1]!.value.value).toBe(shown.metrics['accuracy']);
    expect(found.runs.map(({ perFold }) => perFold)).toEqual([[], []]);
    expect(found.bayes).toEqual([]);
    expect(await cli.output(line)).toEqual(found);
  });

  it('compares regressions by the errors of rows', async () => {
    const line = `evaluation compare ${runs['ridge']} ${runs['mean']} --folds 3`;
    const found = await cli.output<Comparison>(line);
    expect(found.metric).toEqual({ name: 'rmse', better: 'lower' });
    const errors = found.tests.find(({ name }) => name === 'wilcoxon_errors')!;
    expect(errors.pValue).toBeLessThan(0.05);
    expect(errors.reading).toMatch(/^Ridge.* is better/);
    expect(found.bayes[0]!.better).toBeGreaterThan(found.bayes[0]!.worse);
  });

  it('refuses runs that cannot be paired, and what does not exist', async () => {
    const { linear, tree, otherSeed, ridge } = runs;
    const paired = `evaluation compare ${linear} ${tree}`;
    expect(await refusal(`evaluation compare ${linear} ${otherSeed}`)).toMatchObject({
      code: 'CONFLICT',
      path: 'runs',
    });
    expect(await refusal(`evaluation compare ${linear} ${ridge}`)).toMatchObject({
      code: 'CONFLICT',
      path: 'runs',
    });
    expect(await refusal(`evaluation compare ${linear} ${linear}`)).toMatchObject({
      code: 'INVALID_INPUT',
      path: 'runs',
    });
    expect(await refusal(`evaluation compare ${linear}`)).toMatchObject({
      code: 'INVALID_INPUT',
      path: 'runs',
    });
    expect(await refusal(`evaluation compare ${linear} none`)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(`${paired} --metric rmse`)).toMatchObject({
      code: 'INVALID_INPUT',
      path: 'metric',
    });
    expect(await refusal(`${paired} --by nothing`)).toMatchObject({
      code: 'INVALID_INPUT',
      path: 'by',
    });
    expect(await refusal(`${paired} --rope -1`)).toMatchObject({
      code: 'INVALID_INPUT',
      path: 'rope',
    });
  });
});

describe('evaluation fairness', () => {
  it('tells every metric by group, measures with intervals, and the screen', async () => {
    const found = await cli.output<Fairness>(
      `evaluation fairness ${runs['linear']} sex age --bins 2 --min-rows 15`,
    );
    expect(found).toMatchObject({ positive: 'present', threshold: 0.5, columns: ['sex', 'age'] });
    expect(found.groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(found.rows);
    expect(found.groups.map(({ small }) => small)).toContain(true);
    expect(found.groups[0]!.values).toEqual({ sex: text, age: text });
    expect(found.groups[0]!.metrics['true_positive_rate']).toMatchObject({ method: 'wilson' });
    expect(found.reference).toEqual(found.groups[0]!.values);
    const selection = found.groups.map(({ metrics }) => metrics['selection_rate']!.value!);
    const gap = Math.max(...selection) - Math.min(...selection);
    expect(found.measures['demographic_parity_difference']!.value).toBeCloseTo(gap, 12);
    expect(found.measures['demographic_parity_difference']!.high).toBeGreaterThanOrEqual(gap);
    expect(found.fourFifths.reading).toMatch(/does not make a model fair or lawful/);
    expect(found.warnings.map(({ kind }) => kind)).toContain('small_groups');
    expect(found.measuresOfLarge).not.toBeNull();
  });

  it('looks at the very rows that the run was evaluated on', async () => {
    for (const name of ['bayes', 'ridge']) {
      const found = await cli.output<Fairness>(`evaluation fairness ${runs[name]} sex`);
      const shown = await cli.output<OutputOf<'evaluation.show'>>(`evaluation show ${runs[name]}`);
      expect(found.rows).toBe(shown.rows);
      const values = Object.keys(shown.metrics).map((id) => found.overall[id]!.value);
      expect(values).toEqual(Object.values(shown.metrics));
    }
  });

  it('brings groups together by thresholds, and says what it costs', async () => {
    const line = `evaluation fairness ${runs['linear']} sex --mitigate demographic_parity`;
    const { mitigation, measures } = await cli.output<Fairness>(line);
    expect(mitigation!.thresholds).toHaveLength(2);
    const [before, after] = [mitigation!.before, mitigation!.after];
    const id = 'demographic_parity_difference';
    expect(before[id]).toBeCloseTo(measures[id]!.value!, 12);
    expect(after[id]!).toBeLessThan(before[id]!);
    expect(after['accuracy']).toEqual(number);
  });

  it('takes the other class as the favourable one', async () => {
    const line = `evaluation fairness ${runs['linear']} sex`;
    const present = await cli.output<Fairness>(line);
    const absent = await cli.output<Fairness>(`${line} --positive absent`);
    const rate = ({ overall }: Fairness) => overall['selection_rate']!.value!;
    expect(rate(absent)).toBeCloseTo(1 - rate(present), 12);
    expect(absent.overall['accuracy']).toEqual(present.overall['accuracy']);
    expect(rate(await cli.output<Fairness>(`${line} --threshold 0`))).toBe(1);
  });

  it('tells mean errors of a regression by group', async () => {
    const found = await cli.output<Fairness>(`evaluation fairness ${runs['ridge']} sex`);
    expect(found).toMatchObject({ positive: null, threshold: null, mitigation: null });
    const errors = found.groups.map(({ metrics }) => metrics['mean_error']!.value!);
    const gap = Math.max(...errors) - Math.min(...errors);
    expect(found.measures['mean_error_difference']!.value).toBeCloseTo(gap, 9);
    expect(found.measures['mae_difference']!.value).toEqual(number);
  });

  it('refuses what does not apply', async () => {
    const line = `evaluation fairness ${runs['linear']}`;
    const bad = { code: 'INVALID_INPUT' };
    expect(await refusal(`${line} nothing`)).toMatchObject({ ...bad, path: 'columns' });
    expect(await refusal(`${line} disease`)).toMatchObject({ ...bad, path: 'columns' });
    expect(await refusal(`${line} sex sex`)).toMatchObject({ ...bad, path: 'columns' });
    expect(await refusal(`${line} sex age cp slope ca`)).toMatchObject({ ...bad, path: 'columns' });
    expect(await refusal(`${line} sex --positive other`)).toMatchObject({
      ...bad,
      path: 'positive',
    });
    expect(await refusal(`${line} sex --threshold 2`)).toMatchObject({ ...bad, path: 'threshold' });
    expect(await refusal(`${line} sex --bins 1`)).toMatchObject({ ...bad, path: 'bins' });
    expect(
      await refusal(`evaluation fairness ${runs['ridge']} sex --mitigate equalized_odds`),
    ).toMatchObject({
      code: 'UNSUPPORTED',
      path: 'mitigate',
    });
  });
});

describe('evaluation design', () => {
  it('tells rows, power and its curve', async () => {
    const line = 'evaluation design --baseline 0.1 --effect 0.02';
    const found = await cli.output<Design>(line);
    expect(found).toMatchObject({ rowsA: 3835, rowsB: 3835, looks: [], inflation: 1 });
    expect(found.power).toBeGreaterThanOrEqual(0.8);
    const powers = found.curve.map(({ power }) => power);
    expect(powers).toEqual(powers.toSorted((a, b) => a - b));
  });

  it('plans looks that spend the significance', async () => {
    const line = 'evaluation design --kind means --effect 0.5 --deviation 1 --looks 5';
    const found = await cli.output<Design>(line);
    expect(found.looks.map(({ z }) => z.toFixed(2))).toEqual([
      '4.88',
      '3.36',
      '2.68',
      '2.29',
      '2.03',
    ]);
    expect(found.looks.at(-1)).toMatchObject({ share: 1, spent: 0.05 });
    expect(found.looks.at(-1)!.rows).toBe(found.rowsA + found.rowsB);
    expect(found.expectedRows).toBeLessThan(found.rowsA + found.rowsB);
  });

  it.each([
    ['--baseline 0.1 --effect 0', 'effect'],
    ['--baseline 0.9 --effect 0.2', 'effect'],
    ['--baseline 5 --effect 0.2', 'baseline'],
    ['--effect 0.2', 'baseline'],
    ['--kind means --effect 0.2', 'deviation'],
    ['--kind means --effect 1e-12 --deviation 1', 'effect'],
    ['--baseline 0.1 --effect 0.02 --looks 21', 'looks'],
    ['--baseline 0.1 --effect 0.02 --alpha 1', 'alpha'],
  ])('refuses %s', async (flags, path) => {
    expect(await refusal(`evaluation design ${flags}`)).toMatchObject({
      code: 'INVALID_INPUT',
      path,
    });
  });
});
