import { describe, expect, it } from 'vitest';
import { inferTask, readTarget } from '../../../../core/models/target.ts';
import { coded, numeric, range } from './columns.ts';

describe('inferTask', () => {
  it('takes text, categories, booleans and few whole numbers for classes', () => {
    expect(inferTask(coded('y', ['a', 'b']))).toBe('classification');
    expect(inferTask(numeric('y', [0, 1, null], 'boolean'))).toBe('classification');
    expect(inferTask(numeric('y', range(10), 'integer'))).toBe('classification');
    expect(inferTask(numeric('y', [0, 1, 1], 'number'))).toBe('classification');
  });

  it('takes many whole numbers and other numbers for a regression', () => {
    expect(inferTask(numeric('y', range(11), 'integer'))).toBe('regression');
    expect(inferTask(numeric('y', [0.5, 1, 2], 'number'))).toBe('regression');
  });
});

describe('readTarget', () => {
  it('orders number classes by value, not as text', () => {
    const { classes, y } = readTarget(numeric('y', [10, 9, 10, 2], 'integer'), 'classification');
    expect(classes).toEqual(['2', '9', '10']);
    expect([...y]).toEqual([2, 1, 2, 0]);
  });

  it('leaves out rows without a value, and labels that no row has', () => {
    const column = { ...coded('y', ['b', null, 'a']), dictionary: ['b', 'a', 'unused'] };
    const { classes, rows, y } = readTarget(column, 'classification');
    expect(classes).toEqual(['a', 'b']);
    expect([...rows]).toEqual([0, 2]);
    expect([...y]).toEqual([1, 0]);
  });

  it('puts false before true', () => {
    const target = readTarget(numeric('y', [1, 0], 'boolean'), 'classification');
    expect(target.classes).toEqual(['false', 'true']);
  });

  it.each([
    ['constant classes', coded('y', ['a', 'a']), 'classification'],
    ['a constant number', numeric('y', [2, 2]), 'regression'],
    ['no value', numeric('y', [null, null]), 'regression'],
    ['no class', coded('y', [null]), 'classification'],
    ['text for a regression', coded('y', ['a', 'b']), 'regression'],
    ['dates for a regression', numeric('y', [1, 2], 'datetime'), 'regression'],
    ['too many classes', numeric('y', range(1001), 'integer'), 'classification'],
  ] as const)('refuses %s', (_, column, task) => {
    const failure = expect.objectContaining({ code: 'TARGET_INVALID', path: 'target' });
    expect(() => readTarget(column, task)).toThrow(failure);
  });
});
