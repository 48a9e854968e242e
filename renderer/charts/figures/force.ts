import { axis, baseLayout, letterWidth, type Figure, type FigureSize } from '../figure.ts';
import { shapColors, shapText, withAlpha } from '../palette.ts';
import type { ForceSpec } from '../shap-spec.ts';
import { cellText, ellipsize, escapeMarkup, shortNumber, signedNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

export interface ForcePart {
  readonly name: string;
  readonly contribution: number;
  /** Of the arrow; it points from `from` to `to`. */
  readonly from: number;
  readonly to: number;
}

/**
 * Arrows that meet at the output: what pushes up comes from the left, what pushes down from the
 * right, the strongest next to the output.
 */
export function forceParts({ contributions, output }: ForceSpec): ForcePart[] {
  const strongest = contributions.toSorted(
    (a, b) => Math.abs(b.contribution) - Math.abs(a.contribution),
  );
  const parts: ForcePart[] = [];
  let left = output;
  let right = output;
  for (const { feature, value, contribution } of strongest) {
    if (contribution === 0) continue;
    const name = `${feature} = ${cellText(value)}`;
    if (contribution > 0) {
      parts.push({ name, contribution, from: left - contribution, to: left });
      left -= contribution;
    } else {
      parts.push({ name, contribution, from: right - contribution, to: right });
      right -= contribution;
    }
  }
  return parts;
}

interface Label {
  readonly part: ForcePart;
  readonly middle: number;
  readonly text: string;
  readonly tier: number;
}

/** Names below the bar in as many tiers as they need not to overlap; small parts have none. */
function labelsOf(
  parts: readonly ForcePart[],
  pixels: (x: number) => number,
  width: number,
): Label[] {
  const total = parts.reduce((sum, part) => sum + Math.abs(part.contribution), 0);
  const named = parts
    .filter((part) => Math.abs(part.contribution) >= 0.05 * total)
    .map((part) => ({ part, middle: (part.from + part.to) / 2 }))
    .sort((a, b) => a.middle - b.middle);
  const ends: number[] = [];
  return named.map(({ part, middle }) => {
    const text = ellipsize(part.name, 30);
    const half = (text.length * letterWidth) / 2 + 6;
    const at = Math.min(width - half, Math.max(half, pixels(middle)));
    let tier = ends.findIndex((end) => end <= at - half);
    if (tier < 0) tier = ends.length;
    ends[tier] = at + half;
    return { part, middle, text, tier };
  });
}

/** One line of arrows from both sides that meet at f(x). */
export function forceFigure(spec: ForceSpec, theme: ChartTheme, size: FigureSize): Figure {
  const parts = forceParts(spec);
  const ends = parts.flatMap((part) => [part.from, part.to]).concat(spec.output, spec.baseValue);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const air = (high - low || 1) * 0.04;
  const margin = 24;
  const inner = size.width - 2 * margin;
  const pixels = (x: number): number => ((x - low + air) / (high - low + 2 * air || 1)) * inner;
  const labels = labelsOf(parts, pixels, inner);
  const tip = ((high - low || 1) / inner) * 7;
  const colours = shapText(theme);
  const nearLabels = Math.abs(pixels(spec.output) - pixels(spec.baseValue)) < 130;
  const layout = baseLayout(theme, size);
  layout['margin'] = { l: margin, r: margin, t: 44, b: 46, pad: 0 };
  layout['xaxis'] = axis(theme, spec.unit, {
    range: [low - air, high + air],
    showgrid: false,
    nticks: Math.max(3, Math.floor(size.width / 110)),
  });
  const tiers = labels.reduce((most, label) => Math.max(most, label.tier + 1), 1);
  layout['yaxis'] = { visible: false, range: [-0.25 - tiers * 0.62, 1.1], fixedrange: true };
  layout['shapes'] = labels.map((label) => ({
    type: 'line',
    x0: label.middle,
    x1: label.middle,
    y0: -0.02,
    y1: -0.12 - label.tier * 0.62,
    line: {
      color: withAlpha(
        label.part.contribution > 0 ? shapColors.positive : shapColors.negative,
        0.6,
      ),
      width: 1,
    },
  }));
  const outputLeft = spec.output <= spec.baseValue;
  layout['annotations'] = [
    ...labels.map((label) => ({
      x: label.middle,
      y: -0.14 - label.tier * 0.62,
      yanchor: 'top',
      xanchor: 'center',
      // A name at the border is moved inwards instead of being cut.
      xshift: shiftInside(pixels(label.middle), (label.text.length * letterWidth) / 2 + 6, inner),
      text: escapeMarkup(label.text),
      showarrow: false,
      font: {
        size: 12,
        color: label.part.contribution > 0 ? colours.positive : colours.negative,
      },
    })),
    {
      x: spec.output,
      y: 1,
      yref: 'paper',
      yanchor: 'bottom',
      xanchor: nearLabels ? (outputLeft ? 'right' : 'left') : 'center',
      text: `<i>f(x)</i> = <b>${shortNumber(spec.output)}</b>`,
      showarrow: false,
      font: { size: 13, color: theme.text },
    },
    {
      x: spec.baseValue,
      y: 1,
      yref: 'paper',
      yanchor: 'bottom',
      xanchor: nearLabels ? (outputLeft ? 'left' : 'right') : 'center',
      text: `<i>base value</i> ${shortNumber(spec.baseValue)}`,
      showarrow: false,
      font: { size: 12, color: theme.muted },
    },
  ];
  return {
    data: [
      ...parts.map((part) => arrow(part, tip, theme)),
      {
        type: 'scatter',
        mode: 'lines',
        x: [spec.baseValue, spec.baseValue],
        y: [-0.02, 1.1],
        line: { color: theme.muted, width: 1, dash: 'dash' },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'lines',
        x: [spec.output, spec.output],
        y: [-0.02, 1.1],
        line: { color: theme.text, width: 1.5 },
        hoverinfo: 'skip',
      },
    ],
    layout,
    tickTitles: new Map(),
  };
}

function shiftInside(at: number, half: number, width: number): number {
  if (at < half) return half - at;
  if (at > width - half) return width - half - at;
  return 0;
}

/** A bar with a point in the direction it pushes. */
function arrow(part: ForcePart, tip: number, theme: ChartTheme): Record<string, unknown> {
  const up = part.contribution > 0;
  const length = Math.min(tip, Math.abs(part.contribution)) * (up ? 1 : -1);
  const { from, to } = part;
  return {
    type: 'scatter',
    mode: 'lines',
    x: [from, to - length, to, to - length, from, from + length, from],
    y: [1, 1, 0.5, 0, 0, 0.5, 1],
    fill: 'toself',
    fillcolor: up ? shapColors.positive : shapColors.negative,
    line: { color: theme.surface, width: 1 },
    hoveron: 'fills',
    hoverinfo: 'text',
    text: `${escapeMarkup(ellipsize(part.name, 80))}<br><b>${signedNumber(part.contribution)}</b>`,
    name: escapeMarkup(part.name),
  };
}
