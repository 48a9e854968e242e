import { describe, expect, it } from 'vitest';
import type { ShapWay } from '../../../../../../core/contract/explainability.ts';
import {
  looksFirst,
  planOf,
  shapRequest,
  usualOptions,
  type ShapOptions,
} from '../../../../../../renderer/views/explain/setup/shap-options.ts';

const trees: readonly ShapWay[] = [
  {
    method: 'auto',
    output: 'raw',
    unit: 'log_odds',
    plain: 'tree_path_dependent',
    withBackground: 'tree_interventional',
    withInteractions: 'tree_path_dependent',
  },
  {
    method: 'kernel',
    output: 'raw',
    unit: 'log_odds',
    plain: 'kernel',
    withBackground: 'kernel',
    withInteractions: null,
  },
  {
    method: 'auto',
    output: 'probability',
    unit: 'probability',
    plain: 'tree_interventional',
    withBackground: 'tree_interventional',
    withInteractions: null,
  },
];

const plan = (wanted: Partial<ShapOptions>, ways = trees) =>
  planOf(ways, { ...usualOptions, ...wanted })!;

describe('planOf', () => {
  it('asks for nothing where nothing was chosen', () => {
    expect(shapRequest(plan({}))).toEqual({});
    expect(plan({}).method).toBe('tree_path_dependent');
  });

  it('takes the method that uses the background that is chosen', () => {
    const chosen = plan({ background: 'v1', backgroundRows: 40 });
    expect(chosen.method).toBe('tree_interventional');
    expect(shapRequest(chosen)).toEqual({ background: 'v1', backgroundRows: 40 });
  });

  it('drops the background where interactions leave no use for it', () => {
    const chosen = plan({ background: 'v1', backgroundRows: 40, interactions: true });
    expect(chosen.takes).toMatchObject({ background: false, backgroundRows: false });
    expect(shapRequest(chosen)).toEqual({ interactions: true });
  });

  it('drops interactions and methods that an output does not have', () => {
    const chosen = plan({ output: 'probability', method: 'kernel', interactions: true });
    expect(chosen.method).toBe('tree_interventional');
    expect(shapRequest(chosen)).toEqual({ output: 'probability' });
  });

  it('sends the counts of the method that is taken only', () => {
    const counts = { permutations: 9, coalitions: 99, backgroundRows: 5 };
    expect(shapRequest(plan({ ...counts, method: 'kernel' }))).toEqual({
      method: 'kernel',
      coalitions: 99,
      backgroundRows: 5,
    });
  });

  it('keeps to what there is for a model without probabilities', () => {
    const numbers = trees.filter(({ output }) => output === 'raw');
    expect(plan({ output: 'probability' }, numbers).options.output).toBe('raw');
    expect(planOf([], usualOptions)).toBeUndefined();
  });
});

describe('looksFirst', () => {
  it('shows a sample first of long versions, by methods that can do all rows', () => {
    expect(looksFirst(plan({}), 20_000)).toBe(false);
    expect(looksFirst(plan({}), 20_001)).toBe(true);
    expect(looksFirst(plan({ sample: 5000 }), 1e6)).toBe(false);
    expect(looksFirst(plan({ method: 'kernel' }), 1e6)).toBe(false);
    expect(looksFirst(plan({ interactions: true }), 1e6)).toBe(false);
  });
});
