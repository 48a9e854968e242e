import { describe, expect, it } from 'vitest';
import type { Expectation, Suite } from '../../../../../core/contract/validation.ts';
import {
  addRules,
  changeRule,
  draftOf,
  freeName,
  isChanged,
  moveRule,
  newRules,
  removeRule,
  suiteOf,
} from '../../../../../renderer/views/validate/suite-draft.ts';

const rule = (column: string, more: Record<string, unknown> = {}): Expectation => ({
  type: 'expect_column_values_to_not_be_null',
  kwargs: { column, ...more },
  meta: {},
});

const suite: Suite = {
  name: 'heart',
  expectations: [rule('age'), rule('chol'), rule('sex')],
  meta: { owner: 'lab' },
  notes: 'kept',
};

const columns = (draft: ReturnType<typeof draftOf>): unknown[] =>
  draft.rules.map(({ expectation }) => expectation.kwargs['column']);

describe('a suite while it is built', () => {
  it('becomes the suite it came from, with what the form does not show', () => {
    expect(suiteOf(draftOf('k', suite, true))).toEqual(suite);
  });

  it('has changes only where it differs from what is saved', () => {
    const draft = draftOf('k', suite, true);
    expect(isChanged(draft)).toBe(false);
    const changed = changeRule(draft, 'r1', rule('age', { mostly: 0.9 }));
    expect(isChanged(changed)).toBe(true);
    expect(isChanged(changeRule(changed, 'r1', rule('age')))).toBe(false);
    expect(isChanged({ ...draft, name: 'other' })).toBe(true);
    expect(isChanged({ ...draft, name: 'heart ' })).toBe(false);
  });

  it('that was never saved is changed once it has a rule', () => {
    const empty = draftOf('k', { ...suite, expectations: [] }, false);
    expect(isChanged(empty)).toBe(false);
    expect(isChanged(addRules(empty, [rule('age')]).draft)).toBe(true);
  });

  it('gives added rules keys of their own, also after others were removed', () => {
    const draft = removeRule(draftOf('k', suite, true), 'r2');
    const { draft: longer, keys } = addRules(draft, [rule('bp'), rule('fbs')], 'r1');
    expect(columns(longer)).toEqual(['age', 'bp', 'fbs', 'sex']);
    expect(new Set(longer.rules.map(({ key }) => key)).size).toBe(4);
    expect(keys).toEqual(longer.rules.slice(1, 3).map(({ key }) => key));
  });

  it('moves a rule past its neighbour among those shown', () => {
    const draft = draftOf('k', suite, true);
    expect(columns(moveRule(draft, 'r1', { by: 1, shown: ['r1', 'r3'] }))).toEqual([
      'chol',
      'sex',
      'age',
    ]);
    expect(columns(moveRule(draft, 'r3', { by: -1, shown: ['r1', 'r3'] }))).toEqual([
      'sex',
      'age',
      'chol',
    ]);
    expect(moveRule(draft, 'r3', { by: 1, shown: ['r1', 'r3'] })).toBe(draft);
  });

  it('takes over only rules it has not got, whatever the order of their parameters', () => {
    const draft = draftOf('k', { ...suite, expectations: [rule('age', { mostly: 0.5 })] }, true);
    const same = { ...rule('age'), kwargs: { mostly: 0.5, column: 'age' } };
    expect(newRules(draft, [same, rule('age')])).toEqual([rule('age')]);
  });

  it('finds a name that is free', () => {
    expect(freeName('heart', [])).toBe('heart');
    expect(freeName('heart', ['heart', 'heart 2'])).toBe('heart 3');
  });
});
