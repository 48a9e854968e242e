import { baseLayout, letterWidth, type Figure, type FigureSize } from '../figure.ts';
import { colorAt, readableOn, sequentialScale, withAlpha } from '../palette.ts';
import { ellipsize, escapeMarkup, percent, shortNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import type { TreeSpec } from '../tree-spec.ts';
import { placeNodes, type PlacedNode } from './tree-layout.ts';

/** Pixels of the branch that all rows take. */
const widest = 16;

interface Drawing {
  readonly spec: TreeSpec;
  readonly theme: ChartTheme;
  readonly placed: readonly PlacedNode[];
  readonly colour: (value: number) => string;
  readonly shareOf: (rows: number) => number;
}

/** Nodes on the way to the one that stands out. */
function wayTo(placed: readonly PlacedNode[], selected: number | undefined): Set<number> {
  const way = new Set<number>();
  let at = selected ?? -1;
  while (at >= 0 && !way.has(at)) {
    way.add(at);
    at = placed[at]?.parent ?? -1;
  }
  return way;
}

/** Branches as wide as the share of the rows that take them. */
function branches({ spec, theme, placed, shareOf }: Drawing): Record<string, unknown>[] {
  const way = wayTo(placed, spec.selected);
  return placed.flatMap((child) => {
    const parent = placed[child.parent];
    if (!parent) return [];
    const x0 = parent.x + parent.width / 2;
    const x1 = child.x - child.width / 2;
    const middle = (x0 + x1) / 2;
    const onWay = way.has(child.index);
    return [
      {
        type: 'path',
        layer: 'below',
        path: `M ${x0},${parent.y} C ${middle},${parent.y} ${middle},${child.y} ${x1},${child.y}`,
        line: {
          color: onWay ? withAlpha(theme.colors[0]!, 0.75) : withAlpha(theme.muted, 0.32),
          width: Math.max(1.5, widest * shareOf(child.node.rows)),
        },
      },
    ];
  });
}

function boxes({ spec, theme, placed, colour }: Drawing): Record<string, unknown>[] {
  return placed.map(({ index, node, x, y, width, height }) => ({
    type: 'rect',
    layer: 'below',
    x0: x - width / 2,
    x1: x + width / 2,
    y0: y - height / 2,
    y1: y + height / 2,
    fillcolor: node.condition === null ? colour(node.value) : theme.surface,
    line: {
      color: index === spec.selected ? theme.text : theme.grid,
      width: index === spec.selected ? 2 : 1,
    },
  }));
}

/** The whole box is hovered and clicked, through markers that are not seen. */
function texts(drawing: Drawing, value: (value: number) => string): Record<string, unknown> {
  const { spec, theme, placed, colour, shareOf } = drawing;
  const written = placed.map(({ node, width, height }) => {
    const said = escapeMarkup(value(node.value));
    const share = percent(shareOf(node.rows));
    if (node.condition === null)
      return height < 28 || width < 90 ? `<b>${said}</b>  ${share}` : `<b>${said}</b>  ·  ${share}`;
    const letters = Math.max(5, Math.floor((width - 12) / letterWidth));
    return `<b>${escapeMarkup(ellipsize(node.condition, letters))}</b><br>${said}  ·  ${share}`;
  });
  return {
    type: 'scatter',
    mode: 'markers+text',
    x: placed.map(({ x }) => x),
    y: placed.map(({ y }) => y),
    text: written,
    textposition: 'middle center',
    textfont: {
      size: 12,
      color: placed.map(({ node }) =>
        node.condition === null ? readableOn(colour(node.value)) : theme.text,
      ),
    },
    marker: { size: placed.map(({ height }) => height), opacity: 0 },
    cliponaxis: false,
    customdata: placed.map(({ node }) => [
      node.condition === null ? 'Leaf' : escapeMarkup(ellipsize(node.condition, 300)),
      escapeMarkup(value(node.value)),
      shortNumber(node.rows),
      percent(shareOf(node.rows)),
    ]),
    hovertemplate: `%{customdata[0]}<br>${escapeMarkup(spec.valueTitle)}: <b>%{customdata[1]}</b><br>%{customdata[2]} rows, %{customdata[3]} of all<extra></extra>`,
  };
}

/** yes and no beside the first branches. */
function answers({ placed, theme }: Drawing): Record<string, unknown>[] {
  return placed
    .filter(({ parent }) => parent === 0)
    .map((child) => {
      const parent = placed[0]!;
      return {
        x: (parent.x + parent.width / 2 + child.x - child.width / 2) / 2,
        y: (parent.y + child.y) / 2,
        text: child.isLeft ? 'yes' : 'no',
        showarrow: false,
        bgcolor: theme.surface,
        borderpad: 1,
        font: { size: 11, color: theme.muted },
      };
    });
}

/** A tree from left to right; up is yes. Colours tell the values of the leaves, widths the rows. */
export function treeFigure(spec: TreeSpec, theme: ChartTheme, size: FigureSize): Figure {
  const values = spec.nodes.map((node) => node.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const scale = sequentialScale(theme);
  const all = spec.nodes[0]?.rows || 1;
  const drawing: Drawing = {
    spec,
    theme,
    placed: placeNodes(spec.nodes, size),
    colour: (value) =>
      colorAt(scale, high > low ? 0.08 + (0.92 * (value - low)) / (high - low) : 0.5),
    shareOf: (rows) => rows / all,
  };
  const layout = baseLayout(theme, size);
  const hidden = { visible: false, fixedrange: true };
  layout['margin'] = { l: 0, r: 0, t: 0, b: 0 };
  layout['xaxis'] = { ...hidden, range: [0, size.width] };
  layout['yaxis'] = { ...hidden, range: [size.height, 0] };
  layout['shapes'] = [...branches(drawing), ...boxes(drawing)];
  layout['annotations'] = answers(drawing);
  layout['hoverdistance'] = 70;
  const value = spec.valueKind === 'percent' ? percent : shortNumber;
  return { data: [texts(drawing, value)], layout, tickTitles: new Map() };
}
