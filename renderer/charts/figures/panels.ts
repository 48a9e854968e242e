import { axis, axisKind, axisValue, baseLayout, type Figure, type FigureSize } from '../figure.ts';
import { withAlpha } from '../palette.ts';
import type { PanelsSpec } from '../spec.ts';
import { escapeMarkup, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

/** Of the height between two panels. */
const gap = 0.045;

/** Curves under each other that zoom together; the first one has more room. */
export function panelsFigure(spec: PanelsSpec, theme: ChartTheme, size: FigureSize): Figure {
  const count = spec.panels.length;
  const weights = spec.panels.map((_, i) => (i === 0 && count > 1 ? 1.6 : 1));
  const sum = weights.reduce((a, b) => a + b, 0);
  const room = 1 - gap * (count - 1);
  const x = spec.x.map((value) => axisValue(spec.xKind, value));
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, spec.xTitle, {
    ...axisKind(spec.xKind),
    nticks: Math.max(3, Math.min(12, Math.floor(size.width / 90))),
    anchor: `y${count > 1 ? count : ''}`,
    showline: true,
  });
  let top = 1;
  spec.panels.forEach((panel, p) => {
    const height = (weights[p]! / sum) * room;
    layout[`yaxis${p === 0 ? '' : p + 1}`] = axis(theme, panel.title, {
      domain: [Math.max(0, top - height), top],
      nticks: Math.max(3, Math.floor((height * size.height) / 40)),
      showline: true,
    });
    top -= height + gap;
  });
  layout['hovermode'] = 'x';
  layout['shapes'] = (spec.bands ?? []).map((band) => ({
    type: 'rect',
    xref: 'x',
    yref: 'paper',
    x0: axisValue(spec.xKind, band.from),
    x1: axisValue(spec.xKind, band.to),
    y0: 0,
    y1: 1,
    fillcolor: withAlpha(theme.colors[1]!, 0.18),
    line: { width: 0 },
    layer: 'below',
  }));
  return {
    data: spec.panels.map((panel, p) => ({
      type: 'scatter',
      mode: 'lines',
      name: escapeMarkup(panel.title),
      x,
      y: panel.values,
      xaxis: 'x',
      yaxis: `y${p === 0 ? '' : p + 1}`,
      connectgaps: false,
      line: { color: theme.colors[p === 0 ? 0 : p % theme.colors.length], width: 1.5 },
      customdata: panel.values.map((value) => (value === null ? 'missing' : shortNumber(value))),
      hovertemplate: `${escapeMarkup(panel.title)} <b>%{customdata}</b><extra></extra>`,
    })),
    layout,
    tickTitles: new Map(),
  };
}
