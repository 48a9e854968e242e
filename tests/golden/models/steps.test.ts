import { describe, expect, it } from 'vitest';
import { applySteps, fitStep } from '../../../core/preprocessing/fit-step.ts';
import type { Table } from '../../../core/table/table.ts';
import { isCoded } from '../../../core/table/table.ts';
import { readGolden, relativeError } from './read-golden.ts';

interface Golden {
  readonly standard_scaler: {
    x: (number | null)[][];
    means: number[];
    scales: number[];
    transformed: (number | null)[][];
    tolerance: number;
  };
  readonly one_hot_encoder: {
    labels: string[];
    categories: string[];
    transformed: number[][];
    unseen: string[];
    transformedUnseen: number[][];
  };
}
const golden = readGolden('steps') as Golden;

function categories(labels: readonly string[]): Table {
  const dictionary = [...new Set(labels)];
  const codes = Int32Array.from(labels, (label) => dictionary.indexOf(label));
  return { rows: labels.length, columns: [{ name: 'c', type: 'category', codes, dictionary }] };
}

function numbersOf(table: Table): number[][] {
  return table.columns.map((column) => (isCoded(column) ? [] : [...column.values]));
}

describe('steps agree with scikit-learn', () => {
  it('standard_scaler', () => {
    const { x, means, scales, transformed, tolerance } = golden.standard_scaler;
    const names = x.map((_, j) => `x${j}`);
    const columns = x.map((values, j) => ({
      name: names[j]!,
      type: 'number' as const,
      values: Float64Array.from(values, (value) => value ?? Number.NaN),
    }));
    const table = { rows: x[0]!.length, columns };
    const fitted = fitStep(table, { step: 'standard_scaler', columns: names });
    const state = fitted.state as { means: Float64Array; scales: Float64Array };
    expect(relativeError(state.means, means)).toBeLessThan(tolerance);
    expect(relativeError(state.scales, scales)).toBeLessThan(tolerance);
    numbersOf(applySteps(table, [fitted])).forEach((values, j) => {
      values.forEach((value, row) => {
        const wanted = transformed[j]![row]!;
        if (wanted === null) expect(value).toBeNaN();
        else expect(value).toBeCloseTo(wanted, 12);
      });
    });
  });

  it('one_hot_encoder', () => {
    const expected = golden.one_hot_encoder;
    const table = categories(expected.labels);
    const fitted = fitStep(table, { step: 'one_hot_encoder', columns: ['c'] });
    expect(fitted.outputs['c']).toEqual(expected.categories.map((label) => `c=${label}`));
    expect(numbersOf(applySteps(table, [fitted]))).toEqual(expected.transformed);
    const unseen = applySteps(categories(expected.unseen), [fitted]);
    expect(numbersOf(unseen)).toEqual(expected.transformedUnseen);
  });
});
