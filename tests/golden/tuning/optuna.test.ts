import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ParamRange } from '../../../core/contract/models.ts';
import { fanova } from '../../../core/tuning/importance/fanova.ts';
import { marginalVariances } from '../../../core/tuning/importance/marginal-variance.ts';
import { bracketBudgets, bracketOf } from '../../../core/tuning/pruners/hyperband.ts';
import { isPruned, type PrunerName } from '../../../core/tuning/pruners/pruner.ts';
import { parzenEstimator } from '../../../core/tuning/samplers/parzen-estimator.ts';
import type { PastTrial } from '../../../core/tuning/samplers/sampler.ts';
import { splitTrials } from '../../../core/tuning/samplers/tpe.ts';

type Direction = 'minimize' | 'maximize';
interface PrunerCase {
  direction: Direction;
  trials: { pruned: boolean; steps: [number, number | null, boolean][] }[];
}
const golden = JSON.parse(readFileSync(new URL('optuna.json', import.meta.url), 'utf8')) as {
  tolerance: { parzen: number; fanovaTree: number; importance: number };
  parzen: {
    name: string;
    range: ParamRange;
    observations: number[];
    weights: number[];
    points: number[];
    logPdf: number[];
  }[];
  acquisition: {
    name: string;
    direction: Direction;
    range: ParamRange;
    trials: { x: number; value: number; pruned: boolean; intermediate: [number, number][] }[];
    good: number[];
    points: number[];
    gain: number[];
  }[];
  median: PrunerCase[];
  halving: PrunerCase[];
  hyperband: { study: string; budgets: number[]; brackets: number[] };
  fanovaTree: {
    box: [number, number][];
    groups: number[][];
    tree: Record<'feature' | 'threshold' | 'left' | 'right' | 'value', number[]>;
    total: number;
    ofGroups: number[];
  };
  importance: {
    name: string;
    space: Record<string, ParamRange>;
    trials: { params: Record<string, unknown>; value: number }[];
    importance: Record<string, number>;
  }[];
};

const named = <T extends { name: string }>(cases: T[]): [string, T][] =>
  cases.map((one) => [one.name, one]);
const lossOf = (direction: Direction, value: number): number =>
  direction === 'minimize' ? value : -value;

/** The largest difference, relative where values exceed 1; infinite when lengths differ. */
function distance(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  const gaps = actual.map(
    (value, i) => Math.abs(value - expected[i]!) / Math.max(1, Math.abs(expected[i]!)),
  );
  return gaps.some(Number.isNaN) ? Infinity : Math.max(...gaps);
}

describe('the Parzen estimator is that of Optuna 4.9', () => {
  it.each(named(golden.parzen))('%s', (_, { range, observations, weights, points, logPdf }) => {
    const estimator = parzenEstimator(range, observations);
    const { parzen: tolerance } = golden.tolerance;
    expect(distance([...estimator.weights], weights)).toBeLessThan(tolerance);
    const found = points.map((x) => estimator.logPdf(x));
    expect(distance(found, logPdf)).toBeLessThan(tolerance);
  });

  it.each(named(golden.acquisition))('log l − log g: %s', (_, one) => {
    const past = one.trials.map(({ x, value, pruned, intermediate }, number): PastTrial => ({
      number,
      state: pruned ? 'pruned' : 'complete',
      loss: lossOf(one.direction, value),
      params: { x },
      intermediate: intermediate.map(([step, at]) => ({ step, loss: lossOf(one.direction, at) })),
    }));
    const { good, other } = splitTrials(past);
    expect(good.map(({ number }) => number)).toEqual(one.good);
    const observed = (trials: readonly PastTrial[]): number[] =>
      trials.map(({ params }) => params['x'] as number);
    const l = parzenEstimator(one.range, observed(good));
    const g = parzenEstimator(one.range, observed(other));
    const gain = one.points.map((x) => l.logPdf(x) - g.logPdf(x));
    expect(distance(gain, one.gain)).toBeLessThan(golden.tolerance.parzen);
  });
});

/** Every decision of a pruner over a whole study. */
function decisions({ direction, trials }: PrunerCase, pruner: PrunerName, last: number): boolean[] {
  const past: PastTrial[] = [];
  return trials.flatMap(({ pruned, steps }, number) => {
    const reported = steps.map(([step, value]) => ({
      step,
      loss: value === null ? null : lossOf(direction, value),
    }));
    const told = steps.map(
      ([step], i) => step !== last && isPruned(pruner, past, reported.slice(0, i + 1)),
    );
    past.push({
      number,
      state: pruned ? 'pruned' : 'complete',
      loss: 0,
      params: {},
      intermediate: reported,
    });
    return told;
  });
}

describe('pruners decide as those of Optuna 4.9', () => {
  const expected = ({ trials }: PrunerCase): boolean[] =>
    trials.flatMap(({ steps }) => steps.map(([, , pruned]) => pruned));

  it.each(golden.median)('median, $direction', (one) => {
    expect(decisions(one, 'median', Infinity)).toEqual(expected(one));
    expect(expected(one).filter(Boolean).length).toBeGreaterThan(3);
  });

  it.each(golden.halving)('successive halving, $direction', (one) => {
    expect(decisions(one, 'successive_halving', 16)).toEqual(expected(one));
    expect(expected(one).filter(Boolean).length).toBeGreaterThan(3);
  });

  it('hyperband: the brackets of trials', () => {
    const { study, budgets, brackets } = golden.hyperband;
    expect(bracketBudgets(3, 3)).toEqual(budgets);
    const found = brackets.map((_, number) => bracketOf(study, number, { brackets: 3, factor: 3 }));
    expect(found).toEqual(brackets);
  });
});

describe('fANOVA is that of Optuna 4.9', () => {
  it('splits the variance of one tree exactly', () => {
    const { box, groups, tree, total, ofGroups } = golden.fanovaTree;
    const found = marginalVariances(
      {
        feature: Int32Array.from(tree.feature),
        threshold: Float64Array.from(tree.threshold),
        left: Int32Array.from(tree.left),
        right: Int32Array.from(tree.right),
        value: Float64Array.from(tree.value),
      },
      {
        low: Float64Array.from(box, ([low]) => low),
        high: Float64Array.from(box, ([, high]) => high),
      },
      groups,
    );
    const gap = distance([found.total, ...found.ofGroups], [total, ...ofGroups]);
    expect(gap).toBeLessThan(golden.tolerance.fanovaTree);
  });

  it.each(named(golden.importance))('importance of %s', (_, { space, trials, importance }) => {
    const past = trials.map(({ params, value }, number): PastTrial => ({
      number,
      state: 'complete',
      loss: value,
      params,
      intermediate: [],
    }));
    const found = fanova(space, past, { seed: 7 });
    const sum = Object.values(found).reduce((total, share) => total + share, 0);
    expect(sum).toBeCloseTo(1, 12);
    for (const [name, share] of Object.entries(importance)) {
      expect(Math.abs((found[name] ?? 0) - share)).toBeLessThan(golden.tolerance.importance);
    }
  });
});
