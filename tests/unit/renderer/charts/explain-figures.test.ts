import { describe, expect, it } from 'vitest';
import { swarmInside } from '../../../../renderer/charts/figures/beeswarm.ts';
import { decisionPaths } from '../../../../renderer/charts/figures/decision.ts';
import {
  dependenceInside,
  dependencePlaces,
} from '../../../../renderer/charts/figures/dependence.ts';
import { forceParts } from '../../../../renderer/charts/figures/force.ts';
import { partialFigure } from '../../../../renderer/charts/figures/partial.ts';
import { waterfallBars } from '../../../../renderer/charts/figures/waterfall.ts';
import { lightTheme } from '../../../../renderer/charts/theme.ts';
import { roundTicks } from '../../../../renderer/charts/live-waterfall.tsx';
import type {
  BeeswarmSpec,
  DependenceSpec,
  PartialSpec,
} from '../../../../renderer/charts/shap-spec.ts';
import { interactionOrder } from '../../../../renderer/views/explain/dependence/interaction-order.ts';

const contributions = [
  { feature: 'a', value: 1, contribution: 0.5 },
  { feature: 'b', value: 2, contribution: -2 },
  { feature: 'c', value: 3, contribution: 1 },
];
const one = { baseValue: 1, output: 0.5, contributions, unit: 'x' };

describe('force', () => {
  it('meets at the output from both sides, the strongest next to it', () => {
    const parts = forceParts({ kind: 'force', ...one });
    expect(parts.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['b = 2', 2.5, 0.5],
      ['c = 3', -0.5, 0.5],
      ['a = 1', -1, -0.5],
    ]);
  });
});

describe('decision', () => {
  it('leads every row from the base value to its output, the most important feature last', () => {
    const row = { name: 'Row 1', contributions: [0.5, -2, 1], cells: [1, 2, 3] };
    const { names, paths } = decisionPaths({
      kind: 'decision',
      baseValue: 1,
      features: ['a', 'b', 'c'],
      rows: [row],
      unit: 'x',
      maxDisplay: 2,
    });
    expect(names).toEqual(['2 other features', 'b']);
    expect(paths).toEqual([[1, 2.5, 0.5]]);
  });
});

describe('waterfall with an order that is kept', () => {
  it('keeps its bars in place whatever their size', () => {
    const bars = waterfallBars({ kind: 'waterfall', ...one, order: ['a', 'b', 'c'] });
    expect(bars.map((bar) => bar.name)).toEqual(['1 = a', '2 = b', '3 = c']);
    expect(bars.at(-1)!.from).toBe(1);
    expect(bars[0]!.to).toBeCloseTo(0.5, 12);
  });

  it('has round ticks within its range', () => {
    expect(roundTicks(-0.3, 2.2, 4)).toEqual([0, 1, 2]);
    expect(roundTicks(1, 1, 4)).toEqual([1]);
  });
});

describe('a region over points', () => {
  const swarm: BeeswarmSpec = {
    kind: 'beeswarm',
    features: ['a', 'b'],
    values: [
      [1, -1, 2],
      [0.1, 0.2, 0.1],
    ],
    data: [
      [1, 2, 3],
      [1, 1, 1],
    ],
    rows: [1, 2, 3],
    unit: 'x',
  };

  it('chooses rows with a dot in a box over a beeswarm', () => {
    const brush = { kind: 'box', axes: [0, 1], x: [0.5, 3], y: [-0.4, 0.4] } as const;
    expect(swarmInside(swarm, brush)).toEqual([true, false, true]);
  });

  it('chooses rows inside a lasso over a dependence plot', () => {
    const spec: DependenceSpec = {
      kind: 'dependence',
      feature: 'a',
      x: [1.5, 2.5, 3.5],
      shap: [0, 1, 0],
      colour: null,
      rows: [1, 2, 3],
      unit: 'x',
    };
    const brush = { kind: 'lasso', axes: [0, 1], x: [2, 3, 2.5], y: [0.5, 0.5, 2] } as const;
    expect(dependenceInside(spec, brush)).toEqual([false, true, false]);
  });
});

describe('places of a dependence plot', () => {
  it('puts missing values left of the smallest', () => {
    const { x, missing } = dependencePlaces([1.5, null, 9.5]);
    expect(missing).toBeLessThan(1.5);
    expect(x[1]).toBeLessThan(1.5);
    expect([x[0], x[2]]).toEqual([1.5, 9.5]);
  });

  it('gives names places of their own, in order', () => {
    const { x, labels } = dependencePlaces(['b', 'a', 'b']);
    expect(labels).toEqual(['a', 'b']);
    expect(x.map(Math.round)).toEqual([1, 0, 1]);
  });
});

describe('the feature that colours a dependence plot', () => {
  it('is the one the SHAP values go with among rows of about the same value', () => {
    const n = 200;
    const at = (i: number, k: number): number => ((i * k) % 17) / 17;
    const index = Array.from({ length: n }, (_, i) => i);
    const data = [index.map((i) => i / n), index.map((i) => at(i, 5)), index.map((i) => at(i, 7))];
    const values = [index.map((i) => i / n + 0.3 * at(i, 7)), [], []];
    expect(interactionOrder(0, { values, data })).toEqual([2, 1]);
  });

  it('may be one that is missing where the SHAP values differ', () => {
    const index = Array.from({ length: 40 }, (_, i) => i);
    const data = [index, index.map((i) => (i % 2 === 0 ? null : 1)), index.map((i) => i % 3)];
    const values = [index.map((i) => (i % 2 === 0 ? 1 : -1)), [], []];
    expect(interactionOrder(0, { values, data })[0]).toBe(1);
  });
});

describe('partial dependence', () => {
  const spec: PartialSpec = {
    kind: 'partial',
    feature: 'city',
    x: [0, 1, 2],
    labels: null,
    mean: [1, 3, 2],
    low: [0.5, 2, null],
    high: [2, 3.5, null],
    lines: [],
    density: [0.2, 0.5, 1],
    yTitle: 'Price',
    name: 'mean',
  };
  const draw = (more: Partial<PartialSpec>) =>
    partialFigure({ ...spec, ...more }, lightTheme, { width: 400, height: 300 }).data;

  it('is a curve in its band along numbers', () => {
    const [band, curve] = draw({});
    expect(band).toMatchObject({ fill: 'toself', x: [0, 1, 1, 0], y: [2, 3.5, 2, 0.5] });
    expect(curve).toMatchObject({ mode: 'lines+markers', y: [1, 3, 2] });
  });

  it('joins no categories: each has a point with whiskers', () => {
    const [points, ...rest] = draw({ labels: ['Ulm', 'Bonn', 'Kiel'] });
    expect(rest).toEqual([]);
    expect(points).toMatchObject({
      mode: 'markers',
      error_y: { symmetric: false, array: [1, 0.5, 0], arrayminus: [0.5, 1, 0] },
    });
  });
});
