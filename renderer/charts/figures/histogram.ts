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
import type { HistogramSpec } from '../spec.ts';
import { escapeMarkup, percent, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

function edgeText(kind: string | undefined, value: number): string {
  return kind === 'date'
    ? new Date(value).toISOString().slice(0, 16).replace('T', ' ')
    : shortNumber(value);
}

/** Bars that fill their bins; an overlay lies over them, see-through, on the same edges. */
export function histogramFigure(spec: HistogramSpec, theme: ChartTheme, size: FigureSize): Figure {
  const { edges } = spec;
  const bins = Math.max(0, edges.length - 1);
  const dates = spec.xKind === 'date';
  const centres: (number | string)[] = [];
  const widths: number[] = [];
  const ranges: string[] = [];
  for (let i = 0; i < bins; i++) {
    const low = edges[i]!;
    const high = edges[i + 1]!;
    centres.push(axisValue(spec.xKind, (low + high) / 2));
    // A constant column has one bin without a width: give the bar one that can be seen.
    widths.push(high - low || (dates ? 86_400_000 : Math.abs(low) * 0.02 || 1));
    ranges.push(`${edgeText(spec.xKind, low)} – ${edgeText(spec.xKind, high)}`);
  }
  const yTitle = spec.yTitle ?? 'Rows';
  const shown = spec.yKind === 'percent' ? percent : shortNumber;
  const bars = (
    name: string,
    counts: readonly number[],
    color: string,
  ): Record<string, unknown> => ({
    type: 'bar',
    name: escapeMarkup(name),
    x: centres,
    y: counts,
    width: widths,
    marker: {
      color: withAlpha(color, spec.overlay ? 0.55 : 0.85),
      line: { width: bins > 60 ? 0 : 1, color: spec.overlay ? color : theme.surface },
    },
    customdata: ranges.map((range, i) => [range, shown(counts[i] ?? 0)]),
    hovertemplate: `%{customdata[0]}<br><b>%{customdata[1]}</b> ${escapeMarkup(yTitle.toLowerCase())}<extra>${spec.overlay ? escapeMarkup(name) : ''}</extra>`,
  });
  const data = [bars(spec.name ?? spec.xTitle, spec.counts, theme.colors[0]!)];
  if (spec.overlay) data.push(bars(spec.overlay.name, spec.overlay.counts, theme.colors[1]!));
  const layout = baseLayout(theme, size);
  layout['barmode'] = 'overlay';
  layout['bargap'] = 0;
  layout['xaxis'] = axis(theme, spec.xTitle, {
    ...axisKind(spec.xKind),
    showgrid: false,
    showline: true,
    nticks: Math.max(3, Math.min(10, Math.floor(size.width / 60))),
  });
  layout['yaxis'] = axis(theme, yTitle, {
    ...axisKind(spec.yKind),
    rangemode: 'tozero',
    nticks: Math.max(3, Math.min(8, Math.floor(size.height / 50))),
  });
  withLegend(layout, spec.overlay !== undefined && spec.legend !== false);
  return { data, layout, tickTitles: new Map() };
}
