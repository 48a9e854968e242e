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

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

/** Share of every cell of its actual class, its predicted class or all; zero of what has no rows. */
export function cellShares({ matrix, shareOf = 'actual' }: ConfusionSpec): number[][] {
  const all = sum(matrix.map(sum));
  return matrix.map((row) => {
    const own = sum(row);
    return row.map((count, c) => {
      const predicted = shareOf === 'predicted' ? sum(matrix.map((each) => each[c] ?? 0)) : 0;
      const total = { actual: own, predicted, all }[shareOf];
      return total === 0 ? 0 : count / total;
    });
  });
}

const shareWords = {
  actual: 'of the actual class',
  predicted: 'of what is predicted so',
  all: 'of all rows',
} as const;

/** Counts with shares, coloured by share so that rare classes can be read too. */
export function confusionFigure(spec: ConfusionSpec, theme: ChartTheme, size: FigureSize): Figure {
  const rates = cellShares(spec);
  const most = spec.shareOf === 'all' ? Math.max(...rates.flat(), Number.MIN_VALUE) : 1;
  const scale = sequentialScale(theme);
  const count = spec.labels.length;
  const side = Math.min(sideLabelLength(size.width, spec.labels), 20);
  const cellWidth = (size.width - side * letterWidth - 60) / Math.max(1, count);
  const cellHeight = (size.height - 70) / Math.max(1, count);
  const annotate = cellWidth >= 22 && cellHeight >= 16;
  const twoLines = cellHeight >= 40 && cellWidth >= 44;
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
      row.flatMap((value, c) => {
        const rate = rates[r]![c]!;
        // among many classes the few confusions are found sooner without the zeros
        if (value === 0 && count > 8) return [];
        const text = twoLines
          ? `<b>${shortNumber(value)}</b><br>${percent(rate)}`
          : shortNumber(value);
        return [
          {
            x: c,
            y: r,
            text,
            showarrow: false,
            font: {
              size: count <= 4 ? 14 : cellWidth < 34 ? 10 : 11,
              color: readableOn(colorAt(scale, rate / most)),
            },
          },
        ];
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
        zmax: most,
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
        hovertemplate: `actual %{customdata[0]}<br>predicted %{customdata[1]}<br><b>%{customdata[2]}</b> rows, %{customdata[3]} ${shareWords[spec.shareOf ?? 'actual']}<extra></extra>`,
      },
    ],
    layout,
    tickTitles: new Map([...rowTicks.titles, ...columnTicks.titles]),
  };
}
