import {
  axis,
  axisKind,
  axisValue,
  baseLayout,
  svgPointLimit,
  withLegend,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { sequentialScale } from '../palette.ts';
import type { ChartMarks, ScatterSpec } from '../spec.ts';
import { escapeMarkup, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { brushShape } from './brush-shape.ts';
import { groupPoints, pointLayers } from './group-points.ts';

/** Points; see-through when there are many, WebGL when there are very many; or counts on a grid. */
export function scatterFigure(
  spec: ScatterSpec,
  theme: ChartTheme,
  size: FigureSize,
  { selected, brush }: ChartMarks = { selected: null, brush: null },
): Figure {
  const count = spec.x.length;
  const all = pointLayers(groupPoints(count, spec.groups, spec.groupOrder), theme.colors, selected);
  // Over a density only the selected points are seen: the others need not be drawn at all.
  const layers = spec.density ? all.filter((layer) => selected && layer.strength === 1) : all;
  const opacity = count > 2_000 ? 0.4 : count > 300 ? 0.6 : 0.8;
  const data: Record<string, unknown>[] = layers.map((layer) => ({
    type: count > svgPointLimit ? 'scattergl' : 'scatter',
    mode: 'markers',
    showlegend: layer.legend,
    name: escapeMarkup(layer.name),
    x: layer.points.map((i) => {
      const value = spec.x[i] ?? null;
      return value === null ? null : axisValue(spec.xKind, value);
    }),
    y: layer.points.map((i) => {
      const value = spec.y[i] ?? null;
      return value === null ? null : axisValue(spec.yKind, value);
    }),
    marker: {
      size: count > 2_000 ? 4 : 6,
      color: layer.color,
      opacity: selected && layer.strength === 1 ? Math.max(opacity, 0.8) : opacity * layer.strength,
      line: { width: 0 },
    },
    customdata: layer.points.map((i) => [
      escapeMarkup(spec.names?.[i] ?? `Row ${i}`),
      number(spec.x[i] ?? null, spec.xKind),
      number(spec.y[i] ?? null, spec.yKind),
    ]),
    hovertemplate: `<b>%{customdata[0]}</b><br>${escapeMarkup(spec.xTitle)}: %{customdata[1]}<br>${escapeMarkup(spec.yTitle)}: %{customdata[2]}<extra>${escapeMarkup(layer.name)}</extra>`,
  }));
  const pointIndices: (readonly number[] | null)[] = layers.map((layer) => layer.points);
  if (spec.density) {
    data.unshift(densityTrace(spec, spec.density, theme));
    pointIndices.unshift(null);
  }
  if (spec.diagonal !== undefined) {
    const ends = extent([...spec.x, ...spec.y]);
    data.push({
      type: 'scatter',
      mode: 'lines',
      name: escapeMarkup(spec.diagonal),
      x: ends,
      y: ends,
      line: { color: theme.text, width: 1, dash: 'dot' },
      hoverinfo: 'skip',
    });
    pointIndices.push(null);
  }
  if (spec.curve) {
    data.push({
      type: 'scatter',
      mode: 'lines',
      name: escapeMarkup(spec.curve.name),
      x: spec.curve.x.map((value) => (value === null ? null : axisValue(spec.xKind, value))),
      y: spec.curve.y,
      // Selected points have the second colour.
      line: { color: selected ? theme.text : theme.colors[1], width: selected ? 2 : 2.5 },
      hoverinfo: 'skip',
    });
    pointIndices.push(null);
  }
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, spec.xTitle, {
    ...axisKind(spec.xKind),
    nticks: Math.max(3, Math.min(10, Math.floor(size.width / 65))),
    showline: true,
  });
  layout['yaxis'] = axis(theme, spec.yTitle, {
    ...axisKind(spec.yKind),
    nticks: Math.max(3, Math.min(8, Math.floor(size.height / 45))),
    zeroline: spec.zeroLine === true,
    zerolinecolor: theme.text,
    zerolinewidth: 1,
    showline: true,
  });
  layout['shapes'] = brush
    ? [
        brushShape(brush, theme, {
          x: { name: 'x', kind: spec.xKind },
          y: { name: 'y', kind: spec.yKind },
        }),
      ]
    : [];
  withLegend(layout, Boolean(spec.groups ?? spec.diagonal ?? spec.curve));
  return { data, layout, tickTitles: new Map(), pointIndices };
}

function densityTrace(
  spec: ScatterSpec,
  density: NonNullable<ScatterSpec['density']>,
  theme: ChartTheme,
): Record<string, unknown> {
  const { xEdges, yEdges, counts } = density;
  const range = (edges: readonly number[], i: number, kind: string | undefined): string =>
    `${number(edges[i] ?? null, kind)} – ${number(edges[i + 1] ?? null, kind)}`;
  return {
    type: 'heatmap',
    x: xEdges.map((edge) => axisValue(spec.xKind, edge)),
    y: yEdges.map((edge) => axisValue(spec.yKind, edge)),
    // Counts span orders of magnitude: their logarithm keeps thin regions in sight.
    z: counts.map((row) => row.map((count) => (count === 0 ? null : Math.log10(count)))),
    zmin: -0.15,
    colorscale: sequentialScale(theme),
    showscale: false,
    hoverongaps: false,
    customdata: counts.map((row, j) =>
      row.map((count, i) => [
        shortNumber(count),
        range(xEdges, i, spec.xKind),
        range(yEdges, j, spec.yKind),
      ]),
    ),
    hovertemplate: `<b>%{customdata[0]}</b> rows<br>${escapeMarkup(spec.xTitle)}: %{customdata[1]}<br>${escapeMarkup(spec.yTitle)}: %{customdata[2]}<extra></extra>`,
  };
}

function number(value: number | null, kind: string | undefined): string {
  if (value === null) return 'missing';
  return kind === 'date' ? new Date(value).toISOString().slice(0, 16) : shortNumber(value);
}

function extent(values: readonly (number | null)[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 1] : [low, high];
}
