import {
  axis,
  baseLayout,
  namedTicks,
  sideLabelLength,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import type { DendrogramSpec } from '../spec.ts';
import { escapeMarkup, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';

interface Join {
  /** Distance and place of the two branches and of where they meet. */
  readonly near: readonly [number, number];
  readonly far: readonly [number, number];
  readonly distance: number;
}

/** Where branches meet: places count leaves from the top, a cluster lies amid its two parts. */
export function joinsOf({ labels, linkage, order }: DendrogramSpec): Join[] {
  const place = new Map<number, number>(order.map((leaf, i) => [leaf, i]));
  const height = new Map<number, number>();
  return linkage.map(([left = 0, right = 0, distance = 0], i) => {
    const a = place.get(left) ?? 0;
    const b = place.get(right) ?? 0;
    const join: Join = {
      near: [height.get(left) ?? 0, a],
      far: [height.get(right) ?? 0, b],
      distance,
    };
    place.set(labels.length + i, (a + b) / 2);
    height.set(labels.length + i, distance);
    return join;
  });
}

/** A tree that grows from the names at the left; the further right two branches meet, the less alike. */
export function dendrogramFigure(
  spec: DendrogramSpec,
  theme: ChartTheme,
  size: FigureSize,
): Figure {
  const joins = joinsOf(spec);
  const names = spec.order.map((leaf) => spec.labels[leaf] ?? '');
  const side = sideLabelLength(size.width, names);
  const ticks = namedTicks(names, side, Math.floor((size.height - 60) / 14));
  const farthest = joins.reduce((most, join) => Math.max(most, join.distance), 0) || 1;
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, spec.valueTitle, {
    range: [-0.01 * farthest, farthest * 1.06],
    nticks: Math.max(3, Math.floor(size.width / 110)),
    showline: true,
  });
  layout['yaxis'] = axis(theme, undefined, {
    ...ticks.axis,
    showgrid: false,
    range: [names.length - 0.5, -0.5],
  });
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        x: joins.flatMap(({ near, far, distance }) => [near[0], distance, distance, far[0], null]),
        y: joins.flatMap(({ near, far }) => [near[1], near[1], far[1], far[1], null]),
        line: { color: theme.colors[0], width: 1.5 },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: joins.map((join) => join.distance),
        y: joins.map(({ near, far }) => (near[1] + far[1]) / 2),
        marker: { size: 5, color: theme.colors[0] },
        customdata: joins.map((join) => shortNumber(join.distance)),
        hovertemplate: `${escapeMarkup(spec.valueTitle)}: <b>%{customdata}</b><extra></extra>`,
      },
    ],
    layout,
    tickTitles: ticks.titles,
  };
}
