import { describe, expect, it } from 'vitest';
import { buildFigure } from '../../../../renderer/charts/build-figure.ts';
import { cellShares } from '../../../../renderer/charts/figures/confusion.ts';
import { heatmapRange } from '../../../../renderer/charts/figures/heatmap.ts';
import type { ChartSpec } from '../../../../renderer/charts/spec.ts';
import { darkTheme, lightTheme } from '../../../../renderer/charts/theme.ts';

const size = { width: 600, height: 320 };
type Any = Record<string, any>;
const build = (spec: ChartSpec) => {
  const figure = buildFigure(spec, lightTheme, size);
  return { ...figure, data: figure.data as Any[], layout: figure.layout as Any };
};

describe('histogram', () => {
  it('fills every bin from edge to edge', () => {
    const { data } = build({ kind: 'histogram', edges: [0, 1, 4], counts: [5, 2], xTitle: 'x' });
    expect(data[0]!['x']).toEqual([0.5, 2.5]);
    expect(data[0]!['width']).toEqual([1, 3]);
  });

  it('gives the single bin of a constant column a width', () => {
    const { data } = build({ kind: 'histogram', edges: [7, 7], counts: [9], xTitle: 'x' });
    expect(data[0]!['width'][0]).toBeGreaterThan(0);
  });

  it('reads dates as UTC, whatever the zone of the machine', () => {
    const day = 86_400_000;
    const { data } = build({
      kind: 'histogram',
      edges: [0, 2 * day],
      counts: [1],
      xTitle: 't',
      xKind: 'date',
    });
    expect(data[0]!['x'][0]).toBe('1970-01-02T00:00:00.000');
  });

  it('lays an overlay of another colour over the same bins', () => {
    const { data, layout } = build({
      kind: 'histogram',
      edges: [0, 1],
      counts: [1],
      name: 'reference',
      overlay: { name: 'current', counts: [2] },
      xTitle: 'x',
    });
    expect(layout['barmode']).toBe('overlay');
    expect(layout['showlegend']).toBe(true);
    expect(data[0]!['marker'].color).not.toBe(data[1]!['marker'].color);
  });
});

describe('bar', () => {
  const series = [{ name: 'n', values: [1, 2] }];

  it('keeps labels that look like numbers or repeat apart', () => {
    const { data, layout } = build({ kind: 'bar', labels: ['1', '1'], series, valueTitle: 'rows' });
    expect(data[0]!['y']).toEqual([0, 1]);
    expect(layout['yaxis'].ticktext).toEqual(['1', '1']);
  });

  it('puts the first label on top', () => {
    const { layout } = build({ kind: 'bar', labels: ['a', 'b'], series, valueTitle: 'rows' });
    expect(layout['yaxis'].range[0]).toBeGreaterThan(layout['yaxis'].range[1]);
  });

  it('shortens long labels and remembers what they were', () => {
    const long = 'Residential_Low_Density_With_A_Very_Long_Name_Indeed';
    const { layout, tickTitles } = build({
      kind: 'bar',
      labels: [long, 'b'],
      series,
      valueTitle: 'rows',
    });
    const shown = layout['yaxis'].ticktext[0];
    expect(shown.length).toBeLessThan(long.length);
    expect(tickTitles.get(shown)).toBe(long);
  });

  it('shows markup and templates in names as they are written', () => {
    const { data, layout } = build({
      kind: 'bar',
      labels: ['<b>x</b> %{y}', 'b'],
      series,
      valueTitle: 'rows',
    });
    expect(layout['yaxis'].ticktext[0]).toBe('&lt;b&gt;x&lt;/b&gt; &#37;{y}');
    expect(data[0]!['customdata'][0][0]).not.toContain('<b>');
  });
});

describe('heatmap', () => {
  const base = { kind: 'heatmap', rows: ['a', 'b'], columns: ['a', 'b'], valueTitle: 'r' } as const;

  it('is symmetric around zero when diverging', () => {
    const matrix = [
      [0.2, null],
      [-0.7, 0.1],
    ];
    expect(heatmapRange({ ...base, matrix, scale: 'diverging' })).toEqual([-0.7, 0.7]);
    expect(heatmapRange({ ...base, matrix, scale: 'sequential' })).toEqual([-0.7, 0.2]);
  });

  it('has a range when there is no number at all', () => {
    expect(heatmapRange({ ...base, matrix: [[null]], scale: 'sequential' })).toEqual([0, 1]);
  });

  it('writes numbers into cells only where they fit', () => {
    const matrix = [
      [1, 0.5],
      [0.5, 1],
    ];
    const { layout } = build({ ...base, matrix, scale: 'diverging' });
    expect(layout['annotations']).toHaveLength(4);
    const names = Array.from({ length: 80 }, (_, i) => `c${i}`);
    const large = build({
      ...base,
      rows: names,
      columns: names,
      matrix: names.map(() => names.map(() => 0.1)),
      scale: 'diverging',
    });
    expect(large.layout['annotations']).toHaveLength(0);
    expect(large.layout['xaxis'].tickvals.length).toBeLessThan(80);
  });
});

describe('line', () => {
  const curve = { name: 'model', x: [0, 0.5, 1], y: [0, 0.8, 1] };

  it('draws the diagonal of chance behind the curve, without hover', () => {
    const { data } = build({
      kind: 'line',
      series: [curve],
      xTitle: 'fpr',
      yTitle: 'tpr',
      diagonal: 'chance',
    });
    expect(data[0]!['name']).toBe('chance');
    expect(data[0]!['hoverinfo']).toBe('skip');
    expect(data[1]!['name']).toBe('model');
  });

  it('marks a place on the x axis', () => {
    const { layout } = build({
      kind: 'line',
      series: [curve],
      xTitle: 'threshold',
      yTitle: 'score',
      marker: { x: 0.4, label: 'threshold 0.4' },
    });
    expect(layout['shapes'][0].x0).toBe(0.4);
  });

  it('leaves gaps where a value is missing', () => {
    const { data } = build({
      kind: 'line',
      series: [{ ...curve, y: [0, null, 1] }],
      xTitle: 'x',
      yTitle: 'y',
    });
    expect(data[0]!['y'][1]).toBeNull();
    expect(data[0]!['connectgaps']).toBe(false);
  });
});

describe('scatter', () => {
  const points = (n: number): ChartSpec => ({
    kind: 'scatter',
    x: Array.from({ length: n }, (_, i) => i),
    y: Array.from({ length: n }, (_, i) => -i),
    xTitle: 'x',
    yTitle: 'y',
  });

  it('turns to WebGL beyond 5,000 points only', () => {
    expect(build(points(5_000)).data[0]!['type']).toBe('scatter');
    expect(build(points(5_001)).data[0]!['type']).toBe('scattergl');
  });

  it('maps points of groups back to their rows', () => {
    const figure = build({ ...(points(3) as any), groups: ['a', 'b', 'a'] });
    expect(figure.pointIndices).toEqual([[0, 2], [1]]);
  });

  it('gathers groups beyond the palette', () => {
    const figure = build({
      ...(points(12) as any),
      groups: Array.from({ length: 12 }, (_, i) => `g${i}`),
    });
    expect(figure.data).toHaveLength(8);
    expect(figure.data[7]!['name']).toBe('5 other groups');
    expect(figure.data.flatMap((trace) => trace['x'])).toHaveLength(12);
  });
});

describe('confusion', () => {
  it('tells shares of the actual class, the predicted one or all, and none of no rows', () => {
    const matrix = [
      [3, 1],
      [0, 0],
    ];
    const spec = { kind: 'confusion', labels: ['no', 'yes'], matrix } as const;
    const rows = [
      [0.75, 0.25],
      [0, 0],
    ];
    expect(cellShares(spec)).toEqual(rows);
    expect(cellShares({ ...spec, shareOf: 'all' })).toEqual(rows);
    expect(cellShares({ ...spec, shareOf: 'predicted' })).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });

  it('annotates counts with their share', () => {
    const { layout } = build({
      kind: 'confusion',
      labels: ['no', 'yes'],
      matrix: [
        [30, 10],
        [5, 15],
      ],
    });
    expect(layout['annotations'][0].text).toBe('<b>30</b><br>75%');
    expect(layout['annotations'][3].text).toBe('<b>15</b><br>75%');
  });
});

it('differs in text colour between light and dark', () => {
  const spec: ChartSpec = { kind: 'histogram', edges: [0, 1], counts: [1], xTitle: 'x' };
  const light = buildFigure(spec, lightTheme, size).layout as Any;
  const dark = buildFigure(spec, darkTheme, size).layout as Any;
  expect(light['font'].color).not.toBe(dark['font'].color);
});
