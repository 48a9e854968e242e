import { axis, baseLayout, type Figure, type FigureSize } from '../figure.ts';
import { withAlpha } from '../palette.ts';
import type { CorrelogramSpec } from '../spec.ts';
import { escapeMarkup, signedNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

/** Stems by lag over the band of chance; those outside it stand out. */
export function correlogramFigure(
  spec: CorrelogramSpec,
  theme: ChartTheme,
  size: FigureSize,
): Figure {
  const lags = spec.values.map((_, i) => i + 1);
  const colors = spec.values.map((value) =>
    Math.abs(value) > spec.confidence ? theme.colors[0]! : theme.muted,
  );
  const largest = spec.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const reach = Math.min(1.05, Math.max(largest, spec.confidence) * 1.2 || 1);
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, 'Lag', {
    showgrid: false,
    range: [0, lags.length + 1],
    nticks: Math.max(3, Math.min(12, Math.floor(size.width / 50))),
  });
  layout['yaxis'] = axis(theme, spec.valueTitle, {
    range: [
      spec.values.some((value) => value < -spec.confidence)
        ? -reach
        : -Math.min(reach, spec.confidence * 3),
      reach,
    ],
    zeroline: true,
    zerolinecolor: theme.muted,
    zerolinewidth: 1,
    nticks: 6,
  });
  layout['shapes'] = [
    {
      type: 'rect',
      xref: 'paper',
      x0: 0,
      x1: 1,
      y0: -spec.confidence,
      y1: spec.confidence,
      fillcolor: withAlpha(theme.colors[0]!, 0.12),
      line: { width: 0 },
      layer: 'below',
    },
  ];
  layout['bargap'] = 0;
  return {
    data: [
      {
        type: 'bar',
        x: lags,
        y: spec.values,
        width: lags.map(() => Math.min(0.5, (2.5 * lags.length) / Math.max(1, size.width - 80))),
        marker: { color: colors },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: lags,
        y: spec.values,
        marker: { size: 6, color: colors },
        customdata: spec.values.map(signedNumber),
        hovertemplate: `lag %{x}<br>${escapeMarkup(spec.valueTitle)}: <b>%{customdata}</b><extra></extra>`,
      },
    ],
    layout,
    tickTitles: new Map(),
  };
}
