import { describe, expect, it } from 'vitest';
import { nearestRow } from '../../../../../renderer/views/explain/rows/row-picker.tsx';
import {
  rowFromData,
  typicalRow,
  unusual,
  type PredictField,
} from '../../../../../renderer/views/predict/row-values.ts';

const age: PredictField = {
  name: 'age',
  type: 'number',
  categories: null,
  min: 29,
  max: 77,
  typical: 55,
};
const sex: PredictField = {
  name: 'sex',
  type: 'category',
  categories: ['male', 'female'],
  min: null,
  max: null,
  typical: 'male',
};

it('starts from the typical row', () => {
  expect(typicalRow([age, sex])).toEqual({ age: 55, sex: 'male' });
});

it('takes a row of data by column name; what is not there is missing', () => {
  expect(rowFromData([age, sex], ['target', 'sex'], ['yes', 'female'])).toEqual({
    age: null,
    sex: 'female',
  });
});

describe('unusual', () => {
  it.each([
    [age, 78, 'Above what training saw'],
    [age, 28, 'Below what training saw'],
    [age, 29, null],
    [age, null, null],
    [sex, 'other', 'Not seen in training'],
    [sex, 'male', null],
  ])('%o %s', (field, value, word) => expect(unusual(field, value)).toBe(word));
});

it('finds the sampled row nearest to a row number', () => {
  expect(nearestRow([0, 10, 20], 14)).toBe(1);
  expect(nearestRow([0, 10, 20], 999)).toBe(2);
});
