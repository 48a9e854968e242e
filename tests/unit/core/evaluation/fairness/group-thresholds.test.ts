import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../../core/base/rng.ts';
import { decide } from '../../../../../core/evaluation/fairness/decide.ts';
import {
  chooseGroupThresholds,
  type Constraint,
} from '../../../../../core/evaluation/fairness/group-thresholds.ts';

/** Scores of two groups, the second lower throughout though as often positive. */
function biased(rows: number): { y: Int32Array; scores: Float64Array; of: Int32Array } {
  const rng = createRng(3);
  const of = Int32Array.from({ length: rows }, (_, i) => i % 2);
  const y = Int32Array.from({ length: rows }, () => rng.integer(2));
  const scores = Float64Array.from(y, (truth, i) => {
    const score = 0.55 + 0.25 * (truth - 0.5) - 0.25 * of[i]! + 0.12 * rng.normal();
    return Math.min(0.99, Math.max(0.01, score));
  });
  return { y, scores, of };
}

function choose(
  { y, scores, of }: ReturnType<typeof biased>,
  constraint: Constraint,
  minRows = 1,
): ReturnType<typeof chooseGroupThresholds> {
  const decisions = decide(y, [scores.map((p) => 1 - p), scores], {
    positive: 1,
    threshold: null,
    modelThreshold: null,
  });
  const groups = Math.max(...of) + 1;
  const rowsOf = Array.from({ length: groups }, (_, g) =>
    Int32Array.from(of.keys()).filter((row) => of[row] === g),
  );
  const large = rowsOf.filter((rows) => rows.length >= minRows).length;
  const input = { of, groups, large, weights: null, reference: 0, ...decisions };
  return chooseGroupThresholds(input, rowsOf, constraint);
}

describe('thresholds of groups', () => {
  it.each(['demographic_parity', 'equal_opportunity', 'equalized_odds'] as const)(
    'bring groups together that the scores part: %s',
    (constraint) => {
      const { before, after, thresholds } = choose(biased(400), constraint)!;
      const id = `${constraint}_difference`;
      expect(before[id]!).toBeGreaterThan(0.3);
      expect(after[id]!).toBeLessThan(0.08);
      expect(after['accuracy']!).toBeGreaterThan(before['accuracy']!);
      expect(thresholds[0]!).toBeGreaterThan(thresholds[1]!);
    },
  );

  it('are those that give the figures they come with', () => {
    const data = biased(200);
    const { after, thresholds } = choose(data, 'demographic_parity')!;
    const right = data.y.reduce((sum, truth, i) => {
      const called = data.scores[i]! >= thresholds[data.of[i]!]! ? 1 : 0;
      return sum + (called === truth ? 1 : 0);
    }, 0);
    expect(after['accuracy']).toBeCloseTo(right / 200, 12);
  });

  it('are shared by small groups, whose gaps decide nothing', () => {
    const data = biased(400);
    const of = data.of.map((g, i) => (i >= 390 ? 2 + (i % 2) : g));
    const { thresholds, after } = choose({ ...data, of }, 'equalized_odds', 30)!;
    expect(thresholds[3]).toBe(thresholds[2]);
    expect(thresholds[0]!).toBeGreaterThan(thresholds[1]!);
    expect(after['accuracy']!).toBeGreaterThan(0.75);
  });

  it('do not exist where all scores are the same', () => {
    const of = Int32Array.of(0, 1, 0, 1);
    const same = { y: Int32Array.of(0, 1, 1, 0), scores: new Float64Array(4).fill(1), of };
    expect(choose(same, 'demographic_parity')).toBeNull();
  });

  it('stand a group without positives and a group of one row', () => {
    const of = Int32Array.of(0, 0, 0, 0, 1, 1, 2);
    const y = Int32Array.of(0, 1, 0, 1, 0, 0, 1);
    const scores = Float64Array.of(0.02, 0.09, 0.04, 0.08, 0.03, 0.07, 0.06);
    for (const constraint of ['equal_opportunity', 'equalized_odds'] as const) {
      const { thresholds, after } = choose({ y, scores, of }, constraint)!;
      expect(thresholds).toHaveLength(3);
      expect(after['equal_opportunity_difference']).toBe(0);
    }
  });
});

describe('decisions', () => {
  it('follow the model on the edge, for either class', () => {
    const y = Int32Array.of(0, 1, 1);
    const second = Float64Array.of(0.5, 0.50001, 0.2);
    const probabilities = [second.map((p) => 1 - p), second];
    const call = (positive: number, modelThreshold: number | null) => {
      const found = decide(y, probabilities, { positive, threshold: null, modelThreshold });
      return { selected: [...found.selected], shown: found.shown };
    };
    expect(call(1, null)).toEqual({ selected: [0, 1, 0], shown: 0.5 });
    expect(call(0, null)).toEqual({ selected: [1, 0, 1], shown: 0.5 });
    expect(call(1, 0.2)).toEqual({ selected: [1, 1, 1], shown: 0.2 });
    expect(call(0, 0.5)).toEqual({ selected: [0, 0, 1], shown: 0.5 });
  });
});
