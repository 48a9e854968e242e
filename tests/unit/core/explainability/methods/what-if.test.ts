import { describe, expect, it } from 'vitest';
import { chooseScore } from '../../../../../core/explainability/methods/score.ts';
import { whatIf } from '../../../../../core/explainability/methods/what-if.ts';
import { predictPipeline } from '../../../../../core/models/predict.ts';
import { rowTable } from '../../../../../core/serving/row-table.ts';
import { smallPipeline, smallTable } from '../../../../support/small-pipeline.ts';

const table = smallTable();
const row = { dose: 12, smoker: true, site: 'b', seen: '2024-02-11' };

describe.each([
  ['gradient_boosting', ['ill', 'well'], 'raw', 'tree_path_dependent', 'log_odds'],
  ['gradient_boosting', ['ill', 'well'], 'probability', 'reference_exact', 'probability'],
  // A forest's margin is a probability already.
  ['random_forest', ['ill', 'well'], 'raw', 'tree_path_dependent', 'probability'],
  ['logistic_regression', ['high', 'low', 'mid'], 'raw', 'linear', 'score'],
  ['ridge', [], 'raw', 'linear', 'value'],
  ['poisson', [], 'raw', 'linear', 'log'],
  ['k_neighbors', ['ill', 'well'], 'raw', 'reference_exact', 'probability'],
  ['k_neighbors', [], 'raw', 'reference_exact', 'value'],
] as const)('what-if of %s with classes %j in %s', (algorithm, classes, output, method, unit) => {
  const pipeline = smallPipeline(algorithm, classes);

  it('adds up to what the model says', () => {
    const answer = whatIf(pipeline, row, { output });
    expect(answer).toMatchObject({ method, unit, error: 0, warnings: [] });
    expect(answer.label).toBe(classes.at(-1) ?? null);
    const asked = chooseScore(pipeline, { output }).of(rowTable(pipeline, row))[0]!;
    expect(answer.output).toBeCloseTo(unit === 'log' ? Math.log(asked) : asked, 9);
    const sum = answer.contributions.reduce((s, c) => s + c.contribution, answer.baseValue);
    expect(sum).toBeCloseTo(answer.output, 9);
    expect(new Set(answer.contributions.map(({ column }) => column))).toEqual(
      new Set(['dose', 'smoker', 'site', 'seen']),
    );
    const { values, labels } = predictPipeline(pipeline, rowTable(pipeline, row));
    expect(answer.prediction).toBe(values ? values[0] : classes[labels![0]!]);
  });
});

it('gives nothing to columns that are as usual', () => {
  const pipeline = smallPipeline('k_neighbors', ['ill', 'well']);
  const usual = pipeline.features.map(({ name, typical }) => [name, typical]);
  const asked = { ...Object.fromEntries(usual), dose: 1 };
  const seen = pipeline.features[3]!.typical as number;
  const answer = whatIf(
    pipeline,
    { ...asked, seen: new Date(seen).toISOString() },
    { output: 'probability' },
  );
  const moved = answer.contributions.filter(({ contribution }) => contribution !== 0);
  expect(moved.map(({ column }) => column)).toEqual(['dose']);
});

it('warns of what the model does not know', () => {
  const pipeline = smallPipeline('ridge', []);
  const { warnings } = whatIf(pipeline, { ...row, site: 'z', shoe: 1 }, { output: 'raw' });
  expect(warnings.map(({ kind, column }) => [kind, column])).toEqual([
    ['unknown_column', 'shoe'],
    ['unseen_category', 'site'],
  ]);
});

it.each([
  [{ dose: 1 }, {}, { code: 'SCHEMA_MISMATCH', path: 'row' }],
  [{ ...row, dose: 'much' }, {}, { code: 'INVALID_INPUT', path: 'row.dose' }],
  [row, { output: 'probability' }, { code: 'INVALID_INPUT', path: 'output' }],
  [row, { label: 'well', output: 'probability' }, { code: 'INVALID_INPUT', path: 'label' }],
] as const)('refuses %j with %j', (asked, options, expected) => {
  const pipeline = smallPipeline('ridge', []);
  expect(() => whatIf(pipeline, asked, options)).toThrow(expect.objectContaining(expected));
});

it('scores the first of two classes as what the second leaves', () => {
  const pipeline = smallPipeline('gradient_boosting', ['ill', 'well']);
  const ill = chooseScore(pipeline, { label: 'ill', output: 'raw' }).of(table);
  const well = chooseScore(pipeline, { label: 'well', output: 'raw' }).of(table);
  expect(ill).toEqual(well.map((margin) => 0 - margin));
  const [p, q] = ['ill', 'well'].map((label) => chooseScore(pipeline, { label }).of(table));
  p!.forEach((value, i) => expect(value + q![i]!).toBeCloseTo(1, 12));
});
