import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../../../../core/contract/explainability.ts';
import {
  groupBarSpec,
  rowGroups,
  usualGroupColumn,
} from '../../../../../renderer/views/explain/overview/group-bar-spec.ts';
import { strongestWith } from '../../../../../renderer/views/explain/dependence/interaction-order.ts';
import {
  interactionPlaces,
  interactionSpec,
} from '../../../../../renderer/views/explain/overview/interaction-spec.ts';
import { repeatInput } from '../../../../../renderer/views/explain/setup/repeat-input.ts';
import { describeExplanation } from '../../../../../renderer/views/explain/shap-words.ts';

const explanation: Explanation = {
  id: 'ex_1',
  modelId: 'mdl_1',
  versionId: 'dv_1',
  method: 'permutation',
  output: 'raw',
  unit: 'log_odds',
  label: 'yes',
  baseValue: 0,
  features: ['weak', 'age', 'sex'],
  meanAbs: { weak: 0.1, age: 2, sex: 1 },
  rows: 4,
  versionRows: 4000,
  background: { versionId: 'dv_2', rows: 100, of: 300 },
  maxAdditivityError: 0,
  standardError: { weak: 0.01, age: 0.2, sex: 0.1 },
  interactions: {
    mean: [
      [0.1, 0.2, 0],
      [0.2, 1.5, 0.4],
      [0, 0.4, 0.6],
    ],
    pairs: [],
  },
  sample: {
    row: [0, 1333, 2666, 3999],
    values: [
      [0.1, -0.1, 0.1, -0.1],
      [1, -1, 3, -3],
      [1, 1, -1, 1],
    ],
    data: [
      [7, 7, 7, 7],
      [20, 30, 40, null],
      ['f', 'm', 'f', 'm'],
    ],
    prediction: [2, 0, 2, -2],
  },
  asked: { limit: null, sample: null, permutations: 30, coalitions: null, seed: 9 },
  out: null,
};

it('says in one line what an explanation is', () => {
  const line = describeExplanation(explanation, (id) => ({ dv_1: 'data@1', dv_2: 'old@1' })[id]!);
  expect(line).toBe(
    'Permutation SHAP · background 100 of 300 rows of old@1 · 4 of 4,000 rows of data@1, drawn evenly · in log-odds of the class · standard error up to 0.2 (age)',
  );
});

it('asks for the same values again', () => {
  expect(repeatInput(explanation)).toEqual({
    model: 'mdl_1',
    version: 'dv_1',
    method: 'permutation',
    output: 'raw',
    label: 'yes',
    background: 'dv_2',
    backgroundRows: 100,
    sample: 4,
    permutations: 30,
    seed: 9,
  });
});

describe('groups of rows', () => {
  it('cuts numbers into quarters and keeps the missing apart', () => {
    const { groups, quarters } = rowGroups([...Array.from({ length: 100 }, (_, i) => i), null]);
    expect(quarters).toBe(true);
    expect(groups.map(({ rows }) => rows.length)).toEqual([25, 25, 25, 25, 1]);
    expect(groups.flatMap(({ rows }) => rows).sort((a, b) => a - b)).toHaveLength(101);
  });

  it('puts the rarest of many values together', () => {
    const { groups } = rowGroups(['a', 'a', 'a', 'b', 'b', 'c', 'c', 'd', 'd', 'e', 'f']);
    expect(groups.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', '2 other values']);
    expect(groups.at(-1)!.rows).toEqual([9, 10]);
  });

  it('orders few numbers by value', () => {
    expect(rowGroups([3, 1, 3, 2, 3]).groups.map(({ name }) => name)).toEqual(['1', '2', '3']);
  });

  it('splits by the most important column that makes groups, and means |SHAP| in each', () => {
    expect(usualGroupColumn(explanation)).toBe('age');
    const { labels, series } = groupBarSpec(
      explanation,
      rowGroups(['f', 'm', 'f', 'm']).groups,
      '',
    );
    expect(labels).toEqual(['age', 'sex', 'weak']);
    expect(
      series.map(({ name, values }) => [name, values.map((value) => value!.toFixed(1))]),
    ).toEqual([
      ['f · 2 rows', ['2.0', '1.0', '0.1']],
      ['m · 2 rows', ['2.0', '1.0', '0.1']],
    ]);
  });
});

describe('interactions', () => {
  it('orders columns by importance and ends the colours at the strongest pair', () => {
    const places = interactionPlaces(explanation);
    expect(places).toEqual([1, 2, 0]);
    expect(interactionSpec(explanation, places)).toMatchObject({
      rows: ['age', 'sex', 'weak'],
      range: [0, 0.4],
      matrix: [
        [1.5, 0.4, 0.2],
        [0.4, 0.6, 0],
        [0.2, 0, 0.1],
      ],
    });
  });

  it('names the strongest partner first', () => {
    expect(strongestWith(1, explanation.interactions!.mean)).toEqual([2, 0]);
  });
});
