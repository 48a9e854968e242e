import { describe, expect, it } from 'vitest';
import { buildFigure } from '../../../../renderer/charts/build-figure.ts';
import { chartTable } from '../../../../renderer/charts/chart-table.ts';
import { describeChart } from '../../../../renderer/charts/describe-chart.ts';
import { logTicks } from '../../../../renderer/charts/figures/trial-axis.ts';
import { roundTicks } from '../../../../renderer/charts/live-trials.tsx';
import type { ParallelSpec, TrialsSpec } from '../../../../renderer/charts/search-spec.ts';
import type { ChartSpec } from '../../../../renderer/charts/spec.ts';
import { lightTheme } from '../../../../renderer/charts/theme.ts';

const size = { width: 600, height: 320 };
type Any = Record<string, any>;
const build = (spec: ChartSpec) => {
  const figure = buildFigure(spec, lightTheme, size);
  return { ...figure, data: figure.data as Any[], layout: figure.layout as Any };
};

const trials: TrialsSpec = {
  kind: 'trials',
  x: [0, 1, 2],
  y: [0.5, 0.7, 0.6],
  xAxis: { title: 'Trial' },
  yTitle: 'Score',
  names: ['Trial 0', 'Trial 1', 'Trial <2>'],
  groups: ['b', 'a', 'b'],
  groupOrder: ['a', 'b'],
  hollow: [false, false, true],
  best: 1,
  curve: { name: 'Best so far', x: [0, 1], y: [0.5, 0.7] },
};

describe('trials', () => {
  it('colour groups in their order, draw those given up hollow, and ring the best', () => {
    const { data, pointIndices } = build(trials);
    expect(data.slice(0, 3).map(({ name }) => name)).toEqual(['a', 'b', 'b']);
    expect(data[1]!['marker'].symbol).toBe('circle-open');
    expect(data.slice(0, 3).map(({ showlegend }) => showlegend)).toEqual([true, false, true]);
    expect(data[3]!['x']).toEqual([1]);
    expect(data[4]!['line'].shape).toBe('hv');
    expect(pointIndices).toEqual([[1], [2], [0], null, null]);
    expect(data[1]!['customdata'][0][0]).toBe('Trial &lt;2&gt;');
  });

  it('strew choices around their place, always the same way', () => {
    const spec: TrialsSpec = { ...trials, xAxis: { title: 'solver', labels: ['x', 'y', 'z'] } };
    const [first, again] = [build(spec), build(spec)];
    expect(first.data).toEqual(again.data);
    for (const x of first.data[1]!['x'] as number[])
      expect(Math.abs(x - Math.round(x))).toBeLessThan(0.21);
    expect(first.layout['xaxis'].ticktext).toEqual(['x', 'y', 'z']);
    expect(chartTable(spec).rows[0]).toEqual(['Trial 0', 'x', '0.5', 'b']);
  });

  it('are told in a sentence', () => {
    expect(describeChart(trials)).toBe('3 trials: Score by Trial, of b, a.');
  });
});

it('ticks powers of ten, and 2 and 5 between them where there are few', () => {
  expect(logTicks(0.001, 1000)).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000]);
  expect(logTicks(1, 30)).toEqual([1, 2, 5, 10, 20]);
  expect(logTicks(3, 4)).toEqual([3, 4]);
});

it('ticks round values within the ends', () => {
  expect(roundTicks(0.87, 0.93, 5)).toEqual([0.88, 0.9, 0.92]);
  expect(roundTicks(2, 2, 5)).toEqual([2]);
});

it('lays logarithms on the axes of parallel coordinates, and turns the scale for losses', () => {
  const spec: ParallelSpec = {
    kind: 'parallel',
    axes: [
      { title: 'alpha', log: true, values: [0.1, 10] },
      { title: 'solver', labels: ['a', 'b'], values: [1, 0] },
    ],
    score: { title: 'RMSE', values: [2, 1] },
    better: 'lower',
    names: ['Trial 0', 'Trial 1'],
  };
  const [trace] = build(spec).data;
  expect(trace!['dimensions'][0].values).toEqual([-1, 1]);
  expect(trace!['dimensions'][1].ticktext).toEqual(['a', 'b']);
  const higher = build({ ...spec, better: 'higher' }).data[0]!;
  expect(trace!['line'].colorscale[0][1]).toBe(higher['line'].colorscale.at(-1)[1]);
  expect(chartTable(spec).rows).toEqual([
    ['Trial 0', '0.1', 'b', '2'],
    ['Trial 1', '10', 'a', '1'],
  ]);
});

it('draws a contour with its trials, and its table tells the trials', () => {
  const spec: ChartSpec = {
    kind: 'contour',
    xAxis: { title: 'C', log: true },
    yAxis: { title: 'kernel', labels: ['rbf', 'poly'] },
    x: [1, 10],
    y: [0, 1],
    surface: [
      [0.1, null],
      [0.2, 0.3],
    ],
    valueTitle: 'Score',
    better: 'higher',
    points: { x: [2], y: [1], values: [0.3], names: ['Trial 4'] },
  };
  const { data, layout } = build(spec);
  expect(data[0]!['z'][0][1]).toBeNull();
  expect(layout['xaxis'].type).toBe('log');
  expect(chartTable(spec).rows).toEqual([['Trial 4', '2', 'poly', '0.3']]);
});

it('shades the band of a line behind it, in its colour, gaps left out', () => {
  const { data } = build({
    kind: 'line',
    series: [
      {
        name: 'Validation',
        x: [1, 2, 3],
        y: [0.5, null, 0.7],
        band: { low: [0.4, null, 0.6], high: [0.6, null, 0.8] },
      },
    ],
    xTitle: 'Rows',
    yTitle: 'Score',
  });
  expect(data).toHaveLength(2);
  expect(data[0]).toMatchObject({ fill: 'toself', x: [1, 3, 3, 1], y: [0.6, 0.8, 0.6, 0.4] });
});

it('draws intervals of bars as whiskers around their ends', () => {
  const { data } = build({
    kind: 'bar',
    labels: ['age'],
    series: [{ name: 'Loss', values: [0.1], low: [-0.05], high: [0.3] }],
    valueTitle: 'Lost',
  });
  expect(data[0]!['error_x'].array[0]).toBeCloseTo(0.2, 12);
  expect(data[0]!['error_x'].arrayminus[0]).toBeCloseTo(0.15, 12);
});
