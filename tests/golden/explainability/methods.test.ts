import { describe, expect, it } from 'vitest';
import { permutationLosses } from '../../../core/explainability/methods/importance/permutation-importance.ts';
import { summarise } from '../../../core/explainability/methods/importance/summarise.ts';
import { limeWeights } from '../../../core/explainability/methods/local/lime.ts';
import { weightedRidge } from '../../../core/explainability/methods/local/weighted-ridge.ts';
import type { Table } from '../../../core/table/table.ts';
import { numberColumn } from '../../support/small-pipeline.ts';
import golden from './methods.json' with { type: 'json' };

describe('permutation importance equals scikit-learn under its shuffles', () => {
  const { x, y, orders, importances, mean, std, interval } = golden.permutation;
  const table: Table = { rows: y.length, columns: x.map((c, j) => numberColumn(`c${j}`, c)) };
  const loss = ({ columns }: Table): number => {
    const [a, b] = columns.map((column) => ('values' in column ? column.values : []));
    const errors = y.map((value, i) => (value - 2 * a![i]! - b![i]! ** 2) ** 2);
    return errors.reduce((sum, error) => sum + error, 0) / y.length;
  };

  it.each([0, 1, 2])('of column %i', (j) => {
    const shuffles = orders.map((order) => Int32Array.from(order));
    const losses = permutationLosses(table, { at: [j], orders: shuffles }, loss);
    importances[j]!.forEach((value, r) => expect(losses[r]).toBeCloseTo(value, 9));
    const summary = summarise(losses);
    expect(summary.mean).toBeCloseTo(mean[j]!, 9);
    expect(summary.std).toBeCloseTo(std[j]!, 9);
  });

  it('has the interval of Student’s t', () => {
    const { low, high } = summarise(importances[0]!);
    expect(low).toBeCloseTo(interval[0]!, 9);
    expect(high).toBeCloseTo(interval[1]!, 9);
  });
});

describe('the local model of LIME equals scikit-learn', () => {
  const { z, target, intercept, coefficients, r2 } = golden.lime;
  const same = z.map((column) => Uint8Array.from(column));
  const weights = limeWeights(same, target.length);

  it('weighs samples by the kernel', () => {
    golden.lime.weights.forEach((weight, i) => expect(weights[i]).toBeCloseTo(weight, 12));
  });

  it('fits the same ridge', () => {
    const found = weightedRidge(same, Float64Array.from(target), { weights, alpha: 1 });
    expect(found.intercept).toBeCloseTo(intercept, 9);
    coefficients.forEach((value, j) => expect(found.coefficients[j]).toBeCloseTo(value, 9));
    expect(found.r2).toBeCloseTo(r2, 9);
  });
});
