import {
  axis,
  axisKind,
  axisValue,
  baseLayout,
  letterWidth,
  namedTicks,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { withAlpha } from '../palette.ts';
import type { BoxSpec, ChartMarks } from '../spec.ts';
import { escapeMarkup, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { brushShape } from './brush-shape.ts';
import { groupPoints, pointLayers } from './group-points.ts';

/** Where point `i` lies beside the middle of its group, -0.5..0.5, the same each time. */
function strew(i: number): number {
  return ((i * 0.618_033_988_75) % 1) - 0.5;
}

/** Boxes by group, with the single rows strewn over them where they are given. */
export function boxFigure(
  spec: BoxSpec,
  theme: ChartTheme,
  size: FigureSize,
  { selected, brush }: ChartMarks,
): Figure {
  const { groups, points } = spec;
  const places = groups.map((_, i) => i);
  const value = (number: number): number | string => axisValue(spec.valueKind, number);
  const text = (number: number): string =>
    spec.valueKind === 'date'
      ? new Date(number).toISOString().slice(0, 16).replace('T', ' ')
      : shortNumber(number);
  const color = theme.colors[0]!;
  const data: Record<string, unknown>[] = [
    {
      type: 'box',
      x: places,
      q1: groups.map((group) => value(group.q1)),
      median: groups.map((group) => value(group.median)),
      q3: groups.map((group) => value(group.q3)),
      lowerfence: groups.map((group) => value(group.low)),
      upperfence: groups.map((group) => value(group.high)),
      mean: groups.map((group) => value(group.mean)),
      width: 0.6,
      line: { color, width: 1.5 },
      fillcolor: withAlpha(color, 0.16),
      whiskerwidth: 0.4,
      hoverinfo: 'skip',
      showlegend: false,
    },
    {
      type: 'scatter',
      mode: 'markers',
      x: places,
      y: groups.map((group) => value(group.mean)),
      marker: { symbol: 'diamond', size: 7, color: theme.text },
      customdata: groups.map((group) => [
        escapeMarkup(group.label),
        shortNumber(group.count),
        text(group.mean),
        text(group.median),
        `${text(group.q1)} – ${text(group.q3)}`,
      ]),
      hovertemplate:
        '<b>%{customdata[0]}</b><br>%{customdata[1]} rows<br>mean %{customdata[2]}<br>median %{customdata[3]}<br>middle half %{customdata[4]}<extra></extra>',
      showlegend: false,
    },
  ];
  const pointIndices: (readonly number[] | null)[] = [null, null];
  if (points) {
    const known = groupPoints(points.value.length, undefined).map((group) => ({
      ...group,
      points: group.points.filter((i) => typeof points.group[i] === 'number'),
    }));
    const opacity = points.value.length > 2000 ? 0.25 : 0.4;
    for (const layer of pointLayers(known, theme.colors, selected)) {
      data.push({
        type: 'scatter',
        mode: 'markers',
        x: layer.points.map((i) => points.group[i]! + strew(i) * 0.5),
        y: layer.points.map((i) => {
          const number = points.value[i] ?? null;
          return number === null ? null : value(number);
        }),
        marker: {
          size: 4,
          color: layer.color,
          opacity: selected && layer.strength === 1 ? 0.85 : opacity * layer.strength,
        },
        hoverinfo: 'skip',
        showlegend: false,
      });
      pointIndices.push(layer.points);
    }
  } else {
    const outliers = groups.flatMap((group, g) =>
      group.outliers.map((number) => [g, number] as const),
    );
    data.push({
      type: 'scatter',
      mode: 'markers',
      x: outliers.map(([g], i) => g + strew(i) * 0.16),
      y: outliers.map(([, number]) => value(number)),
      marker: { size: 4, color, opacity: 0.5 },
      hoverinfo: 'skip',
      showlegend: false,
    });
    pointIndices.push(null);
  }
  const layout = baseLayout(theme, size);
  const perLabel = Math.floor((size.width - 90) / Math.max(1, groups.length) / letterWidth);
  const tilted = perLabel < 6 && groups.some((group) => group.label.length > perLabel);
  const ticks = namedTicks(
    groups.map((group) => group.label),
    tilted ? 14 : Math.max(4, perLabel),
    Math.floor((size.width - 60) / (tilted ? 18 : 30)),
  );
  layout['xaxis'] = axis(theme, spec.groupTitle, {
    ...ticks.axis,
    showgrid: false,
    range: [-0.5, groups.length - 0.5],
    tickangle: tilted ? -45 : 0,
  });
  layout['yaxis'] = axis(theme, spec.valueTitle, {
    ...axisKind(spec.valueKind),
    nticks: Math.max(3, Math.min(8, Math.floor(size.height / 45))),
    showline: true,
  });
  layout['shapes'] = brush
    ? [brushShape(brush, theme, { x: { name: 'x' }, y: { name: 'y', kind: spec.valueKind } })]
    : [];
  return { data, layout, tickTitles: ticks.titles, pointIndices };
}
