import type { Cell } from '../../../core/contract/common.ts';
import {
  axis,
  baseLayout,
  fitTitle,
  letterWidth,
  namedTicks,
  sideLabelLength,
  svgPointLimit,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { shapColors, shapScale } from '../palette.ts';
import type { BeeswarmSpec } from '../shap-spec.ts';
import type { ChartBrush, ChartMarks } from '../spec.ts';
import { inBrush } from '../in-brush.ts';
import { cellText, escapeMarkup, signedNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { brushShape } from './brush-shape.ts';
import { meanAbsolute, shapOrder } from './shap-order.ts';

/**
 * Offsets in −0.36..0.36 that spread points of nearly equal x, as shap's beeswarm does: points of
 * one of 100 bins stack outwards from the middle in turn.
 */
export function swarmOffsets(values: readonly number[]): Float64Array {
  const offsets = new Float64Array(values.length);
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const layers = new Map<number, number>();
  let widest = 0;
  values.forEach((value, i) => {
    const bin = Math.round((100 * (value - low)) / (high - low + 1e-8));
    const layer = layers.get(bin) ?? 0;
    layers.set(bin, layer + 1);
    const offset = Math.ceil(layer / 2) * (layer % 2 === 0 ? -1 : 1);
    offsets[i] = offset;
    widest = Math.max(widest, Math.abs(offset));
  });
  const scale = (0.9 * 0.4) / (widest + 1);
  for (let i = 0; i < offsets.length; i++) offsets[i]! *= scale;
  return offsets;
}

/** A feature value as a number with an order, or null for missing values and names. */
function ordered(cell: Cell): number | null {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  return null;
}

/**
 * 0..1 by value between the 5th and the 95th percentile (clipped), null for what has no order.
 * Where these coincide the range widens as in shap: 1st to 99th, then smallest to largest.
 */
export function colorPositions(cells: readonly Cell[]): (number | null)[] {
  const numbers = cells.map(ordered);
  const sorted = numbers.filter((value): value is number => value !== null).sort((a, b) => a - b);
  if (sorted.length === 0) return numbers;
  const quantile = (q: number): number => {
    const at = (sorted.length - 1) * q;
    const below = Math.floor(at);
    const a = sorted[below]!;
    return a + (sorted[Math.min(below + 1, sorted.length - 1)]! - a) * (at - below);
  };
  let low = quantile(0.05);
  let high = quantile(0.95);
  if (low === high) [low, high] = [quantile(0.01), quantile(0.99)];
  if (low === high) [low, high] = [quantile(0), quantile(1)];
  return numbers.map((value) =>
    value === null
      ? null
      : low === high
        ? 0.5
        : Math.min(1, Math.max(0, (value - low) / (high - low))),
  );
}

interface SwarmRow {
  readonly name: string;
  readonly values: readonly number[];
  readonly cells: readonly Cell[] | null;
}

function swarmRows(spec: BeeswarmSpec): SwarmRow[] {
  const { shown, rest } = shapOrder(spec.values.map(meanAbsolute), spec.maxDisplay ?? 12);
  const rows: SwarmRow[] = shown.map((f) => ({
    name: spec.features[f]!,
    values: spec.values[f]!,
    cells: spec.data[f] ?? null,
  }));
  if (rest.length > 0) {
    const sums = spec.rows.map((_, r) => rest.reduce((sum, f) => sum + spec.values[f]![r]!, 0));
    rows.push({ name: `Sum of ${rest.length} other features`, values: sums, cells: null });
  }
  return rows;
}

/** Which rows have a dot in a region that was drawn over a beeswarm. */
export function swarmInside(spec: BeeswarmSpec, brush: ChartBrush): boolean[] {
  const inside = spec.rows.map(() => false);
  swarmRows(spec).forEach((row, place) => {
    const offsets = swarmOffsets(row.values);
    row.values.forEach((value, i) => {
      if (inBrush(brush, value, place - offsets[i]!)) inside[i] = true;
    });
  });
  return inside;
}

/** Pixels of the scale of colours beside the plot, with its words. */
const colorbarWidth = 90;

const unmarked: ChartMarks = { selected: null, brush: null };

/** One dot a row and feature: x = SHAP value, colour = feature value from low to high. */
export function beeswarmFigure(
  spec: BeeswarmSpec,
  theme: ChartTheme,
  size: FigureSize,
  { selected, brush }: ChartMarks = unmarked,
): Figure {
  const rows = swarmRows(spec);
  const opacity = (index: readonly number[], full: number): number | number[] =>
    selected ? index.map((i) => (selected[i] ? 1 : 0.1)) : full;
  const points = {
    x: [] as number[],
    y: [] as number[],
    color: [] as number[],
    hover: [] as string[][],
    index: [] as number[],
  };
  const plain = {
    x: [] as number[],
    y: [] as number[],
    hover: [] as string[][],
    index: [] as number[],
  };
  const chosen = { x: [] as number[], y: [] as number[] };
  rows.forEach((row, place) => {
    const offsets = swarmOffsets(row.values);
    const colors = row.cells ? colorPositions(row.cells) : null;
    row.values.forEach((value, i) => {
      const color = colors?.[i] ?? null;
      const target = color === null ? plain : points;
      const y = place - offsets[i]!;
      target.x.push(value);
      target.y.push(y);
      target.index.push(i);
      target.hover.push([
        escapeMarkup(row.name),
        row.cells ? escapeMarkup(cellText(row.cells[i] ?? null)) : '',
        signedNumber(value),
        String(spec.rows[i] ?? i),
      ]);
      if (color !== null) points.color.push(color);
      if (spec.selected === i) {
        chosen.x.push(value);
        chosen.y.push(y);
      }
    });
  });
  const total = points.x.length + plain.x.length;
  const type = total > svgPointLimit ? 'scattergl' : 'scatter';
  const dot = spec.rows.length > 400 ? 5 : 6;
  const hovertemplate =
    '<b>%{customdata[0]}</b> %{customdata[1]}<br>SHAP value %{customdata[2]}<br>row %{customdata[3]}<extra></extra>';
  const names = rows.map((row) => row.name);
  const side = sideLabelLength(size.width, names, 0.42);
  const ticks = namedTicks(names, side, rows.length);
  const layout = baseLayout(theme, size);
  const plot = size.width - side * letterWidth - colorbarWidth;
  const title = fitTitle(['SHAP value (impact on model output)', spec.unit], plot);
  layout['xaxis'] = axis(theme, title, {
    zeroline: true,
    zerolinecolor: theme.muted,
    zerolinewidth: 1,
    showgrid: false,
    nticks: Math.max(3, Math.floor(size.width / 100)),
  });
  layout['yaxis'] = axis(theme, undefined, {
    ...ticks.axis,
    griddash: 'dot',
    range: [rows.length - 0.5, -0.5],
  });
  if (brush) layout['shapes'] = [brushShape(brush, theme, { x: { name: 'x' }, y: { name: 'y' } })];
  return {
    data: [
      {
        type,
        mode: 'markers',
        x: plain.x,
        y: plain.y,
        marker: { size: dot, color: shapColors.neutral, opacity: opacity(plain.index, 0.7) },
        customdata: plain.hover,
        hovertemplate,
      },
      {
        type,
        mode: 'markers',
        x: points.x,
        y: points.y,
        marker: {
          size: dot,
          color: points.color,
          colorscale: shapScale,
          cmin: 0,
          cmax: 1,
          opacity: opacity(points.index, 0.85),
          colorbar: {
            title: { text: 'Feature value', side: 'right', font: { size: 12, color: theme.muted } },
            tickvals: [0, 1],
            ticktext: ['Low', 'High'],
            tickfont: { size: 12, color: theme.text },
            thickness: 8,
            outlinewidth: 0,
            ypad: 20,
          },
        },
        customdata: points.hover,
        hovertemplate,
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: chosen.x,
        y: chosen.y,
        marker: { size: dot + 5, color: 'rgba(0,0,0,0)', line: { width: 2, color: theme.text } },
        hoverinfo: 'skip',
      },
    ],
    layout,
    tickTitles: ticks.titles,
    pointIndices: [plain.index, points.index, null],
  };
}
