import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  JudgedSegment,
  RunSegments,
} from '../../../../../core/contract/evaluation-segments.ts';
import { openTestCore, type TestCore } from '../../../../support/open-test-core.ts';
import { importSample, trainQuickly } from '../../../../support/train-sample.ts';

let test: TestCore;
const runs = new Map<string, string>();
let told: RunSegments;

const save = (version: string, name: string, part: { filter?: string; rows?: number[] }) =>
  test.client.call('eda.saveSegment', { version, name, ...part });
const judge = (run: string, rest: { segments?: string[]; metric?: string } = {}) =>
  test.client.run('evaluation.segments', { run: runs.get(run)!, ...rest });
const named = (name: string, { segments }: RunSegments = told): JudgedSegment =>
  segments.find((segment) => segment.name === name)!;

beforeAll(async () => {
  test = await openTestCore();
  await importSample(test, 'heart', 'heart');
  await importSample(test, 'heart', 'heart');
  await importSample(test, 'penguins', 'penguins');
  const ways = {
    heart: { version: 'heart@1', target: 'disease', algorithm: 'decision_tree' },
    learned: { version: 'heart@1', target: 'disease', algorithm: 'dummy', testFraction: 0 },
    mass: { version: 'penguins', target: 'body_mass_g', algorithm: 'ridge' },
    species: { version: 'penguins', target: 'species', algorithm: 'gaussian_nb' },
  } as const;
  for (const [name, input] of Object.entries(ways)) {
    const { run } = await trainQuickly(test, { testFraction: 0.4, ...input });
    runs.set(name, run.id);
  }
  const { worst } = await test.client.run('evaluation.errors', {
    run: runs.get('heart')!,
    worst: 1000,
  });
  await save('heart@1', 'old', { filter: 'age > 58' });
  await save('heart@1', 'everyone', { filter: 'age > 0' });
  await save('heart@1', 'nobody', { filter: 'age > 200' });
  await save('heart@1', 'ill', { filter: 'disease = "present"' });
  const ofClass = (actual: string) => worst.filter((row) => row.actual === actual);
  const wrong = ['present', 'absent'].flatMap((actual) => ofClass(actual).slice(0, 6));
  const right = ['present', 'absent'].flatMap((actual) => ofClass(actual).slice(-2));
  await save('heart@1', 'worst', { rows: [...wrong, ...right].map(({ row }) => row) });
  await save('heart@1', 'right', { rows: right.map(({ row }) => row) });
  await save('heart@2', 'elsewhere', { rows: [0, 1, 2] });
  await save('penguins', 'male', { filter: 'sex = "male"' });
  told = await judge('heart');
});
afterAll(() => test[Symbol.asyncDispose]());

describe('segments of two classes', () => {
  it('are all of the dataset, the worst first, those without a difference last', () => {
    expect(told).toMatchObject({ on: 'test', metric: { name: 'roc_auc' }, positive: 'present' });
    const names = told.segments.map(({ name }) => name);
    expect(names.toSorted()).toEqual([
      'elsewhere',
      'everyone',
      'ill',
      'nobody',
      'old',
      'right',
      'worst',
    ]);
    expect(names[0]).toBe('worst');
    const values = told.segments.map(({ difference }) => difference.value);
    expect(values.slice(3)).toEqual([null, null, null, null]);
    expect(values[0]!).toBeLessThan(values[1]!);
  });

  it('have the metrics of their rows, and the rest those of all others', async () => {
    const { difference, metrics, rest, rows, share } = named('old');
    expect(share).toBeCloseTo(rows / told.rows, 12);
    expect(difference.value).toBeCloseTo(metrics['roc_auc']!.value! - rest['roc_auc']!.value!, 12);
    expect(difference.low!).toBeLessThan(difference.value!);
    expect(difference.high!).toBeGreaterThan(difference.value!);
    const { groups } = await test.client.run('evaluation.fairness', {
      run: runs.get('heart')!,
      columns: ['age'],
      bins: 2,
    });
    expect(groups.map((group) => group.rows).reduce((a, b) => a + b)).toBe(told.rows);
    const right = metrics['accuracy']!.value! * rows;
    const others = rest['accuracy']!.value! * (told.rows - rows);
    const { metrics: all } = await test.client.call('evaluation.show', { run: runs.get('heart')! });
    expect((right + others) / told.rows).toBeCloseTo(all['accuracy']!, 12);
  });

  it('that hold the worst rows are worse beyond chance, and flagged as small', () => {
    const worst = named('worst');
    expect(worst).toMatchObject({ rows: 16, small: true, definedBy: [], filter: null });
    expect(worst.difference).toMatchObject({ verdict: 'worse', method: 'bootstrap' });
    expect(worst.difference.reading).toMatch(/^Worse than the rest beyond chance/);
    expect(worst.metrics['accuracy']!.value).toBe(4 / 16);
    expect(worst.fromTraining.reason).toBe('The model learned from none of its rows.');
  });

  it('of which all rows are right are not said to be better beyond chance', () => {
    const { metrics, difference } = named('right');
    expect(metrics['roc_auc']!.value).toBe(1);
    expect(difference.value!).toBeGreaterThan(0);
    expect(difference).toMatchObject({ low: null, high: null, pValue: null, verdict: null });
    expect(difference.reading).toMatch(/^Too few rows, or too alike/);
  });

  it('are compared as two groups, the rest as the reference', () => {
    const { metrics, rest, fairness } = named('old');
    const rate = (of: typeof metrics, id: string): number => of[id]!.value!;
    const [inside, outside] = [rate(metrics, 'selection_rate'), rate(rest, 'selection_rate')];
    const { measures, fourFifths } = fairness;
    expect(measures['statistical_parity_difference']!.value).toBeCloseTo(inside - outside, 12);
    expect(measures['disparate_impact']!.value).toBeCloseTo(inside / outside, 12);
    const ratio = Math.min(inside, outside) / Math.max(inside, outside);
    expect(fourFifths.ratio).toBeCloseTo(ratio, 12);
    expect(fourFifths.passes).toBe(ratio >= 0.8);
    expect(measures['equal_opportunity_difference']!.value).toBeCloseTo(
      Math.abs(rate(metrics, 'true_positive_rate') - rate(rest, 'true_positive_rate')),
      12,
    );
    expect(measures['demographic_parity_difference']!.high).not.toBeNull();
  });

  it('differ most in the column that makes them, and hardly from their training rows', () => {
    const { fromRest, fromTraining, definedBy, rows } = named('old');
    expect(definedBy).toEqual(['age']);
    expect(fromRest.columns[0]).toMatchObject({ column: 'age', drifted: true, verdict: 'large' });
    expect(fromRest.columns[0]!.current.rows).toBe(rows);
    expect(fromRest.referenceRows + fromRest.currentRows).toBe(told.rows);
    expect(fromRest.columns.map(({ column }) => column)).not.toContain('disease');
    expect(fromRest.target).toMatchObject({ column: 'disease', kind: 'categorical' });
    expect(fromRest.prediction).toMatchObject({ column: 'probability_present' });
    // together with the evaluated ones they are all rows of the condition
    const page = { version: 'heart@1', filter: 'age > 58', limit: 1 };
    return test.client.call('data.preview', page).then(({ matching }) => {
      expect(fromTraining.referenceRows + fromTraining.currentRows).toBe(matching);
      expect(fromTraining.driftedColumns).toBeLessThan(fromRest.driftedColumns);
    });
  });

  it('say why there is nothing to compare', () => {
    const everyone = named('everyone');
    expect(everyone.reason).toMatch(/^All rows the run was evaluated on are in it/);
    expect(everyone.metrics['roc_auc']!.value).toBeCloseTo(told.overall.value!, 12);
    expect(everyone.rest).toEqual({});
    expect(named('nobody')).toMatchObject({ rows: 0, metrics: {}, fairness: { measures: {} } });
    expect(named('nobody').reason).toMatch(/^None of its rows/);
    expect(named('elsewhere').reason).toContain('rows of another version');
    const ill = named('ill');
    expect(ill).toMatchObject({ reason: null, difference: { value: null, verdict: null } });
    expect(ill.difference.reading).toContain('no value on the rows of the segment');
    expect(ill.metrics['accuracy']!.value).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toMatch(/NaN|Infinity/);
  });

  it('are told alike when asked by name, and for another metric', async () => {
    const asked = await judge('heart', { segments: ['old', 'OLD'] });
    expect(asked.segments).toEqual([named('old')]);
    const other = await judge('heart', { segments: ['ill'], metric: 'accuracy' });
    expect(other.segments[0]!.difference.value).not.toBeNull();
    await expect(judge('heart', { metric: 'rmse' })).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT', path: 'metric' },
    });
    await expect(judge('heart', { segments: ['unheard of'] })).rejects.toMatchObject({
      failure: { code: 'NOT_FOUND' },
    });
  });

  it('have no training rows to differ from where the run was evaluated on them', async () => {
    const { segments, warnings } = await judge('learned', { segments: ['old'] });
    expect(warnings.map(({ kind }) => kind)).toEqual(['train']);
    expect(segments[0]!.fromTraining.reason).toContain('the rows it learned from');
  });
});

it('a segment of a test version is held against its rows in the version that was learned from', async () => {
  const { run } = await trainQuickly(test, {
    version: 'heart@1',
    test: 'heart@2',
    target: 'disease',
    algorithm: 'logistic_regression',
  });
  const found = await test.client.run('evaluation.segments', { run: run.id });
  const { fromTraining, rows } = named('old', found);
  expect(fromTraining).toMatchObject({ referenceRows: rows, currentRows: rows, reason: null });
  // both versions are the same file
  expect(fromTraining.driftedColumns).toBe(0);
  expect(fromTraining.prediction!.drifted).toBe(false);
  expect(named('elsewhere', found)).toMatchObject({ rows: 3, small: true });
  expect(named('worst', found).reason).toContain('rows of another version');
});

it('segments of numbers have errors and no screen', async () => {
  const found = await judge('mass');
  expect(found).toMatchObject({ metric: { name: 'rmse', better: 'lower' }, positive: null });
  const [male] = found.segments;
  expect(male!.fairness.fourFifths).toMatchObject({ ratio: null, passes: null });
  const error = (side: 'metrics' | 'rest') => male![side]['mean_error']!.value!;
  expect(male!.fairness.measures['mean_error_difference']!.value).toBeCloseTo(
    Math.abs(error('metrics') - error('rest')),
    9,
  );
  expect(male!.fromRest.prediction).toMatchObject({ column: 'prediction', kind: 'numeric' });
});

it('segments of many classes go by the last class', async () => {
  const found = await judge('species');
  expect(found).toMatchObject({ metric: { name: 'log_loss' }, positive: 'Gentoo' });
  expect(found.segments[0]!.fromRest.prediction).toMatchObject({ kind: 'categorical' });
  expect(found.segments[0]!.metrics['f1_macro']!.value).toBeGreaterThan(0);
});

it('answers with nothing where no segment is saved', async () => {
  await importSample(test, 'titanic', 'titanic');
  const { run } = await trainQuickly(test, {
    version: 'titanic',
    target: 'survived',
    algorithm: 'dummy',
  });
  const { segments } = await test.client.run('evaluation.segments', { run: run.id });
  expect(segments).toEqual([]);
});
