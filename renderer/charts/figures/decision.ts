import {
  axis,
  baseLayout,
  namedTicks,
  sideLabelLength,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { colorAt, shapScale } from '../palette.ts';
import type { DecisionSpec } from '../shap-spec.ts';
import { cellText, escapeMarkup, shortNumber, signedNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { shapOrder } from './shap-order.ts';

export interface DecisionPaths {
  /** From bottom to top. */
  readonly names: readonly string[];
  /** Features of each name; several where the rest is summed up. */
  readonly groups: readonly (readonly number[])[];
  /** [row][0..names.length]: the output before and after each name. */
  readonly paths: readonly (readonly number[])[];
}

/** Cumulative outputs from the base value, the least important features first. */
export function decisionPaths(spec: DecisionSpec): DecisionPaths {
  const importance = spec.features.map((_, f) =>
    spec.rows.reduce((sum, row) => sum + Math.abs(row.contributions[f] ?? 0), 0),
  );
  const { shown, rest } = shapOrder(importance, spec.maxDisplay ?? 14);
  const groups = [...(rest.length > 0 ? [rest] : []), ...shown.toReversed().map((f) => [f])];
  const names = groups.map((group) =>
    group.length > 1 ? `${group.length} other features` : spec.features[group[0]!]!,
  );
  const paths = spec.rows.map((row) => {
    let at = spec.baseValue;
    return [
      at,
      ...groups.map((group) => (at += group.reduce((sum, f) => sum + row.contributions[f]!, 0))),
    ];
  });
  return { names, groups, paths };
}

/** One line a row, coloured by where it ends. */
export function decisionFigure(spec: DecisionSpec, theme: ChartTheme, size: FigureSize): Figure {
  const { names, groups, paths } = decisionPaths(spec);
  const ends = paths.map((path) => path.at(-1)!);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const ticks = namedTicks(names, sideLabelLength(size.width, names, 0.36), names.length);
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, `Model output, ${spec.unit}`, {
    nticks: Math.max(3, Math.floor(size.width / 100)),
  });
  layout['yaxis'] = axis(theme, undefined, {
    ...ticks.axis,
    tickvals: names.map((_, i) => i + 0.5),
    griddash: 'dot',
    range: [0, names.length + 0.02],
  });
  layout['margin'] = { l: 48, r: 72, t: 44, b: 40, pad: 4 };
  layout['shapes'] = [
    {
      type: 'line',
      yref: 'paper',
      x0: spec.baseValue,
      x1: spec.baseValue,
      y0: 0,
      y1: 1,
      line: { color: theme.muted, width: 1, dash: 'dash' },
    },
  ];
  layout['annotations'] = endLabels(spec, ends, size);
  const lines = spec.rows.map((row, r) => {
    const path = paths[r]!;
    const strong = spec.rows.length === 1 || spec.selected === r;
    return {
      type: 'scatter',
      mode: 'lines',
      name: escapeMarkup(row.name),
      x: path,
      y: path.map((_, i) => i),
      line: {
        color: colorAt(shapScale, high === low ? 0.5 : (ends[r]! - low) / (high - low)),
        width: strong ? 3.5 : 2,
      },
      opacity: strong || spec.selected === undefined ? 1 : 0.9,
      customdata: path.map((value, i) => [
        i === 0
          ? 'base value'
          : stepText(spec, row, { name: names[i - 1]!, group: groups[i - 1]! }),
        shortNumber(value),
      ]),
      hovertemplate: `<b>${escapeMarkup(row.name)}</b><br>%{customdata[0]}<br>output so far %{customdata[1]}<extra></extra>`,
    };
  });
  return { data: lines, layout, tickTitles: ticks.titles };
}

/** Names above the ends of the lines, of those only that have room; the row that stands out first. */
function endLabels(
  { rows, selected, baseValue }: DecisionSpec,
  ends: readonly number[],
  { width }: FigureSize,
): Record<string, unknown>[] {
  const all = [...ends, baseValue];
  const perPixel = (Math.max(...all) - Math.min(...all) || 1) / Math.max(1, width * 0.75);
  const taken: number[] = [];
  return rows
    .map((row, r) => ({ row, r }))
    .sort((a, b) => Number(b.r === selected) - Number(a.r === selected))
    .flatMap(({ row, r }) => {
      if (taken.some((end) => Math.abs(end - ends[r]!) < 16 * perPixel)) return [];
      taken.push(ends[r]!);
      const name = escapeMarkup(row.name);
      return [
        {
          x: ends[r]!,
          y: 1,
          yref: 'paper',
          xanchor: 'left',
          yanchor: 'bottom',
          xshift: -5,
          textangle: -35,
          text: r === selected ? `<b>${name}</b>` : name,
          showarrow: false,
          font: { size: 11 },
        },
      ];
    });
}

function stepText(
  spec: DecisionSpec,
  row: DecisionSpec['rows'][number],
  { name, group }: { name: string; group: readonly number[] },
): string {
  const amount = signedNumber(group.reduce((sum, f) => sum + row.contributions[f]!, 0));
  const single = group.length === 1 ? group[0]! : null;
  if (single === null) return `${escapeMarkup(name)} ${amount}`;
  return `${escapeMarkup(spec.features[single]!)} = ${escapeMarkup(cellText(row.cells[single] ?? null))} ${amount}`;
}
