import { describe, expect, it } from 'vitest';
import { noTick } from '../../../../../core/base/tick.ts';
import { findAnchor } from '../../../../../core/explainability/methods/anchor/anchor.ts';
import {
  lowerBound,
  upperBound,
} from '../../../../../core/explainability/methods/anchor/bounds.ts';
import { condition } from '../../../../../core/explainability/methods/conditions.ts';
import { lime } from '../../../../../core/explainability/methods/local/lime.ts';
import { surrogateTree } from '../../../../../core/explainability/methods/surrogate/surrogate.ts';
import { predictPipeline } from '../../../../../core/models/predict.ts';
import { parseFilter } from '../../../../../core/table/filter-expression.ts';
import { takeTableRows } from '../../../../../core/table/table.ts';
import { categoryColumn, smallPipeline, smallTable } from '../../../../support/small-pipeline.ts';

const training = smallTable();
const rowAt = (row: number) => ({ row: takeTableRows(training, Int32Array.of(row)), training });
const two = smallPipeline('gradient_boosting', ['ill', 'well']);
const regression = smallPipeline('ridge', []);

describe('lime', () => {
  const options = { samples: 2000, features: 10, seed: 7, tick: noTick };

  it('finds the direction of what a linear model says', () => {
    const highest = training.columns[0] as { values: Float64Array };
    const row = highest.values.indexOf(Math.max(...highest.values));
    const found = lime(regression, rowAt(row), options);
    expect(found.entries[0]).toMatchObject({
      column: 'dose',
      condition: expect.stringMatching(/^dose > /),
    });
    expect(found.entries[0]!.weight).toBeGreaterThan(2);
    expect(found.r2).toBeGreaterThan(0.5);
    const { values } = predictPipeline(regression, rowAt(row).row);
    expect(found.prediction).toBeCloseTo(values![0]!, 12);
    const sum = found.entries.reduce((total, { weight }) => total + weight, found.intercept);
    expect(found.local).toBeCloseTo(sum, 12);
  });

  it('keeps to as many columns as asked, the same each time', () => {
    const found = lime(two, rowAt(4), { ...options, features: 2, label: 'ill' });
    expect(found.label).toBe('ill');
    expect(found.entries).toHaveLength(2);
    expect(lime(two, rowAt(4), { ...options, features: 2, label: 'ill' })).toEqual(found);
  });
});

describe('anchor', () => {
  const options = { precision: 0.9, seed: 7, tick: noTick };

  it('holds the prediction on rows that meet it', () => {
    const found = findAnchor(two, rowAt(0), options);
    expect(found.reached).toBe(true);
    expect(found.precision).toBeGreaterThanOrEqual(0.9);
    expect(found.low).toBeLessThanOrEqual(found.precision);
    expect(found.conditions.length).toBeGreaterThan(0);
    expect(found.coverage).toBeGreaterThan(0);
    expect(found.filter).toBe(found.conditions.join(' and '));
    expect(() => parseFilter(found.filter)).not.toThrow();
    expect(findAnchor(two, rowAt(0), options)).toEqual(found);
  });

  it('says nothing twice: the tighter of two bounds of a column stands alone', () => {
    for (let row = 0; row < 8; row++) {
      const { conditions } = findAnchor(two, rowAt(row), { ...options, precision: 1 });
      const bounds = conditions.flatMap((each) => /^(\S+ (?:<=|>)) /.exec(each)?.[1] ?? []);
      expect(new Set(bounds).size).toBe(bounds.length);
    }
  });

  it('never falls back in its progress, and moves all the while', () => {
    const told: number[] = [];
    const tick = (fraction: number): void => void told.push(fraction);
    findAnchor(regression, rowAt(0), { ...options, precision: 1, tick });
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(new Set(told).size).toBeGreaterThan(10);
    expect(Math.max(...told)).toBeLessThanOrEqual(1);
  });

  it('says which numbers count as alike', () => {
    const found = findAnchor(regression, rowAt(0), options);
    expect(found.label).toBeNull();
    expect(found.warnings).toEqual([
      { kind: 'range', message: expect.stringContaining('quarter') },
    ]);
  });

  it.each([
    [0.3, 0.01],
    [0.9, 0.2],
    [1, 0.05],
    [0, 0.05],
  ])('bounds %f at level %f by the divergence', (p, level) => {
    const divergence = (q: number): number =>
      (p > 0 ? p * Math.log(p / q) : 0) + (p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0);
    const [low, high] = [lowerBound(p, level), upperBound(p, level)];
    expect(low).toBeLessThanOrEqual(p);
    expect(high).toBeGreaterThanOrEqual(p);
    if (low > 0) expect(divergence(low)).toBeCloseTo(p === 0 ? 0 : level, 4);
    if (high < 1) expect(divergence(high)).toBeCloseTo(p === 1 ? 0 : level, 4);
  });
});

function withMissingDose() {
  const [dose, ...others] = training.columns;
  const { values } = dose as { values: Float64Array };
  const holes = values.map((value, i) => (i % 5 === 0 ? Number.NaN : value));
  return {
    ...training,
    columns: [{ ...dose!, values: holes } as typeof dose, ...others] as typeof training.columns,
  };
}

describe('surrogate', () => {
  it('imitates a model with a small tree', () => {
    const found = surrogateTree(two, training, { depth: 3, tick: noTick });
    expect(found.label).toBe('well');
    expect(found.fidelity).toBeGreaterThan(0.5);
    expect(found.agreement).toBeGreaterThan(0.7);
    const [root] = found.nodes;
    expect(root!.rows).toBe(60);
    expect(() => parseFilter(root!.condition!)).not.toThrow();
    const p = predictPipeline(two, training).probabilities![1]!;
    expect(root!.value).toBeCloseTo(p.reduce((sum, value) => sum + value, 0) / 60, 9);
    for (const { condition: text, otherwise, left, right, rows } of found.nodes) {
      if (text === null) continue;
      expect(() => parseFilter(otherwise!)).not.toThrow();
      expect(otherwise).not.toBe(text);
      expect(found.nodes[left]!.rows + found.nodes[right]!.rows).toBe(rows);
    }
  });

  it('tells of missing cells on the side they go to', () => {
    const found = surrogateTree(two, withMissingDose(), { depth: 2, tick: noTick });
    const sides = found.nodes.flatMap(({ condition: left, otherwise }) =>
      left === null || !left.startsWith('dose ') ? [] : [[left, otherwise!]],
    );
    expect(sides.length).toBeGreaterThan(0);
    for (const both of sides)
      expect(both.filter((side) => side.includes('dose is missing'))).toHaveLength(1);
  });

  it('needs some rows', () => {
    const few = takeTableRows(
      training,
      Int32Array.from({ length: 9 }, (_, i) => i),
    );
    expect(() => surrogateTree(two, few, { depth: 3, tick: noTick })).toThrow(
      expect.objectContaining({ code: 'NOT_ENOUGH_DATA' }),
    );
  });
});

it.each(['plain', 'with blank', 'and', 'tick`ed', 'ünï_1'])(
  'writes %s as filters read it',
  (name) => {
    const column = categoryColumn(name, ['a "b" \\ c']);
    expect(parseFilter(condition.equals(column, 0))).toEqual({
      kind: 'compare',
      column: name,
      operator: '=',
      value: 'a "b" \\ c',
    });
  },
);
