import {
  axis,
  axisKind,
  axisValue,
  baseLayout,
  withLegend,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { withAlpha } from '../palette.ts';
import type { AxisKind, LineSeries, LineSpec } from '../spec.ts';
import { escapeMarkup } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { trialAxis } from './trial-axis.ts';

function hover(kind: AxisKind | undefined, axisName: 'x' | 'y'): string {
  if (kind === 'percent') return `%{${axisName}:.1%}`;
  if (kind === 'date') return `%{${axisName}|%Y-%m-%d %H:%M}`;
  return `%{${axisName}:.4~g}`;
}

const dashes = ['solid', 'dash', 'dot', 'dashdot'];

/** Curves; series differ in colour and, beyond the third, in dash as well. */
export function lineFigure(spec: LineSpec, theme: ChartTheme, size: FigureSize): Figure {
  const many = spec.series.length > 1;
  const trace = (series: LineSeries, s: number): Record<string, unknown> => ({
    // Plotly thins a path of SVG to what can be seen; by WebGL every point of it would be drawn.
    type: 'scatter',
    mode: series.markers === true ? 'lines+markers' : 'lines',
    name: escapeMarkup(series.name),
    x: series.x.map((value) => (value === null ? null : axisValue(spec.xKind, value))),
    y: series.y,
    connectgaps: false,
    line: {
      color: theme.colors[s % theme.colors.length],
      width: 2,
      dash: series.dashed === true ? 'dash' : dashes[Math.floor(s / theme.colors.length) % 4],
      shape: series.stepped === true ? 'hv' : 'linear',
    },
    marker: { size: 6, color: theme.colors[s % theme.colors.length] },
    ...(series.notes ? { text: series.notes.map(escapeMarkup) } : {}),
    ...(spec.xLabels
      ? { customdata: series.x.map((value) => escapeMarkup(spec.xLabels?.[value ?? -1] ?? '')) }
      : {}),
    hovertemplate: `${escapeMarkup(spec.xTitle)}: <b>${spec.xLabels ? '%{customdata}' : hover(spec.xKind, 'x')}</b><br>${escapeMarkup(spec.yTitle)}: <b>${hover(spec.yKind, 'y')}</b>${series.notes ? '<br>%{text}' : ''}<extra>${many ? escapeMarkup(series.name) : ''}</extra>`,
  });
  const data = spec.series.map(trace);
  data.unshift(...spec.series.flatMap((series, s) => bandTrace(series, spec, colorOf(theme, s))));
  if (spec.diagonal !== undefined) {
    data.unshift({
      type: 'scatter',
      mode: 'lines',
      name: escapeMarkup(spec.diagonal),
      x: [0, 1],
      y: [0, 1],
      line: { color: theme.muted, width: 1, dash: 'dot' },
      legendrank: 2000,
      hoverinfo: 'skip',
    });
  }
  const layout = baseLayout(theme, size);
  const scaled = spec.xLog === true || spec.xLabels !== undefined;
  layout['xaxis'] = scaled
    ? trialAxis(
        {
          title: spec.xTitle,
          ...(spec.xLog === true ? { log: true } : {}),
          ...(spec.xLabels ? { labels: spec.xLabels } : {}),
        },
        spec.series.flatMap(({ x }) => x),
        { theme, length: size.width - 60 },
      )
    : axis(theme, spec.xTitle, {
        ...axisKind(spec.xKind),
        ...(spec.xRange ? { range: padded(spec.xRange) } : {}),
        nticks: Math.max(3, Math.min(10, Math.floor(size.width / 65))),
        showline: true,
      });
  layout['yaxis'] = axis(theme, spec.yTitle, {
    ...axisKind(spec.yKind),
    ...(spec.yRange ? { range: padded(spec.yRange) } : {}),
    nticks: Math.max(3, Math.min(8, Math.floor(size.height / 45))),
    showline: true,
  });
  if (spec.marker) {
    layout['shapes'] = [
      {
        type: 'line',
        yref: 'paper',
        x0: spec.marker.x,
        x1: spec.marker.x,
        y0: 0,
        y1: 1,
        line: { color: theme.text, width: 1, dash: 'dash' },
      },
    ];
    layout['annotations'] = [
      {
        x: spec.marker.x,
        y: 0,
        yref: 'paper',
        yanchor: 'bottom',
        xanchor: 'left',
        xshift: 4,
        text: escapeMarkup(spec.marker.label),
        showarrow: false,
        font: { size: 11, color: theme.text },
      },
    ];
  }
  withLegend(layout, many || spec.diagonal !== undefined);
  return { data, layout, tickTitles: new Map() };
}

const colorOf = (theme: ChartTheme, s: number): string => theme.colors[s % theme.colors.length]!;

/** The stretch around a curve, as one closed outline; none where it has no band. */
function bandTrace(
  { band, x }: LineSeries,
  { xKind }: LineSpec,
  color: string,
): Record<string, unknown>[] {
  if (!band) return [];
  const there = x.flatMap((value, i) =>
    value === null || band.low[i] === null || band.high[i] === null ? [] : [i],
  );
  const back = there.toReversed();
  return [
    {
      type: 'scatter',
      mode: 'lines',
      x: [...there, ...back].map((i) => axisValue(xKind, x[i]!)),
      y: [...there.map((i) => band.high[i]!), ...back.map((i) => band.low[i]!)],
      fill: 'toself',
      fillcolor: withAlpha(color, 0.16),
      line: { width: 0 },
      showlegend: false,
      hoverinfo: 'skip',
    },
  ];
}

/** A little air, so that a curve along the border is not cut in half. */
function padded([low, high]: readonly [number, number]): [number, number] {
  const air = (high - low) * 0.02;
  return [low - air, high + air];
}
