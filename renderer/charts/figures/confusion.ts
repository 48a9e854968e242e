import {
  axis,
  baseLayout,
  letterWidth,
  namedTicks,
  sideLabelLength,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { colorAt, readableOn, sequentialScale } from '../palette.ts';
import type { ConfusionSpec } from '../spec.ts';
import { escapeMarkup, percent, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

/** Share of its row for every cell; a class without rows has zeros. */
export function rowRates(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((row) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count) => (total === 0 ? 0 : count / total));
  });
}

/** Counts with row rates, coloured by row rate so that rare classes can be read too. */
export function confusionFigure(spec: ConfusionSpec, theme: ChartTheme, size: FigureSize): Figure {
  const rates = rowRates(spec.matrix);
  const scale = sequentialScale(theme);
  const count = spec.labels.length;
  const side = Math.min(sideLabelLength(size.width, spec.labels), 20);
  const cellWidth = (size.width - side * letterWidth - 60) / Math.max(1, count);
  const cellHeight = (size.height - 70) / Math.max(1, count);
  const annotate = cellWidth >= 34 && cellHeight >= 18;
  const twoLines = cellHeight >= 40;
  const rowTicks = namedTicks(spec.labels, side, Math.floor((size.height - 70) / 14));
  const longest = spec.labels.reduce((most, label) => Math.max(most, label.length), 1);
  const tilted = longest * letterWidth > cellWidth - 2;
  const columnTicks = namedTicks(
    spec.labels,
    tilted ? 16 : longest,
    Math.floor((size.width - 160) / 20),
  );
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, 'Predicted', {
    ...columnTicks.axis,
    showgrid: false,
    range: [-0.5, count - 0.5],
    tickangle: tilted ? -45 : 0,
  });
  layout['yaxis'] = axis(theme, 'Actual', {
    ...rowTicks.axis,
    showgrid: false,
    range: [count - 0.5, -0.5],
  });
  if (annotate) {
    layout['annotations'] = spec.matrix.flatMap((row, r) =>
      row.map((value, c) => {
        const rate = rates[r]![c]!;
        const text = twoLines
          ? `<b>${shortNumber(value)}</b><br>${percent(rate)}`
          : shortNumber(value);
        return {
          x: c,
          y: r,
          text,
          showarrow: false,
          font: { size: count <= 4 ? 14 : 11, color: readableOn(colorAt(scale, rate)) },
        };
      }),
    );
  }
  return {
    data: [
      {
        type: 'heatmap',
        x: spec.labels.map((_, i) => i),
        y: spec.labels.map((_, i) => i),
        z: rates,
        zmin: 0,
        zmax: 1,
        colorscale: scale,
        showscale: false,
        xgap: 2,
        ygap: 2,
        customdata: spec.matrix.map((row, r) =>
          row.map((value, c) => [
            escapeMarkup(spec.labels[r] ?? ''),
            escapeMarkup(spec.labels[c] ?? ''),
            shortNumber(value),
            percent(rates[r]![c]!),
          ]),
        ),
        hovertemplate:
          'actual %{customdata[0]}<br>predicted %{customdata[1]}<br><b>%{customdata[2]}</b> rows, %{customdata[3]} of the actual class<extra></extra>',
      },
    ],
    layout,
    tickTitles: new Map([...rowTicks.titles, ...columnTicks.titles]),
  };
}
