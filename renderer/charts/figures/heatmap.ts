import {
  axis,
  baseLayout,
  letterWidth,
  namedTicks,
  sideLabelLength,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { colorAt, divergingScale, readableOn, sequentialScale } from '../palette.ts';
import type { HeatmapSpec } from '../spec.ts';
import { ellipsize, escapeMarkup, percent, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

/** Smallest and largest of the matrix; diverging ranges are symmetric around zero. */
export function heatmapRange(spec: HeatmapSpec): readonly [number, number] {
  if (spec.range) return spec.range;
  let low = Infinity;
  let high = -Infinity;
  for (const row of spec.matrix) {
    for (const value of row) {
      if (value === null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return [0, 1];
  if (spec.scale === 'diverging') {
    const size = Math.max(Math.abs(low), Math.abs(high)) || 1;
    return [-size, size];
  }
  return low === high ? [Math.min(0, low), high || 1] : [low, high];
}

/** A matrix in colours, the numbers in the cells where they fit. */
export function heatmapFigure(spec: HeatmapSpec, theme: ChartTheme, size: FigureSize): Figure {
  const [low, high] = heatmapRange(spec);
  const scale = spec.scale === 'diverging' ? divergingScale(theme) : sequentialScale(theme);
  const shown = spec.valueKind === 'percent' ? percent : shortNumber;
  const rows = spec.rows.length;
  const columns = spec.columns.length;
  const side = sideLabelLength(size.width, spec.rows);
  const plotWidth = size.width - side * letterWidth - 110;
  const cellWidth = plotWidth / Math.max(1, columns);
  const longest = spec.columns.reduce((most, name) => Math.max(most, name.length), 1);
  const tilted = longest * letterWidth > cellWidth - 4;
  const columnLength = tilted ? Math.min(16, longest) : longest;
  const plotHeight = size.height - 60 - (tilted ? columnLength * letterWidth * 0.7 : 0);
  const fits = cellWidth >= 36 && plotHeight / Math.max(1, rows) >= 16;
  const rowTicks = namedTicks(spec.rows, side, Math.floor(plotHeight / 14));
  const columnTicks = namedTicks(spec.columns, columnLength, Math.floor(plotWidth / 16));
  const annotations = fits
    ? spec.matrix.flatMap((row, r) =>
        row.flatMap((value, c) =>
          value === null
            ? []
            : [
                {
                  x: c,
                  y: r,
                  text: spec.valueKind === 'percent' ? percent(value) : cellNumber(value),
                  showarrow: false,
                  font: {
                    size: 11,
                    color: readableOn(colorAt(scale, (value - low) / (high - low || 1))),
                  },
                },
              ],
        ),
      )
    : [];
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, spec.columnTitle, {
    ...columnTicks.axis,
    showgrid: false,
    range: [-0.5, columns - 0.5],
    tickangle: tilted ? -45 : 0,
  });
  layout['yaxis'] = axis(theme, spec.rowTitle, {
    ...rowTicks.axis,
    showgrid: false,
    range: [rows - 0.5, -0.5],
  });
  layout['annotations'] = annotations;
  return {
    data: [
      {
        type: 'heatmap',
        x: spec.columns.map((_, i) => i),
        y: spec.rows.map((_, i) => i),
        z: spec.matrix,
        zmin: low,
        zmax: high,
        colorscale: scale,
        xgap: columns > 60 ? 0 : 1,
        ygap: rows > 60 ? 0 : 1,
        hoverongaps: false,
        customdata: spec.matrix.map((row, r) =>
          row.map((value, c) => [
            escapeMarkup(spec.rows[r] ?? ''),
            escapeMarkup(spec.columns[c] ?? ''),
            value === null ? 'not defined' : shown(value),
          ]),
        ),
        hovertemplate:
          '%{customdata[0]}<br>%{customdata[1]}<br><b>%{customdata[2]}</b><extra></extra>',
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
          ...(spec.valueKind === 'percent' ? { tickformat: ',.0%' } : {}),
        },
      },
    ],
    layout,
    tickTitles: new Map([...rowTicks.titles, ...columnTicks.titles]),
  };
}

function cellNumber(value: number): string {
  if (Math.abs(value) >= 10) return shortNumber(value);
  const text = value.toFixed(2);
  return text === '-0.00' ? '0.00' : text.replace('-', '−');
}
