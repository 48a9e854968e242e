import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noTick } from '../../../core/base/tick.ts';
import {
  classGroupMetrics,
  classMeasureIntervals,
} from '../../../core/evaluation/fairness/class-fairness.ts';
import { decide } from '../../../core/evaluation/fairness/decide.ts';
import {
  chooseGroupThresholds,
  type Constraint,
} from '../../../core/evaluation/fairness/group-thresholds.ts';
import { groupRowsBy } from '../../../core/evaluation/fairness/row-groups.ts';
import { categoryColumn } from '../../support/small-pipeline.ts';

type Named = Record<string, number | null>;
const golden = JSON.parse(
  readFileSync(new URL('fairness-groups.json', import.meta.url), 'utf8'),
) as {
  tolerance: number;
  sex: string[];
  region: string[];
  y: number[];
  p: number[];
  frames: {
    columns: ('sex' | 'region')[];
    overall: Named;
    groups: { values: Record<string, string>; metrics: Named & { rows: number } }[];
    measures: Named;
  }[];
  optimised: { constraint: Constraint; accuracy: number; gap: number }[];
};
const y = Int32Array.from(golden.y);
const scores = Float64Array.from(golden.p);
const probabilities = [scores.map((p) => 1 - p), scores];
const asked = { positive: 1, threshold: 0.5, modelThreshold: null };
const decisions = decide(y, probabilities, asked);
const rows = { y, probabilities, weights: null, decisions };
const quick = { seed: 1, tick: noTick };

const grouped = (columns: readonly ('sex' | 'region')[]) =>
  groupRowsBy(
    { rows: y.length, columns: columns.map((name) => categoryColumn(name, golden[name])) },
    4,
  ).groups;

/** Where the values differ; those that are over nothing are null on either side. */
function differences(actual: Record<string, { value: number | null }>, expected: Named): string[] {
  return Object.entries(expected).flatMap(([id, value]) => {
    const found = actual[id]?.value ?? null;
    if (value === null || found === null)
      return value === found ? [] : [`${id}: ${found}, not ${value}`];
    return Math.abs(found - value) <= golden.tolerance ? [] : [`${id}: ${found}, not ${value}`];
  });
}

describe.each(golden.frames)('groups of $columns equal MetricFrame', (frame) => {
  const groups = grouped(frame.columns);

  it('in number and size, the largest first', () => {
    const sizes = groups.map((group) => group.rows.length);
    expect(sizes).toEqual(
      frame.groups.map(({ metrics }) => metrics.rows).toSorted((a, b) => b - a),
    );
  });

  it.each(frame.groups)(
    'in every metric: $values',
    ({ values, metrics: { rows: count, ...all } }) => {
      const group = groups.find(({ values: own }) =>
        frame.columns.every((name) => own[name] === values[name]),
      )!;
      expect(group.rows).toHaveLength(count);
      const metrics = { ...all };
      // what Fairlearn counts as 0 where a group has no row that could have the rate
      if (metrics['base_rate'] === 0) {
        metrics['true_positive_rate'] = null;
        metrics['false_negative_rate'] = null;
      }
      expect(differences(classGroupMetrics(rows, group.rows, quick), metrics)).toEqual([]);
    },
  );

  it('over all rows, and in the measures between groups', () => {
    const { rows: count, ...overall } = frame.overall;
    expect(count).toBe(y.length);
    expect(differences(classGroupMetrics(rows, null, quick), overall)).toEqual([]);
    const of = new Int32Array(y.length);
    groups.forEach((group, g) => group.rows.forEach((row) => (of[row] = g)));
    const between = { of, groups: groups.length, reference: 0 };
    expect(differences(classMeasureIntervals(rows, between, quick), frame.measures)).toEqual([]);
  });
});

it.each(golden.optimised)(
  'thresholds without chance nearly reach those of ThresholdOptimizer: $constraint',
  ({ constraint, accuracy, gap }) => {
    const groups = grouped(['sex']);
    const of = new Int32Array(y.length);
    groups.forEach((group, g) => group.rows.forEach((row) => (of[row] = g)));
    const input = { of, groups: 2, large: 2, weights: null, reference: 0, ...decisions };
    const members = groups.map((group) => Int32Array.from(group.rows));
    const { after } = chooseGroupThresholds(input, members, constraint)!;
    expect(after['accuracy']!).toBeGreaterThan(accuracy - 0.015);
    // a threshold moves whole rows: about 1 in the 50 of a class in a group
    expect(after[`${constraint}_difference`]!).toBeLessThan(gap + 0.05);
  },
);
