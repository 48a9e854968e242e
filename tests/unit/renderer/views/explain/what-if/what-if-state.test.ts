import { expect, it } from 'vitest';
import { rulesText } from '../../../../../../renderer/views/explain/what-if/counterfactual-rules.tsx';
import { askedRanges } from '../../../../../../renderer/views/explain/what-if/what-if-state.ts';

it('asks for the ranges of columns that have one, without open ends', () => {
  const rules = { age: 'range', chol: 'range', dose: 'range', sex: 'fixed', bmi: 'free' } as const;
  const ranges = {
    age: { low: 40, high: null },
    chol: { low: 180, high: 260 },
    dose: { low: null, high: null },
    bmi: { low: 1, high: 2 },
  };
  expect(askedRanges(rules, ranges)).toEqual({ age: { low: 40 }, chol: { low: 180, high: 260 } });
  expect(rulesText(rules)).toBe('1 fixed, 3 within a range');
});

it('lets every column change by default', () => {
  expect(askedRanges({}, {})).toEqual({});
  expect(rulesText({ age: 'free' })).toBe('every column');
});
