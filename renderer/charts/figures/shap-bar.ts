import {
  axis,
  baseLayout,
  namedTicks,
  sideLabelLength,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { shapColors, shapText } from '../palette.ts';
import type { ShapBarSpec } from '../shap-spec.ts';
import { escapeMarkup, signedNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { shapOrder } from './shap-order.ts';

/** Mean |SHAP value| by feature, largest on top; the rest summed up at the bottom. */
export function shapBarFigure(spec: ShapBarSpec, theme: ChartTheme, size: FigureSize): Figure {
  const { shown, rest } = shapOrder(spec.meanAbs, spec.maxDisplay ?? 12);
  const names = shown.map((f) => spec.features[f]!);
  const values = shown.map((f) => spec.meanAbs[f]!);
  if (rest.length > 0) {
    names.push(`Sum of ${rest.length} other features`);
    values.push(rest.reduce((sum, f) => sum + spec.meanAbs[f]!, 0));
  }
  const ticks = namedTicks(names, sideLabelLength(size.width, names, 0.42), names.length);
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, `mean(|SHAP value|), ${spec.unit}`, {
    rangemode: 'tozero',
    range: [0, Math.max(...values, 0) * 1.18 || 1],
    nticks: Math.max(3, Math.floor(size.width / 100)),
  });
  layout['yaxis'] = axis(theme, undefined, {
    ...ticks.axis,
    showgrid: false,
    range: [names.length - 0.5, -0.5],
  });
  layout['bargap'] = 0.35;
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        x: values,
        y: names.map((_, i) => i),
        marker: {
          color: names.map((_, i) => (i < shown.length ? shapColors.positive : shapColors.neutral)),
        },
        text: values.map(signedNumber),
        textposition: 'outside',
        cliponaxis: false,
        textfont: { size: 12, color: shapText(theme).positive },
        customdata: names.map((name, i) => [escapeMarkup(name), signedNumber(values[i]!)]),
        hovertemplate: '%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>',
      },
    ],
    layout,
    tickTitles: ticks.titles,
    pointIndices: [[...shown, ...(rest.length > 0 ? [-1] : [])]],
  };
}
