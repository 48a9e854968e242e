import { describe, expect, it } from 'vitest';
import { buildFigure } from '../../../../renderer/charts/build-figure.ts';
import { chartTable } from '../../../../renderer/charts/chart-table.ts';
import { describeChart } from '../../../../renderer/charts/describe-chart.ts';
import { joinsOf } from '../../../../renderer/charts/figures/dendrogram.ts';
import { mosaicColumns } from '../../../../renderer/charts/figures/mosaic.ts';
import { binCounts } from '../../../../renderer/charts/figures/pairs.ts';
import { pearson } from '../../../../renderer/charts/figures/pearson.ts';
import type {
  BoxSpec,
  ChartMarks,
  ChartSpec,
  DendrogramSpec,
  MosaicSpec,
  PairsSpec,
  ScatterSpec,
} from '../../../../renderer/charts/spec.ts';
import { lightTheme } from '../../../../renderer/charts/theme.ts';

const size = { width: 600, height: 420 };
type Any = Record<string, any>;
const build = (spec: ChartSpec, marks?: ChartMarks) => {
  const figure = buildFigure(spec, lightTheme, size, marks);
  return { ...figure, data: figure.data as Any[], layout: figure.layout as Any };
};
const marks = (selected: boolean[]): ChartMarks => ({ selected, brush: null });

describe('scatter with a selection', () => {
  const spec: ScatterSpec = {
    kind: 'scatter',
    x: [1, 2, 3],
    y: [4, 5, 6],
    xTitle: 'x',
    yTitle: 'y',
  };

  it('draws the selected points above the others and knows which they are', () => {
    const { data, pointIndices } = build(spec, marks([false, true, false]));
    expect(data.map((trace) => trace['x'])).toEqual([[1, 3], [2]]);
    expect(pointIndices).toEqual([[0, 2], [1]]);
    expect(data[0]!['marker'].opacity).toBeLessThan(data[1]!['marker'].opacity);
    expect(data[0]!['marker'].color).not.toBe(data[1]!['marker'].color);
  });

  it('keeps the colours of groups and names each once', () => {
    const { data } = build({ ...spec, groups: ['a', 'b', 'a'] }, marks([true, true, false]));
    expect(data.filter((trace) => trace['showlegend'] === true)).toHaveLength(2);
    expect(data[0]!['marker'].color).toBe(data[2]!['marker'].color);
  });

  it('shows a density in place of points, but the selected ones above it', () => {
    const density = { xEdges: [0, 2, 4], yEdges: [0, 10], counts: [[100, 0]] };
    const plain = build({ ...spec, density });
    expect(plain.data[0]).toMatchObject({ type: 'heatmap', z: [[2, null]] });
    expect(plain.data).toHaveLength(1);
    const chosen = build({ ...spec, density }, marks([true, false, false]));
    expect(chosen.data.map((trace) => trace['type'])).toEqual(['heatmap', 'scatter']);
    expect(chosen.data[1]!['x']).toEqual([1]);
    expect(chosen.pointIndices).toEqual([null, [0]]);
  });

  it('outlines the drawn region, dates as text', () => {
    const { layout } = build(
      { ...spec, xKind: 'date' },
      { selected: null, brush: { kind: 'box', axes: [0, 1], x: [0, 86_400_000], y: [4, 5] } },
    );
    expect(layout['shapes'][0]).toMatchObject({ x1: '1970-01-02T00:00:00.000', y0: 4 });
  });
});

describe('box', () => {
  const group = { label: 'a', count: 3, mean: 2, q1: 1, median: 2, q3: 3, low: 0, high: 4 };
  const spec: BoxSpec = {
    kind: 'box',
    groups: [{ ...group, outliers: [9] }],
    groupTitle: 'g',
    valueTitle: 'v',
  };

  it('draws given quartiles, and outliers where single rows are not given', () => {
    const { data } = build(spec);
    expect(data[0]).toMatchObject({ type: 'box', q1: [1], upperfence: [4] });
    expect(data.at(-1)!['y']).toEqual([9]);
  });

  it('strews rows beside their box and leaves out those without one', () => {
    const { data } = build({ ...spec, points: { group: [0, null], value: [1, 5] } });
    expect(data.at(-1)!['y']).toEqual([1]);
    expect(Math.abs(data.at(-1)!['x'][0])).toBeLessThan(0.3);
  });
});

describe('mosaic', () => {
  const spec: MosaicSpec = {
    kind: 'mosaic',
    xLabels: ['a', 'b'],
    yLabels: ['no', 'yes'],
    counts: [
      [30, 0],
      [10, 0],
    ],
    xTitle: 'x',
    yTitle: 'y',
  };

  it('is as wide as the shares of x, also where one is empty', () => {
    const [a, b] = mosaicColumns(spec.counts);
    expect(a!.width).toBeCloseTo(0.996);
    expect(b!.width).toBe(0);
    const { data } = build(spec);
    expect(data[1]!['base'][0]).toBeCloseTo(0.75);
    expect(data[1]!['y'][1]).toBe(0);
  });

  it('counts tiles row by row, also those of the selection', () => {
    const { pointIndices } = build({
      ...spec,
      selected: [
        [1, 0],
        [0, 0],
      ],
    });
    expect(pointIndices).toEqual([
      [0, 1],
      [2, 3],
      [0, 1],
      [2, 3],
    ]);
  });
});

describe('pairs', () => {
  const values = [1, 2, 3, 4];
  const spec: PairsSpec = {
    kind: 'pairs',
    columns: ['a', 'b', 'c'].map((name) => ({ name, axis: 'number' as const, values })),
  };

  it('draws each pair once and each distribution', () => {
    const { data, axisColumns } = build(spec);
    expect(data.filter((trace) => trace['type'] === 'scatter')).toHaveLength(3);
    expect(data.filter((trace) => trace['type'] === 'bar')).toHaveLength(3);
    expect(axisColumns?.get('x2')).toBe(1);
  });

  it('thins points out instead of drawing more than a window can bear', () => {
    const many = Array.from({ length: 5000 }, (_, i) => i);
    const { data } = build({
      ...spec,
      columns: 'abcde'.split('').map((name) => ({ name, axis: 'number' as const, values: many })),
    });
    const drawn = data
      .filter((trace) => trace['type'] === 'scatter')
      .reduce((sum, trace) => sum + trace['x'].length, 0);
    expect(drawn).toBeLessThanOrEqual(8000);
    expect(drawn).toBeGreaterThan(4000);
  });

  it('puts the largest value into the last bin and a constant into one', () => {
    expect(binCounts([0, 1, null], [0, 1, 2], [0, 1]).at(-1)).toBe(1);
    expect(binCounts([5, 5], [0, 1], [5, 5])[0]).toBe(2);
  });
});

it('correlates pairs of values that are both there, also far from zero', () => {
  expect(pearson([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
  expect(pearson([1e9 + 1, 1e9 + 2, 1e9 + 3], [3, 2, 1])).toBeCloseTo(-1, 9);
  expect(pearson([1, null, 3], [1, 5, null])).toBeNull();
  expect(pearson([1, 1, 1], [1, 2, 3])).toBeNull();
});

describe('dendrogram', () => {
  // scipy.cluster.hierarchy.linkage of three columns: 0 and 1 meet at 1, then 2 at 3.
  const spec: DendrogramSpec = {
    kind: 'dendrogram',
    labels: ['a', 'b', 'c'],
    linkage: [
      [0, 1, 1, 2],
      [2, 3, 3, 3],
    ],
    order: [2, 0, 1],
    valueTitle: 'Distance',
  };

  it('lets branches meet amid their leaves at their distance', () => {
    expect(joinsOf(spec)).toEqual([
      { near: [0, 1], far: [0, 2], distance: 1 },
      { near: [0, 0], far: [1, 1.5], distance: 3 },
    ]);
  });

  it('names clusters in its table', () => {
    expect(chartTable(spec).rows).toEqual([
      ['Cluster 4', 'a', 'b', '1', '2'],
      ['Cluster 5', 'c', 'Cluster 4', '3', '3'],
    ]);
  });
});

it('says which lags leave the band', () => {
  const spec: ChartSpec = {
    kind: 'correlogram',
    values: [0.9, 0.1, -0.5],
    confidence: 0.2,
    valueTitle: 'Autocorrelation',
  };
  expect(describeChart(spec)).toContain('lags 1, 3');
  expect(chartTable(spec).rows[1]).toEqual(['2', '0.1', 'no']);
});

it('draws panels over one axis and shades gaps', () => {
  const { data, layout } = build({
    kind: 'panels',
    x: [0, 1],
    xTitle: 't',
    panels: [
      { title: 'a', values: [1, null] },
      { title: 'b', values: [2, 3] },
    ],
    bands: [{ from: 0, to: 1 }],
  });
  expect(data.map((trace) => trace['yaxis'])).toEqual(['y', 'y2']);
  expect(layout['yaxis'].domain[0]).toBeGreaterThan(layout['yaxis2'].domain[1]);
  expect(layout['shapes']).toHaveLength(1);
});
