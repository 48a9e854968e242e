import { axis, axisKind, baseLayout, namedTicks, type Figure, type FigureSize } from '../figure.ts';
import { withAlpha } from '../palette.ts';
import type { PartialSpec } from '../shap-spec.ts';
import { escapeMarkup, percent, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

/** All single rows as one trace with gaps: as quick to draw as one line. */
function rowLines(spec: PartialSpec, theme: ChartTheme): Record<string, unknown>[] {
  if (spec.lines.length === 0) return [];
  const strength = Math.max(0.12, Math.min(0.5, 12 / spec.lines.length));
  return [
    {
      type: 'scatter',
      mode: 'lines',
      x: spec.lines.flatMap(() => [...spec.x, null]),
      y: spec.lines.flatMap((line) => [...line.values, null]),
      connectgaps: false,
      line: { color: withAlpha(theme.colors[0]!, strength), width: 1 },
      text: spec.lines.flatMap((line) => [...spec.x.map(() => escapeMarkup(line.name)), '']),
      hovertemplate: '%{text}<extra></extra>',
      showlegend: false,
    },
  ];
}

/** Marks at the axis where each tenth of the rows ends: where the curve rests on data. */
function rug(spec: PartialSpec, theme: ChartTheme): Record<string, unknown>[] {
  if (spec.labels) return [];
  const places: number[] = [];
  let before = 0;
  spec.density.forEach((share, i) => {
    const tenths = Math.floor(share * 10 + 1e-9) - Math.floor(before * 10 + 1e-9);
    for (let k = 0; k < Math.min(1, tenths); k++) places.push(spec.x[i]!);
    before = share;
  });
  return places.map((x) => ({
    type: 'line',
    xref: 'x',
    yref: 'paper',
    x0: x,
    x1: x,
    y0: 0,
    y1: 0.025,
    line: { color: theme.muted, width: 1.5 },
  }));
}

/** A few whole numbers next to each other: no ticks between them. */
function areGrades(x: readonly number[]): boolean {
  return x.every(Number.isInteger) && (x.at(-1) ?? 0) - (x[0] ?? 0) <= 12;
}

/** How sure the mean is: a band around the curve; whiskers at categories, between which nothing lies. */
function uncertainty(spec: PartialSpec, colour: string) {
  const { x, mean, low, high } = spec;
  if (spec.labels) {
    const away = (end: readonly (number | null)[]) =>
      mean.map((value, i) => Math.abs((end[i] ?? value ?? 0) - (value ?? 0)));
    const whiskers = { type: 'data', symmetric: false, array: away(high), arrayminus: away(low) };
    return { band: [], whiskers: { error_y: { ...whiskers, color: colour, thickness: 1.5 } } };
  }
  const there = x.flatMap((_, i) => (low[i] === null || high[i] === null ? [] : [i]));
  const back = there.toReversed();
  const band = {
    type: 'scatter',
    mode: 'lines',
    x: [...there, ...back].map((i) => x[i]!),
    y: [...there.map((i) => high[i]!), ...back.map((i) => low[i]!)],
    fill: 'toself',
    fillcolor: withAlpha(colour, 0.18),
    line: { width: 0 },
    hoverinfo: 'skip',
    showlegend: false,
  };
  return { band: [band], whiskers: {} };
}

/** The mean as a bold curve in its band, or a point a category, over the lines of single rows. */
export function partialFigure(spec: PartialSpec, theme: ChartTheme, size: FigureSize): Figure {
  const colour = spec.lines.length > 0 ? theme.colors[1]! : theme.colors[0]!;
  const ticks =
    spec.labels && namedTicks(spec.labels, 14, Math.max(2, Math.floor(size.width / 34)));
  const { band, whiskers } = uncertainty(spec, colour);
  const number = spec.yKind === 'percent' ? percent : shortNumber;
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, spec.feature, {
    ...(ticks
      ? { ...ticks.axis, range: [-0.5, spec.x.length - 0.5] }
      : { nticks: Math.max(3, Math.min(10, Math.floor(size.width / 65))) }),
    ...(!ticks && areGrades(spec.x) ? { tick0: 0, dtick: 1 } : {}),
    showline: true,
  });
  layout['yaxis'] = axis(theme, spec.yTitle, {
    ...axisKind(spec.yKind),
    nticks: Math.max(3, Math.min(8, Math.floor(size.height / 45))),
    showline: true,
  });
  layout['shapes'] = rug(spec, theme);
  return {
    data: [
      ...rowLines(spec, theme),
      ...band,
      {
        type: 'scatter',
        mode: spec.labels ? 'markers' : spec.x.length < 12 ? 'lines+markers' : 'lines',
        x: spec.x,
        y: spec.mean,
        line: { color: colour, width: 2.5 },
        marker: { size: spec.labels ? 9 : 7, color: colour },
        ...whiskers,
        customdata: spec.x.map((at, i) => [
          escapeMarkup(spec.labels?.[i] ?? shortNumber(at)),
          spec.mean[i] === null ? '–' : number(spec.mean[i]!),
          spec.low[i] === null ? '–' : number(spec.low[i]!),
          spec.high[i] === null ? '–' : number(spec.high[i]!),
        ]),
        hovertemplate: `${escapeMarkup(spec.feature)}: <b>%{customdata[0]}</b><br>${escapeMarkup(spec.name)}: <b>%{customdata[1]}</b><br>95 %: %{customdata[2]} to %{customdata[3]}<extra></extra>`,
        showlegend: false,
      },
    ],
    layout,
    tickTitles: ticks ? ticks.titles : new Map(),
  };
}
