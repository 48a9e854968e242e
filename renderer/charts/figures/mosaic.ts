import {
  axis,
  baseLayout,
  letterWidth,
  withLegend,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import type { MosaicSpec } from '../spec.ts';
import { ellipsize, escapeMarkup, percent, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

const gap = 0.004;
/** Labels under narrower columns would run into each other. */
const leastLabelPx = 30;

interface Column {
  readonly left: number;
  readonly width: number;
  readonly total: number;
}

/** Where the columns of x lie on 0..1, as wide as their share of the rows. */
export function mosaicColumns(counts: readonly (readonly number[])[]): Column[] {
  const totals = (counts[0] ?? []).map((_, x) => counts.reduce((sum, row) => sum + row[x]!, 0));
  const all = totals.reduce((sum, total) => sum + total, 0) || 1;
  const room = 1 - gap * Math.max(0, totals.length - 1);
  let left = 0;
  return totals.map((total) => {
    const column = { left, width: (total / all) * room, total };
    left += column.width + gap;
    return column;
  });
}

/** Tiles whose area is the count; the selected part of a tile is filled from below. */
export function mosaicFigure(spec: MosaicSpec, theme: ChartTheme, size: FigureSize): Figure {
  const columns = mosaicColumns(spec.counts);
  const bases = columns.map(() => 0);
  const data: Record<string, unknown>[] = [];
  const overlays: Record<string, unknown>[] = [];
  spec.yLabels.forEach((label, y) => {
    const shares = columns.map(({ total }, x) => (total > 0 ? spec.counts[y]![x]! / total : 0));
    const place = {
      type: 'bar',
      offset: 0,
      x: columns.map((column) => column.left),
      width: columns.map((column) => column.width),
      base: [...bases],
    };
    data.push({
      ...place,
      name: escapeMarkup(ellipsize(label, 24)),
      y: shares.map((share) => Math.max(0, share - gap)),
      marker: {
        color: theme.colors[y % theme.colors.length],
        opacity: spec.selected ? 0.3 : 0.85,
        line: { width: 0 },
      },
      customdata: columns.map((_, x) => [
        escapeMarkup(spec.xLabels[x] ?? ''),
        escapeMarkup(label),
        shortNumber(spec.counts[y]![x]!),
        percent(shares[x]!),
      ]),
      hovertemplate: `<b>%{customdata[2]}</b> rows<br>${escapeMarkup(spec.xTitle)}: %{customdata[0]}<br>${escapeMarkup(spec.yTitle)}: %{customdata[1]}, %{customdata[3]} of it<extra></extra>`,
    });
    if (spec.selected)
      overlays.push({
        ...place,
        y: shares.map((share, x) => Math.max(0, share - gap) * (spec.selected![y]?.[x] ?? 0)),
        marker: { color: theme.colors[y % theme.colors.length], line: { width: 0 } },
        hoverinfo: 'skip',
        showlegend: false,
      });
    shares.forEach((share, x) => (bases[x]! += share));
  });
  const layout = baseLayout(theme, size);
  const plotWidth = size.width - 70;
  const labelled = columns.flatMap((column, x) =>
    column.width * plotWidth >= leastLabelPx ? [{ ...column, label: spec.xLabels[x] ?? '' }] : [],
  );
  const tickTitles = new Map<string, string>();
  layout['xaxis'] = axis(theme, spec.xTitle, {
    type: 'linear',
    tickmode: 'array',
    tickvals: labelled.map(({ left, width }) => left + width / 2),
    ticktext: labelled.map(({ label, width }) => {
      const shown = ellipsize(label, Math.max(3, Math.floor((width * plotWidth) / letterWidth)));
      if (shown !== label) tickTitles.set(shown, label);
      return escapeMarkup(shown);
    }),
    tickangle: 0,
    showgrid: false,
    range: [0, 1],
  });
  layout['yaxis'] = axis(theme, `Share of ${spec.yTitle}`, {
    tickformat: ',.0%',
    range: [0, 1],
    showgrid: false,
    nticks: 5,
  });
  layout['barmode'] = 'overlay';
  withLegend(layout, true);
  return {
    data: [...data, ...overlays],
    layout,
    tickTitles,
    pointIndices: [...data, ...overlays].map((_, t) => {
      const y = t % Math.max(1, spec.yLabels.length);
      return columns.map((__, x) => y * columns.length + x);
    }),
  };
}
