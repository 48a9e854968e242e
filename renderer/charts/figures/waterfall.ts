import {
  axis,
  baseLayout,
  fitTitle,
  letterWidth,
  namedTicks,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { shapColors, shapText } from '../palette.ts';
import type { WaterfallSpec } from '../shap-spec.ts';
import { cellText, ellipsize, escapeMarkup, shortNumber, signedNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { errorBars, withError, z95 } from './shap-bar.ts';
import { shapOrder, type ShapOrder } from './shap-order.ts';

interface Bar {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly error: number | null;
}

/** Features from top to bottom: by magnitude, or in the order that is kept. */
function placed({ contributions, order, maxDisplay = 10 }: WaterfallSpec): ShapOrder {
  if (!order)
    return shapOrder(
      contributions.map((entry) => entry.contribution),
      maxDisplay,
    );
  const place = (feature: string): number => {
    const at = order.indexOf(feature);
    return at < 0 ? order.length : at;
  };
  const all = contributions
    .map((_, i) => i)
    .sort((a, b) => place(contributions[a]!.feature) - place(contributions[b]!.feature) || a - b);
  if (all.length <= maxDisplay) return { shown: all, rest: [] };
  return { shown: all.slice(0, maxDisplay - 1), rest: all.slice(maxDisplay - 1) };
}

/** Smallest and largest place a waterfall comes to. */
export function waterfallSpan(spec: WaterfallSpec): [number, number] {
  const ends = waterfallBars(spec).flatMap((bar) => [bar.from, bar.to]);
  const all = [...ends, spec.baseValue, spec.output, ...(spec.span ?? [])];
  return [Math.min(...all), Math.max(...all)];
}

/**
 * Bars from the base value (bottom) to the output (top); the smallest contributions, summed up,
 * come first, so that the largest end at the output.
 */
export function waterfallBars(spec: WaterfallSpec): Bar[] {
  const { contributions } = spec;
  const { shown, rest } = placed(spec);
  const bars: Bar[] = [];
  let at = spec.baseValue;
  const push = (name: string, amount: number, error: number | null = null): void => {
    bars.unshift({ name, from: at, to: at + amount, error });
    at += amount;
  };
  if (rest.length > 0)
    push(
      `${rest.length} other features`,
      rest.reduce((sum, i) => sum + contributions[i]!.contribution, 0),
    );
  for (const i of shown.toReversed()) {
    const { feature, value, contribution, standardError = null } = contributions[i]!;
    push(`${cellText(value)} = ${feature}`, contribution, standardError);
  }
  return bars;
}

/** How one prediction comes about, read from the bottom up: E[f(X)] to f(x). */
export function waterfallFigure(spec: WaterfallSpec, theme: ChartTheme, size: FigureSize): Figure {
  const bars = waterfallBars(spec);
  const last = bars.length - 1;
  const [low, high] = waterfallSpan(spec);
  const span = high - low || 1;
  const names = bars.map((bar) => bar.name);
  const letters = Math.max(10, Math.min(40, Math.floor((size.width * 0.36) / 7)));
  const ticks = namedTicks(names, letters, bars.length);
  const longest = Math.min(letters, Math.max(0, ...names.map((name) => name.length)));
  const plot = Math.max(120, size.width - 64 - longest * letterWidth);
  // Amounts stand beside their bars: leave room for them at both ends.
  const room = Math.max(...bars.map((bar) => signedNumber(bar.to - bar.from).length)) * 7.4 + 8;
  const air = Math.min(0.6, Math.max(0.06, room / Math.max(1, plot - 2 * room))) * span;
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, fitTitle([spec.unit], plot), {
    range: [low - air, high + air],
    nticks: Math.max(3, Math.floor(size.width / 110)),
  });
  layout['yaxis'] = axis(theme, undefined, {
    ...ticks.axis,
    showgrid: false,
    range: [last + 1.15, -0.6],
  });
  layout['margin'] = { l: 48, r: 16, t: 24, b: 58, pad: 4 };
  layout['bargap'] = 0.25;
  layout['shapes'] = [
    line(theme, spec.baseValue, last + 1.15, last),
    line(theme, spec.output, 0, -0.6),
    ...bars.slice(0, -1).map((bar, i) => ({
      ...line(theme, bar.from, i, i + 1),
      line: { color: theme.muted, width: 1, dash: 'dot' },
    })),
  ];
  layout['annotations'] = [
    ...bars.map((bar, i) => barNumber(bar, i, theme)),
    {
      x: spec.output,
      y: 1,
      yref: 'paper',
      yanchor: 'bottom',
      text: `<i>f(x)</i> = <b>${shortNumber(spec.output)}</b>`,
      showarrow: false,
      font: { size: 12, color: theme.text },
    },
    {
      x: spec.baseValue,
      y: last + 0.8,
      yanchor: 'middle',
      xanchor: spec.baseValue > low + span / 2 ? 'right' : 'left',
      xshift: spec.baseValue > low + span / 2 ? -6 : 6,
      text: `<i>E[f(X)]</i> = ${shortNumber(spec.baseValue)}`,
      showarrow: false,
      font: { size: 12, color: theme.muted },
    },
  ];
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        y: bars.map((_, i) => i),
        base: bars.map((bar) => bar.from),
        x: bars.map((bar) => bar.to - bar.from),
        marker: {
          color: bars.map((bar) =>
            bar.to >= bar.from ? shapColors.positive : shapColors.negative,
          ),
        },
        ...(bars.some(({ error }) => error !== null)
          ? {
              error_x: errorBars(
                bars.map(({ error }) => error),
                theme,
              ),
            }
          : {}),
        customdata: bars.map((bar) => [
          escapeMarkup(ellipsize(bar.name, 80)),
          withError(signedNumber(bar.to - bar.from), bar.error),
        ]),
        hovertemplate: '%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>',
      },
    ],
    layout,
    tickTitles: ticks.titles,
  };
}

function line(theme: ChartTheme, x: number, y0: number, y1: number): Record<string, unknown> {
  return {
    type: 'line',
    x0: x,
    x1: x,
    y0,
    y1,
    line: { color: theme.muted, width: 1, dash: 'dash' },
  };
}

/** The amount beside the end of its bar. */
function barNumber(bar: Bar, i: number, theme: ChartTheme): Record<string, unknown> {
  const amount = bar.to - bar.from;
  const up = amount >= 0;
  const error = z95 * (bar.error ?? 0);
  return {
    x: up ? bar.to + error : bar.to - error,
    y: i,
    text: signedNumber(amount),
    showarrow: false,
    xanchor: up ? 'left' : 'right',
    xshift: up ? 4 : -4,
    font: { size: 12, color: up ? shapText(theme).positive : shapText(theme).negative },
  };
}
