import {
  axis,
  axisKind,
  axisValue,
  baseLayout,
  svgPointLimit,
  withLegend,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import type { ScatterSpec } from '../spec.ts';
import { escapeMarkup, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

/** Groups beyond the palette share one last colour and are told apart when hovering. */
const mostGroups = 8;

function groupRows(spec: ScatterSpec): { name: string; rows: number[] }[] {
  if (!spec.groups) return [{ name: '', rows: spec.x.map((_, i) => i) }];
  const byName = new Map<string, number[]>();
  spec.groups.forEach((name, i) => {
    const rows = byName.get(name);
    if (rows) rows.push(i);
    else byName.set(name, [i]);
  });
  const groups = [...byName].map(([name, rows]) => ({ name, rows }));
  if (groups.length <= mostGroups) return groups;
  const rest = groups.slice(mostGroups - 1);
  return [
    ...groups.slice(0, mostGroups - 1),
    { name: `${rest.length} other groups`, rows: rest.flatMap((group) => group.rows) },
  ];
}

/** Points; see-through when there are many, WebGL when there are very many. */
export function scatterFigure(spec: ScatterSpec, theme: ChartTheme, size: FigureSize): Figure {
  const count = spec.x.length;
  const groups = groupRows(spec);
  const data: Record<string, unknown>[] = groups.map((group, g) => ({
    type: count > svgPointLimit ? 'scattergl' : 'scatter',
    mode: 'markers',
    showlegend: group.name !== '',
    name: escapeMarkup(group.name),
    x: group.rows.map((i) => {
      const value = spec.x[i] ?? null;
      return value === null ? null : axisValue(spec.xKind, value);
    }),
    y: group.rows.map((i) => spec.y[i] ?? null),
    marker: {
      size: count > 2_000 ? 4 : 6,
      color: theme.colors[g % theme.colors.length],
      opacity: count > 2_000 ? 0.4 : count > 300 ? 0.6 : 0.8,
      line: { width: 0 },
    },
    customdata: group.rows.map((i) => [
      escapeMarkup(spec.names?.[i] ?? `Row ${i}`),
      number(spec.x[i] ?? null, spec.xKind),
      number(spec.y[i] ?? null, spec.yKind),
    ]),
    hovertemplate: `<b>%{customdata[0]}</b><br>${escapeMarkup(spec.xTitle)}: %{customdata[1]}<br>${escapeMarkup(spec.yTitle)}: %{customdata[2]}<extra>${escapeMarkup(group.name)}</extra>`,
  }));
  const pointIndices: (readonly number[] | null)[] = groups.map((group) => group.rows);
  if (spec.diagonal !== undefined) {
    const ends = extent([...spec.x, ...spec.y]);
    data.push({
      type: 'scatter',
      mode: 'lines',
      name: escapeMarkup(spec.diagonal),
      x: ends,
      y: ends,
      line: { color: theme.text, width: 1, dash: 'dot' },
      hoverinfo: 'skip',
    });
    pointIndices.push(null);
  }
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, spec.xTitle, {
    ...axisKind(spec.xKind),
    nticks: Math.max(3, Math.min(10, Math.floor(size.width / 65))),
    showline: true,
  });
  layout['yaxis'] = axis(theme, spec.yTitle, {
    ...axisKind(spec.yKind),
    nticks: Math.max(3, Math.min(8, Math.floor(size.height / 45))),
    zeroline: spec.zeroLine === true,
    zerolinecolor: theme.text,
    zerolinewidth: 1,
    showline: true,
  });
  withLegend(layout, data.length > 1);
  return { data, layout, tickTitles: new Map(), pointIndices };
}

function number(value: number | null, kind: string | undefined): string {
  if (value === null) return 'missing';
  return kind === 'date' ? new Date(value).toISOString().slice(0, 16) : shortNumber(value);
}

function extent(values: readonly (number | null)[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 1] : [low, high];
}
