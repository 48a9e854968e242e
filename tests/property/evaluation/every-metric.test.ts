import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullClassificationMetrics } from '../../../core/evaluation/full-class-metrics.ts';
import { fullRegressionMetrics } from '../../../core/evaluation/full-regression-metrics.ts';
import { metricFacts } from '../../../core/evaluation/metric-catalogue.ts';
import type { Metrics } from '../../../core/evaluation/metrics.ts';

interface ClassRow {
  readonly y: number;
  readonly parts: readonly number[];
  readonly times: number;
}

/** Rows of that many classes with ties, certainties and copies. */
const classRows = (classes: number) =>
  fc.array(
    fc.record({
      y: fc.integer({ min: 0, max: classes - 1 }),
      parts: fc
        .array(fc.integer({ min: 0, max: 4 }), { minLength: classes, maxLength: classes })
        .filter((parts) => parts.some((part) => part > 0)),
      times: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 25 },
  );

function scoreClasses(rows: readonly ClassRow[], classes: number, weighted: boolean): Metrics {
  const total = (row: ClassRow): number => row.parts.reduce((sum, part) => sum + part, 0);
  return fullClassificationMetrics({
    y: Int32Array.from(rows, (row) => row.y),
    probabilities: Array.from({ length: classes }, (_, k) =>
      Float64Array.from(rows, (row) => row.parts[k]! / total(row)),
    ),
    weights: weighted ? Float64Array.from(rows, (row) => row.times) : null,
  });
}

interface NumberRow {
  readonly y: number;
  readonly predicted: number;
  readonly times: number;
}

const numberRows = fc.array(
  fc.record({
    y: fc.integer({ min: -2, max: 12 }),
    predicted: fc.integer({ min: -2, max: 12 }),
    times: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 20 },
);

function scoreNumbers(rows: readonly NumberRow[], weighted: boolean): Metrics {
  return fullRegressionMetrics(
    Float64Array.from(rows, (row) => row.y),
    Float64Array.from(rows, (row) => row.predicted),
    weighted ? Float64Array.from(rows, (row) => row.times) : null,
  );
}

const copy = <T extends { readonly times: number }>(rows: readonly T[]): T[] =>
  rows.flatMap((row) => Array.from({ length: row.times }, () => row));

/** Ids whose values differ by more than rounding. */
function differing(actual: Metrics, expected: Metrics): string[] {
  return Object.entries(expected).flatMap(([id, value]) => {
    const other = actual[id] ?? null;
    if (value === null || other === null)
      return value === other ? [] : [`${id}: ${other}, not ${value}`];
    const apart = Math.abs(other - value);
    return apart <= 1e-9 * Math.max(1, Math.abs(value)) ? [] : [`${id}: ${other}, not ${value}`];
  });
}

/** Ids outside the bounds that the catalogue gives them, by more than rounding. */
const outside = (metrics: Metrics): string[] =>
  Object.entries(metrics).flatMap(([id, value]) => {
    const { least = -Infinity, most = Infinity } = metricFacts(id);
    const within = value === null || (value >= least - 1e-12 && value <= most + 1e-12);
    return within ? [] : [`${id}: ${value}`];
  });

describe.each([2, 3, 4])('every metric of %i classes', (classes) => {
  it('lies within the bounds of the catalogue', () => {
    fc.assert(
      fc.property(classRows(classes), (rows) => {
        expect(outside(scoreClasses(rows, classes, false))).toEqual([]);
        expect(outside(scoreClasses(rows, classes, true))).toEqual([]);
      }),
    );
  });

  it('gives a row of whole weight k what k copies of it give', () => {
    fc.assert(
      fc.property(classRows(classes), (rows) => {
        const weighted = scoreClasses(rows, classes, true);
        expect(differing(weighted, scoreClasses(copy(rows), classes, false))).toEqual([]);
      }),
    );
  });
});

describe('every metric of numbers', () => {
  it('lies within the bounds of the catalogue', () => {
    fc.assert(
      fc.property(numberRows, (rows) => {
        expect(outside(scoreNumbers(rows, false))).toEqual([]);
        expect(outside(scoreNumbers(rows, true))).toEqual([]);
      }),
    );
  });

  it('gives a row of whole weight k what k copies of it give', () => {
    fc.assert(
      fc.property(numberRows, (rows) => {
        // R² and the like are defined from two rows on, and copies of one row are several.
        fc.pre(rows.filter(({ times }) => times > 0).length > 1);
        expect(differing(scoreNumbers(rows, true), scoreNumbers(copy(rows), false))).toEqual([]);
      }),
    );
  });
});
