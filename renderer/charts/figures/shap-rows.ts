import {
  axis,
  baseLayout,
  namedTicks,
  sideLabelLength,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { shapColors, withAlpha, type ColorScale } from '../palette.ts';
import type { ShapRowsSpec } from '../shap-spec.ts';
import { escapeMarkup, shortNumber, signedNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { meanAbsolute, shapOrder } from './shap-order.ts';

export interface ShapRow {
  readonly name: string;
  readonly values: readonly number[];
}

/** The features shown, most important first, and the sum of the others; rows in the spec's order. */
export function shapRows(spec: ShapRowsSpec): ShapRow[] {
  const { shown, rest } = shapOrder(spec.values.map(meanAbsolute), spec.maxDisplay ?? 10);
  const rows = shown.map((f) => ({
    name: spec.features[f]!,
    values: spec.order.map((r) => spec.values[f]![r]!),
  }));
  if (rest.length === 0) return rows;
  const values = spec.order.map((r) => rest.reduce((sum, f) => sum + spec.values[f]![r]!, 0));
  return [...rows, { name: `Sum of ${rest.length} other features`, values }];
}

/** Blue pushes down, red pushes up, the surface lies between. */
function pushScale(theme: ChartTheme): ColorScale {
  return [
    [0, shapColors.negative],
    [0.5, theme.surface],
    [1, shapColors.positive],
  ];
}

/** A column a row of the data; its output above. Colour is clipped at the 99th percentile of |φ|. */
export function shapHeatmapFigure(spec: ShapRowsSpec, theme: ChartTheme, size: FigureSize): Figure {
  const rows = shapRows(spec);
  const sizes = rows.flatMap((row) => row.values.map(Math.abs)).sort((a, b) => a - b);
  const most = sizes[Math.floor((sizes.length - 1) * 0.99)] || 1;
  const names = rows.map((row) => row.name);
  const ticks = namedTicks(names, sideLabelLength(size.width, names, 0.36), names.length);
  const numbers = spec.order.map((r) => spec.rows[r] ?? r);
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, 'Rows, by output', {
    showgrid: false,
    showticklabels: false,
    anchor: 'y',
    range: [-0.5, spec.order.length - 0.5],
  });
  layout['yaxis'] = axis(theme, undefined, {
    ...ticks.axis,
    showgrid: false,
    domain: [0, 0.82],
    range: [rows.length - 0.5, -0.5],
  });
  layout['yaxis2'] = axis(theme, '<i>f(x)</i>', {
    title: { text: '<i>f(x)</i>', font: { size: 12, color: theme.muted } },
    domain: [0.86, 1],
    nticks: 3,
  });
  const output = spec.order.map((r) => spec.outputs[r]!);
  return {
    data: [
      {
        type: 'heatmap',
        z: rows.map((row) => row.values),
        zmin: -most,
        zmax: most,
        colorscale: pushScale(theme),
        customdata: rows.map((row) =>
          row.values.map((value, i) => [
            escapeMarkup(row.name),
            signedNumber(value),
            String(numbers[i]),
          ]),
        ),
        hovertemplate:
          '<b>%{customdata[0]}</b><br>SHAP value %{customdata[1]}<br>row %{customdata[2]}<extra></extra>',
        colorbar: {
          title: { text: 'SHAP value', side: 'right', font: { size: 12, color: theme.muted } },
          thickness: 8,
          outlinewidth: 0,
          tickfont: { size: 11, color: theme.text },
          nticks: 5,
        },
      },
      {
        type: 'scatter',
        mode: 'lines',
        yaxis: 'y2',
        x: output.map((_, i) => i),
        y: output,
        line: { color: theme.text, width: 1.5 },
        customdata: numbers.map(String),
        hovertemplate: 'row %{customdata}<br><i>f(x)</i> = <b>%{y:.4~g}</b><extra></extra>',
        showlegend: false,
      },
    ],
    layout,
    tickTitles: ticks.titles,
    pointIndices: [null, spec.order],
  };
}

interface Band {
  readonly name: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly values: readonly number[];
  readonly color: string;
}

/** Pushes up stacked below the output, pushes down above it, feature by feature. */
function bandsOf(rows: readonly ShapRow[], output: readonly number[]): Band[] {
  let below: readonly number[] = output;
  let above: readonly number[] = output;
  return rows.flatMap((row, k) => {
    const alpha = k % 2 === 0 ? 0.95 : 0.72;
    const lower = below.map((value, i) => value - Math.max(0, row.values[i]!));
    const upper = above.map((value, i) => value - Math.min(0, row.values[i]!));
    const shared = { name: row.name, values: row.values };
    const pair: Band[] = [
      { ...shared, from: below, to: lower, color: withAlpha(shapColors.positive, alpha) },
      { ...shared, from: above, to: upper, color: withAlpha(shapColors.negative, alpha) },
    ];
    below = lower;
    above = upper;
    return pair;
  });
}

/** The force plots of many rows side by side. */
export function stackedForceFigure(
  spec: ShapRowsSpec,
  theme: ChartTheme,
  size: FigureSize,
): Figure {
  const rows = shapRows(spec);
  const output = spec.order.map((r) => spec.outputs[r]!);
  const places = output.map((_, i) => i);
  const back = places.toReversed();
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, 'Rows, by output', { showgrid: false, showticklabels: false });
  layout['yaxis'] = axis(theme, `Model output, ${spec.unit}`, {
    nticks: Math.max(3, Math.min(8, Math.floor(size.height / 45))),
  });
  layout['hovermode'] = 'closest';
  const strongest = spec.order.map((_, i) =>
    rows
      .toSorted((a, b) => Math.abs(b.values[i]!) - Math.abs(a.values[i]!))
      .slice(0, 4)
      .map((row) => `${escapeMarkup(row.name)} ${signedNumber(row.values[i]!)}`)
      .join('<br>'),
  );
  return {
    data: [
      ...bandsOf(rows, output).map((band) => ({
        type: 'scatter',
        mode: 'lines',
        x: [...places, ...back],
        y: [...band.from, ...back.map((i) => band.to[i]!)],
        fill: 'toself',
        fillcolor: band.color,
        line: { width: 0 },
        hoverinfo: 'skip',
        showlegend: false,
      })),
      {
        type: 'scatter',
        mode: 'lines',
        x: places,
        y: output,
        line: { color: theme.text, width: 1.5 },
        customdata: spec.order.map((r, i) => [
          String(spec.rows[r] ?? r),
          shortNumber(output[i]!),
          strongest[i]!,
        ]),
        hovertemplate:
          '<b>row %{customdata[0]}</b><br><i>f(x)</i> = %{customdata[1]}<br>%{customdata[2]}<extra></extra>',
        showlegend: false,
      },
    ],
    layout,
    tickTitles: new Map(),
    pointIndices: [...bandsOf(rows, output).map(() => null), spec.order],
  };
}
