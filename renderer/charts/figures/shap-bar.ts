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
import { escapeMarkup, shortNumber, signedNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { shapOrder } from './shap-order.ts';

/** Half of a 95 % interval, in standard errors. */
export const z95 = 1.96;

/** 95 % intervals of what is sampled, to both sides. */
export function errorBars(
  errors: readonly (number | null)[],
  theme: ChartTheme,
): Record<string, unknown> {
  const array = errors.map((error) => (error === null ? 0 : z95 * error));
  return { type: 'data', array, color: theme.text, thickness: 1.2, width: 3 };
}

/** `+0.12 ± 0.01`, the ends of a 95 % interval. */
export function withError(text: string, error: number | null): string {
  return error === null || error === 0 ? text : `${text} ± ${shortNumber(z95 * error)}`;
}

function shownErrors({ standardErrors, features }: ShapBarSpec, shown: readonly number[]) {
  if (!standardErrors) return null;
  const errors: (number | null)[] = shown.map((f) => standardErrors[f]!);
  // The sum of the others has none of its own.
  return shown.length < features.length ? [...errors, null] : errors;
}

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
  const errors = shownErrors(spec, shown);
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, `mean(|SHAP value|), ${spec.unit}`, {
    rangemode: 'tozero',
    range: [
      0,
      Math.max(...values.map((value, i) => value + z95 * (errors?.[i] ?? 0)), 0) * 1.18 || 1,
    ],
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
        ...(errors ? { error_x: errorBars(errors, theme) } : {}),
        customdata: names.map((name, i) => [
          escapeMarkup(name),
          withError(signedNumber(values[i]!), errors?.[i] ?? null),
        ]),
        hovertemplate: '%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>',
      },
      {
        // Beyond the bars and their intervals, whichever reach further.
        type: 'scatter',
        mode: 'text',
        x: values.map((value, i) => value + z95 * (errors?.[i] ?? 0)),
        y: names.map((_, i) => i),
        text: values.map((value) => `\u00a0${signedNumber(value)}`),
        textposition: 'middle right',
        textfont: { size: 12, color: shapText(theme).positive },
        cliponaxis: false,
        hoverinfo: 'skip',
      },
    ],
    layout,
    tickTitles: ticks.titles,
    pointIndices: [[...shown, ...(rest.length > 0 ? [-1] : [])], null],
  };
}
