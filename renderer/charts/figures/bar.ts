import {
  axis,
  axisKind,
  baseLayout,
  letterWidth,
  namedTicks,
  sideLabelLength,
  withLegend,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { shapColors, withAlpha } from '../palette.ts';
import type { BarSpec } from '../spec.ts';
import { escapeMarkup, percent, shortNumber, signedNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

/** Bars by label, horizontal by default because names need room. */
export function barFigure(spec: BarSpec, theme: ChartTheme, size: FigureSize): Figure {
  const horizontal = spec.orientation !== 'vertical';
  const count = spec.labels.length;
  const plain = spec.valueKind === 'percent' ? percent : shortNumber;
  const shown = spec.signed === true ? signedNumber : plain;
  const positions = spec.labels.map((_, i) => i);
  const whiskered = spec.series.some(({ low }) => low);
  const annotate = !whiskered && spec.series.length === 1 && count <= (horizontal ? 40 : 16);
  const data = spec.series.map((series, s) => {
    const texts = series.values.map((value) => (value === null ? '' : shown(value)));
    return {
      type: 'bar',
      orientation: horizontal ? 'h' : 'v',
      name: escapeMarkup(series.name),
      [horizontal ? 'y' : 'x']: positions,
      [horizontal ? 'x' : 'y']: series.values,
      marker: { color: barColor(spec, theme, s) },
      ...(series.low && series.high
        ? { [horizontal ? 'error_x' : 'error_y']: whiskers(series, theme) }
        : {}),
      ...(annotate
        ? {
            text: texts,
            textposition: 'outside',
            textangle: 0,
            cliponaxis: false,
            textfont: { size: 12, color: theme.text },
          }
        : {}),
      customdata: spec.labels.map((label, i) => [
        escapeMarkup(label),
        texts[i],
        escapeMarkup(spec.notes?.[i] ?? ''),
      ]),
      hovertemplate: `%{customdata[0]}<br><b>%{customdata[1]}</b>${spec.notes ? '<br>%{customdata[2]}' : ''}<extra>${spec.series.length > 1 ? escapeMarkup(series.name) : ''}</extra>`,
    };
  });
  const layout = baseLayout(theme, size);
  const most = Math.floor(
    (horizontal ? size.height - 60 : size.width - 60) / (horizontal ? 16 : 40),
  );
  const perLabel = Math.floor((size.width - 80) / Math.max(1, Math.min(count, most)) / letterWidth);
  const names = namedTicks(
    spec.labels,
    horizontal ? sideLabelLength(size.width, spec.labels) : Math.max(5, perLabel),
    most,
  );
  const labelAxis = axis(theme, spec.labelTitle, {
    ...names.axis,
    showgrid: false,
    range: horizontal ? [count - 0.5, -0.5] : [-0.5, count - 0.5],
    tickangle: 0,
  });
  const valueAxis = axis(theme, spec.valueTitle, {
    ...axisKind(spec.valueKind),
    rangemode: 'tozero',
    ...(whiskered ? { zeroline: true, zerolinecolor: theme.muted, zerolinewidth: 1 } : {}),
    ...(spec.signed === true ? signedRange(spec, theme) : {}),
    ...(spec.valueMax === undefined ? {} : { range: [0, spec.valueMax * (annotate ? 1.12 : 1)] }),
    nticks: Math.max(3, Math.floor((horizontal ? size.width : size.height) / 90)),
  });
  layout['xaxis'] = horizontal ? valueAxis : labelAxis;
  layout['yaxis'] = horizontal ? labelAxis : valueAxis;
  layout['bargap'] = spec.series.length > 1 ? 0.25 : 0.35;
  layout['barmode'] = 'group';
  if (annotate && horizontal) layout['margin'] = { l: 48, r: 48, t: 8, b: 40, pad: 4 };
  if (spec.reference) addReference(layout, spec.reference, { horizontal, theme });
  withLegend(layout, spec.series.length > 1 && spec.legend !== false);
  return { data, layout, tickTitles: names.titles };
}

/** Zero in sight, and room for the numbers beyond both ends. */
function signedRange({ series }: BarSpec, theme: ChartTheme): Record<string, unknown> {
  const values = series.flatMap((each) => each.values.map((value) => value ?? 0));
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const air = 0.14 * (high - low || 1);
  return {
    range: [low < 0 ? low - air : -0.02 * air, high > 0 ? high + air : 0.02 * air],
    zeroline: true,
    zerolinecolor: theme.muted,
    zerolinewidth: 1,
  };
}

function barColor(
  { muted, labels, signed, series }: BarSpec,
  theme: ChartTheme,
  s: number,
): string | string[] {
  if (signed === true)
    return labels.map((_, i) =>
      (series[s]!.values[i] ?? 0) >= 0 ? shapColors.positive : shapColors.negative,
    );
  const color = theme.colors[s % theme.colors.length]!;
  return muted ? labels.map((_, i) => (muted[i] ? withAlpha(theme.muted, 0.45) : color)) : color;
}

/** Distances of an interval's ends from its value. */
function whiskers(
  { values, low, high }: BarSpec['series'][number],
  theme: ChartTheme,
): Record<string, unknown> {
  const apart = (ends: readonly (number | null)[] | undefined): number[] =>
    values.map((value, i) => {
      const end = ends?.[i] ?? null;
      return value === null || end === null ? 0 : Math.abs(end - value);
    });
  return {
    type: 'data',
    symmetric: false,
    array: apart(high),
    arrayminus: apart(low),
    color: theme.text,
    thickness: 1.2,
    width: 4,
  };
}

function addReference(
  layout: Record<string, unknown>,
  reference: { readonly value: number; readonly label: string },
  { horizontal, theme }: { readonly horizontal: boolean; readonly theme: ChartTheme },
): void {
  const { value, label } = reference;
  layout['shapes'] = [
    {
      type: 'line',
      ...(horizontal
        ? { yref: 'paper', x0: value, x1: value, y0: 0, y1: 1 }
        : { xref: 'paper', y0: value, y1: value, x0: 0, x1: 1 }),
      line: { color: theme.text, width: 1, dash: 'dash' },
    },
  ];
  layout['annotations'] = [
    {
      ...(horizontal
        ? { x: value, y: 1, yref: 'paper', yanchor: 'bottom', xanchor: 'center' }
        : { y: value, x: 1, xref: 'paper', yanchor: 'bottom', xanchor: 'right' }),
      text: escapeMarkup(label),
      showarrow: false,
      font: { size: 11, color: theme.muted },
    },
  ];
  if (horizontal) layout['margin'] = { l: 48, r: 48, t: 22, b: 40, pad: 4 };
}
