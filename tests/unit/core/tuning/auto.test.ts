import { describe, expect, it } from 'vitest';
import type { Trial } from '../../../../core/contract/tuning.ts';
import { nextFamily, survivors } from '../../../../core/tuning/auto/allocation.ts';
import { chooseFamilies, familySpace } from '../../../../core/tuning/auto/families.ts';
import type { ShapeTaskOutput } from '../../../../core/tuning/tasks.ts';
import { requireEstimator } from '../../../../core/models/catalogue.ts';
import { recipeSchema } from '../../../../core/contract/training.ts';

const shape: ShapeTaskOutput = {
  task: 'classification',
  classes: 2,
  rows: 500,
  features: ['a', 'b'],
  folds: 5,
  foldRows: 400,
  missingNumbers: true,
  categories: true,
  readMs: 1,
  warnings: [],
};
const ids = (data: ShapeTaskOutput, asked?: string[]): string[] =>
  chooseFamilies(data, asked).map(({ id }) => id);

describe('families', () => {
  it('begin with fast, good ones, and hold none that only compares or wraps', () => {
    const chosen = ids(shape);
    expect(chosen.slice(0, 3)).toEqual([
      'logistic_regression',
      'gradient_boosting',
      'random_forest',
    ]);
    expect(chosen).not.toContain('dummy');
    expect(chosen).not.toContain('stacking');
    expect(ids({ ...shape, task: 'regression' })[0]).toBe('ridge');
  });

  it('leave slow ones out of large data', () => {
    const slow = (data: ShapeTaskOutput): string[] =>
      chooseFamilies(data, undefined).flatMap(({ id, tags }) =>
        tags.includes('slow') ? [id] : [],
      );
    expect(slow(shape).length).toBeGreaterThan(0);
    expect(slow({ ...shape, rows: 1_000_000 })).toEqual([]);
  });

  it('are those asked for, or the failure says which does not fit', () => {
    expect(ids(shape, ['random_forest', 'logistic_regression'])).toEqual([
      'random_forest',
      'logistic_regression',
    ]);
    expect(() => ids(shape, ['ridge'])).toThrow(/ridge does no classification/);
  });

  it('search preparation only where the data have something to prepare', () => {
    const linear = requireEstimator('logistic_regression');
    const names = (data: ShapeTaskOutput): string[] =>
      Object.keys(familySpace(linear, data, true)).filter((name) => name.startsWith('recipe.'));
    expect(names(shape)).toEqual([
      'recipe.imputer',
      'recipe.indicator',
      'recipe.encoder',
      'recipe.scaler',
    ]);
    expect(names({ ...shape, missingNumbers: false, categories: false })).toEqual([
      'recipe.scaler',
    ]);
    expect(Object.keys(familySpace(linear, shape, false))).not.toContain('recipe.scaler');
  });
});

const metric = { name: 'roc_auc', better: 'higher' } as const;
const trial = (number: number, algorithm: string, value: number, durationMs: number): Trial => ({
  number,
  state: 'complete',
  value,
  std: 0,
  algorithm,
  params: {},
  recipe: recipeSchema.parse({}),
  intermediate: [],
  durationMs,
  runId: null,
  error: null,
});

describe('time is given', () => {
  it('to fewer and fewer families', () => {
    const ranked = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    expect(survivors(ranked, 0)).toEqual(['a', 'b', 'c', 'd']);
    expect(survivors(ranked, 0.5)).toEqual(['a', 'b']);
    expect(survivors(ranked, 0.9)).toEqual(['a', 'b']);
    expect(survivors(['a'], 0.1)).toEqual(['a']);
  });

  it('to the survivor that had the least of it', () => {
    const first = [trial(0, 'a', 0.9, 100), trial(1, 'b', 0.8, 100), trial(2, 'c', 0.7, 100)];
    const options = { searchable: new Set(['a', 'b', 'c']), firstRound: 3, progress: 0, metric };
    expect(nextFamily(first, options)).toBe('a');
    const more = [...first, trial(3, 'a', 0.91, 2000), trial(4, 'b', 0.81, 300)];
    expect(nextFamily(more, options)).toBe('b');
    expect(nextFamily(more, { ...options, searchable: new Set(['c']) })).toBe('c');
    expect(nextFamily([], options)).toBeNull();
  });
});
