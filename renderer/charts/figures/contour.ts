import { baseLayout, type Figure, type FigureSize } from '../figure.ts';
import { sequentialScale } from '../palette.ts';
import type { ContourSpec } from '../search-spec.ts';
import { ellipsize, escapeMarkup, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { axisText, trialAxis } from './trial-axis.ts';

/** A surface in bands of colour under the trials it was told from. */
export function contourFigure(spec: ContourSpec, theme: ChartTheme, size: FigureSize): Figure {
  const scale = sequentialScale(theme);
  const { xAxis, yAxis, points } = spec;
  const names = [xAxis.title, yAxis.title, spec.valueTitle].map(escapeMarkup);
  const layout = baseLayout(theme, size);
  layout['xaxis'] = trialAxis(xAxis, spec.x, { theme, length: size.width - 150 });
  layout['yaxis'] = trialAxis(yAxis, spec.y, { theme, length: size.height - 60 });
  return {
    data: [
      {
        type: 'contour',
        x: spec.x,
        y: spec.y,
        z: spec.surface,
        colorscale: scale,
        reversescale: spec.better === 'lower',
        ncontours: 14,
        line: { width: 0.5, color: theme.surface },
        hoverinfo: 'skip',
        colorbar: {
          title: {
            text: escapeMarkup(ellipsize(spec.valueTitle, 28)),
            side: 'right',
            font: { size: 12, color: theme.muted },
          },
          thickness: 12,
          outlinewidth: 0,
          tickfont: { size: 11, color: theme.text },
          nticks: 6,
        },
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: points.x,
        y: points.y,
        marker: {
          size: 6,
          color: theme.text,
          opacity: 0.75,
          line: { width: 1, color: theme.surface },
        },
        customdata: points.values.map((value, i) => [
          escapeMarkup(points.names[i] ?? ''),
          escapeMarkup(axisText(xAxis, points.x[i] ?? null)),
          escapeMarkup(axisText(yAxis, points.y[i] ?? null)),
          shortNumber(value),
        ]),
        hovertemplate: `<b>%{customdata[0]}</b><br>${names[0]}: %{customdata[1]}<br>${names[1]}: %{customdata[2]}<br>${names[2]}: %{customdata[3]}<extra></extra>`,
      },
    ],
    layout,
    tickTitles: new Map(),
    pointIndices: [null, points.x.map((_, i) => i)],
  };
}
