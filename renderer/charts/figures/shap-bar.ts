import {
  axis,
  baseLayout,
  fitTitle,
  letterWidth,
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

/** Pixels a digit of a value label takes at most. */
const labelLetter = 7.4;

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

/** How far the axis reaches, so that each label beyond its bar stays within `plot` pixels. */
function reachOf(ends: readonly number[], labels: readonly string[], plot: number): number {
  const reach = ends.map((end, i) => {
    const room = labels[i]!.length * labelLetter + 4;
    return end / Math.max(0.3, 1 - room / Math.max(1, plot));
  });
  return Math.max(...reach, 0) || 1;
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
  const side = sideLabelLength(size.width, names, 0.42);
  const ticks = namedTicks(names, side, names.length);
  const plot = size.width - side * letterWidth - 24;
  const errors = shownErrors(spec, shown);
  const ends = values.map((value, i) => value + z95 * (errors?.[i] ?? 0));
  const labels = values.map((value) => `\u00a0${signedNumber(value)}`);
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, fitTitle(['mean(|SHAP value|)', spec.unit], plot), {
    rangemode: 'tozero',
    range: [0, reachOf(ends, labels, plot)],
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
        x: ends,
        y: names.map((_, i) => i),
        text: labels,
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
