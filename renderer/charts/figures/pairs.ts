import {
  axis,
  axisKind,
  axisValue,
  baseLayout,
  withLegend,
  type Axis,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { divergingScale, colorAt, readableOn, withAlpha } from '../palette.ts';
import type { ChartMarks, PairsSpec } from '../spec.ts';
import { ellipsize, escapeMarkup, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { brushShape } from './brush-shape.ts';
import { groupPoints, pointLayers, type PointLayer } from './group-points.ts';
import { pearson } from './pearson.ts';

const gap = 0.02;
const bins = 24;
/** Marks in all plots together, each of which is an SVG element; more are thinned out evenly. */
const mostMarks = 8_000;

type Trace = Record<string, unknown>;

const suffix = (i: number): string => (i === 0 ? '' : String(i + 1));

/** Points of the layers that are drawn: every one, or every k-th where there are too many. */
function thin(layers: readonly PointLayer[], plots: number): PointLayer[] {
  const all = layers.reduce((sum, layer) => sum + layer.points.length, 0);
  const every = Math.max(1, Math.ceil((all * Math.max(1, plots)) / mostMarks));
  return layers.map((layer) => ({
    ...layer,
    points: layer.points.filter((_, i) => i % every === 0),
  }));
}

/** Counts of `points` in equal bins between the column's ends. */
export function binCounts(
  values: readonly (number | null)[],
  points: readonly number[],
  [low, high]: readonly [number, number],
): number[] {
  const counts = Array.from({ length: bins }, () => 0);
  const width = high - low;
  for (const i of points) {
    const value = values[i] ?? null;
    if (value === null) continue;
    const bin = width === 0 ? 0 : Math.min(bins - 1, Math.floor(((value - low) / width) * bins));
    counts[bin]!++;
  }
  return counts;
}

function extent(values: readonly (number | null)[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 1] : [low, high];
}

/** All pairs of a few columns on shared axes; a selection shows in every one. */
export function pairsFigure(
  spec: PairsSpec,
  theme: ChartTheme,
  size: FigureSize,
  { selected, brush }: ChartMarks,
): Figure {
  const { columns } = spec;
  const count = columns.length;
  const rows = columns[0]?.values.length ?? 0;
  const layers = pointLayers(groupPoints(rows, spec.groups), theme.colors, selected);
  const drawn = thin(layers, (count * (count - 1)) / 2);
  const extents = columns.map((column) => extent(column.values));
  const values = columns.map((column) =>
    column.values.map((value) => (value === null ? null : axisValue(column.axis, value))),
  );
  const data: Trace[] = [];
  const pointIndices: (readonly number[] | null)[] = [];
  for (let r = 1; r < count; r++)
    for (let c = 0; c < r; c++)
      drawn.forEach((layer) => {
        const first = r === 1 && c === 0;
        data.push({
          type: 'scatter',
          mode: 'markers',
          x: layer.points.map((i) => values[c]![i]!),
          y: layer.points.map((i) => values[r]![i]!),
          xaxis: `x${suffix(c)}`,
          yaxis: `y${suffix(r)}`,
          name: escapeMarkup(layer.name),
          legendgroup: layer.name,
          showlegend: layer.legend && first,
          marker: {
            size: rows > 1000 ? 3 : 4,
            color: layer.color,
            opacity: (rows > 1000 ? 0.45 : 0.65) * layer.strength,
            line: { width: 0 },
          },
          hoverinfo: 'skip',
        });
        pointIndices.push(layer.points);
      });
  for (let c = 0; c < count; c++)
    for (const trace of diagonal(spec, c, { layers, extent: extents[c]!, theme })) {
      data.push(trace);
      pointIndices.push(null);
    }
  const layout = baseLayout(theme, size);
  Object.assign(layout, axesOf(spec, theme, size));
  layout['barmode'] = spec.groups ? 'stack' : 'overlay';
  layout['bargap'] = 0;
  layout['annotations'] = coefficients(spec, theme, size);
  layout['shapes'] = [
    ...frames(count, theme),
    ...(brush
      ? [
          brushShape(brush, theme, {
            x: { name: `x${suffix(brush.axes[0])}`, kind: columns[brush.axes[0]]?.axis },
            y: { name: `y${suffix(brush.axes[1])}`, kind: columns[brush.axes[1]]?.axis },
          }),
        ]
      : []),
  ];
  withLegend(layout, spec.groups !== undefined);
  const axisColumns = new Map<string, number>();
  columns.forEach((_, i) => axisColumns.set(`x${suffix(i)}`, i).set(`y${suffix(i)}`, i));
  return { data, layout, tickTitles: new Map(), pointIndices, axisColumns };
}

/** Bars of one column: all its points, or the selected ones in front of the others. */
function diagonal(
  spec: PairsSpec,
  c: number,
  options: {
    readonly layers: readonly PointLayer[];
    readonly extent: readonly [number, number];
    readonly theme: ChartTheme;
  },
): Trace[] {
  const { layers, theme } = options;
  const [low, high] = options.extent;
  const { axis: kind, values } = spec.columns[c]!;
  const width = (high - low || 1) / bins;
  const centres = Array.from({ length: bins }, (_, i) => axisValue(kind, low + (i + 0.5) * width));
  return layers.map((layer) => ({
    type: 'bar',
    x: centres,
    y: binCounts(values, layer.points, options.extent),
    width,
    xaxis: `x${suffix(c)}`,
    yaxis: `y${suffix(spec.columns.length + c)}`,
    marker: {
      color: withAlpha(layer.color, layer.strength < 1 ? 0.25 : 0.75),
      line: { width: 0.5, color: theme.surface },
    },
    showlegend: false,
    hoverinfo: 'skip',
  }));
}

/** Domain of cell `i` of `count` along one direction. */
function domain(i: number, count: number): [number, number] {
  const width = (1 - gap * (count - 1)) / count;
  const start = i * (width + gap);
  return [start, Math.min(1, start + width)];
}

function axesOf({ columns }: PairsSpec, theme: ChartTheme, size: FigureSize): Trace {
  const count = columns.length;
  const cellPx = size.width / count;
  const axes: Trace = {};
  const frame: Axis = {
    showline: false,
    showgrid: false,
    automargin: false,
    tickfont: { size: 10, color: theme.muted },
  };
  columns.forEach((column, i) => {
    const name = ellipsize(column.name, Math.max(6, Math.floor(cellPx / 7.5)));
    axes[`xaxis${suffix(i)}`] = axis(theme, name, {
      ...axisKind(column.axis),
      ...frame,
      domain: domain(i, count),
      anchor: `y${suffix(count === 1 ? count : count - 1)}`,
      nticks: Math.max(2, Math.floor(cellPx / 60)),
    });
    const [low, high] = domain(count - 1 - i, count);
    axes[`yaxis${suffix(i)}`] = axis(theme, i === 0 ? '' : name, {
      ...axisKind(column.axis),
      ...frame,
      domain: [low, high],
      anchor: 'x',
      nticks: 4,
      ...(i === 0 ? { showticklabels: false } : {}),
    });
    axes[`yaxis${suffix(count + i)}`] = axis(theme, undefined, {
      ...frame,
      domain: [low, high],
      anchor: `x${suffix(i)}`,
      showticklabels: false,
      fixedrange: true,
      rangemode: 'tozero',
    });
  });
  axes['margin'] = { l: 62, r: 10, t: 10, b: 46, pad: 2 };
  return axes;
}

/** A frame around each plot; axes alone would frame the outer ones only. */
function frames(count: number, theme: ChartTheme): Trace[] {
  return Array.from({ length: count }, (_, r) =>
    Array.from({ length: r + 1 }, (__, c) => {
      const [x0, x1] = domain(c, count);
      const [y0, y1] = domain(count - 1 - r, count);
      const line = { color: theme.grid, width: 1 };
      return { type: 'rect', xref: 'paper', yref: 'paper', x0, x1, y0, y1, line, layer: 'below' };
    }),
  ).flat();
}

/** Pearson's r above the diagonal, on the colour of its size. */
function coefficients({ columns }: PairsSpec, theme: ChartTheme, size: FigureSize): Trace[] {
  const scale = divergingScale(theme);
  const count = columns.length;
  const tall = size.height / count;
  const found: Trace[] = [];
  for (let r = 0; r < count; r++)
    for (let c = r + 1; c < count; c++) {
      const value = pearson(columns[c]!.values, columns[r]!.values);
      const [x0, x1] = domain(c, count);
      const [y0, y1] = domain(count - 1 - r, count);
      const color = colorAt(scale, ((value ?? 0) + 1) / 2);
      found.push({
        xref: 'paper',
        yref: 'paper',
        x: (x0 + x1) / 2,
        y: (y0 + y1) / 2,
        text: value === null ? '–' : `r ${value.toFixed(2).replace('-', '−')}`,
        hovertext: `${escapeMarkup(columns[c]!.name)} and ${escapeMarkup(columns[r]!.name)}: r ${value === null ? 'does not exist' : shortNumber(value)}`,
        showarrow: false,
        bgcolor: color,
        borderpad: Math.max(3, Math.min(9, tall / 14)),
        font: { size: Math.max(11, Math.min(15, tall / 9)), color: readableOn(color) },
      });
    }
  return found;
}
