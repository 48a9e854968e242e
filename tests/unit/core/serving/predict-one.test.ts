import { describe, expect, it } from 'vitest';
import { predictPipeline } from '../../../../core/models/predict.ts';
import { predictOne } from '../../../../core/serving/predict-one.ts';
import { smallPipeline, smallTable } from '../../../support/small-pipeline.ts';

const pipeline = smallPipeline('gradient_boosting', ['ill', 'well']);
const row = { dose: 9.25, smoker: true, site: 'b', seen: '2024-01-14T00:00:00.000Z' };
const plain = { explain: false };

it('predicts a row as it predicts the same row of a table', () => {
  const { probabilities, labels } = predictPipeline(pipeline, smallTable());
  const answer = predictOne(pipeline, row, plain);
  // row 1 of smallTable
  expect(answer).toEqual({
    prediction: pipeline.classes[labels![1]!],
    probabilities: { ill: probabilities![0]![1], well: probabilities![1]![1] },
    explanation: null,
    warnings: [],
  });
});

it('takes numbers, truth values and dates written as text', () => {
  const texts = { dose: ' 9.25 ', smoker: 'Yes', site: 'b', seen: '2024-01-14' };
  expect(predictOne(pipeline, texts, plain)).toEqual(predictOne(pipeline, row, plain));
});

it('takes null and empty text for an unknown value', () => {
  const nothing = { dose: null, smoker: null, site: null, seen: null };
  const empty = { dose: '', smoker: ' ', site: '', seen: '' };
  expect(predictOne(pipeline, empty, plain)).toEqual(predictOne(pipeline, nothing, plain));
});

describe('refuses what is no value of the type, with the path of the cell', () => {
  it.each([
    ['dose', 'much'],
    ['dose', 'Infinity'],
    ['smoker', 'perhaps'],
    ['smoker', 2],
    ['seen', 'yesterday'],
    ['seen', true],
    ['seen', '2024-02-30'],
    ['seen', '31/01/2024'],
    ['seen', '5'],
  ])('%s = %j', (name, value) => {
    expect(() => predictOne(pipeline, { ...row, [name]: value }, plain)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', path: `row.${name}` }),
    );
  });
});

it('names every column that was not given', () => {
  expect(() => predictOne(pipeline, { dose: 1, smoker: true }, plain)).toThrow(
    expect.objectContaining({
      code: 'SCHEMA_MISMATCH',
      message: expect.stringContaining('site, seen'),
    }),
  );
});

it('does not take what an object inherits for a given column', () => {
  const named = {
    ...pipeline,
    features: [{ ...pipeline.features[0]!, name: 'constructor' }],
  };
  expect(() => predictOne(named, {}, plain)).toThrow(
    expect.objectContaining({ code: 'SCHEMA_MISMATCH' }),
  );
});

it('warns of a column the model does not read', () => {
  const { warnings } = predictOne(pipeline, { ...row, shoe: 44 }, plain);
  expect(warnings).toEqual([expect.objectContaining({ kind: 'unknown_column', column: 'shoe' })]);
});

it('warns of a category that training did not see and predicts all the same', () => {
  const { prediction, warnings } = predictOne(pipeline, { ...row, site: 'z' }, plain);
  expect(pipeline.classes).toContain(prediction);
  expect(warnings).toEqual([expect.objectContaining({ kind: 'unseen_category', column: 'site' })]);
});

it.each(['ill', 'well'])('explains the predicted class %s, strongest first', (label) => {
  const dose = label === 'well' ? 14 : 0;
  const { prediction, probabilities, explanation } = predictOne(
    pipeline,
    { ...row, dose, site: label === 'well' ? 'c' : 'a' },
    { explain: true },
  );
  expect(prediction).toBe(label);
  expect(explanation!.label).toBe(label);
  const { baseValue, contributions, output } = explanation!;
  const sum = contributions.reduce((total, one) => total + one.contribution, baseValue);
  expect(sum).toBeCloseTo(output, 10);
  expect(1 / (1 + Math.exp(-output))).toBeCloseTo(probabilities![label]!, 10);
  const sizes = contributions.map((one) => Math.abs(one.contribution));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  expect(contributions.find((one) => one.feature === 'dose')!.value).toBe(dose);
});

it('predicts a number with a regression, explained in its unit', () => {
  const ridge = smallPipeline('ridge', []);
  const { prediction, probabilities, explanation } = predictOne(ridge, row, { explain: true });
  expect(probabilities).toBeNull();
  expect(explanation!.label).toBeNull();
  expect(explanation!.output).toBe(prediction);
});

it.each([
  [smallTable(), 60],
  [undefined, 1],
] as const)(
  'explains any other model against a background, or typical values',
  (background, backgroundRows) => {
    const neighbours = smallPipeline('k_neighbors', []);
    const answer = predictOne(neighbours, row, { explain: true, background });
    const { contributions, baseValue, ...rest } = answer.explanation!;
    expect(rest).toMatchObject({ method: 'exact', backgroundRows, output: answer.prediction });
    const sum = contributions.reduce((total, one) => total + one.contribution, baseValue);
    expect(sum).toBeCloseTo(answer.prediction as number, 9);
    expect(contributions.some(({ contribution }) => contribution !== 0)).toBe(true);
    expect(answer.warnings).toEqual([]);
  },
);

it('gives the ends of the interval where the model has one', () => {
  const ridge = smallPipeline('ridge', []);
  const interval = { method: 'split', coverage: 0.9, radius: 2.5 } as const;
  const answer = predictOne({ ...ridge, interval }, row, plain);
  expect(answer.lower).toBe((answer.prediction as number) - 2.5);
  expect(answer.upper).toBe((answer.prediction as number) + 2.5);
});
