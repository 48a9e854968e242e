import type { Cell } from '../../../core/contract/common.ts';
import {
  axis,
  baseLayout,
  namedTicks,
  svgPointLimit,
  withLegend,
  type Figure,
  type FigureSize,
} from '../figure.ts';
import { inBrush } from '../in-brush.ts';
import { shapColors, shapScale } from '../palette.ts';
import type { DependenceSpec } from '../shap-spec.ts';
import type { ChartBrush, ChartMarks } from '../spec.ts';
import { cellText, ellipsize, escapeMarkup, signedNumber } from '../text.ts';
import type { ChartTheme } from '../theme.ts';
import { colorPositions } from './beeswarm.ts';
import { brushShape } from './brush-shape.ts';

interface Places {
  /** One a row. */
  readonly x: readonly number[];
  /** Names of the places 0, 1, 2 ... when the feature has no order. */
  readonly labels: readonly string[] | null;
  /** Where missing values stand; null when there are none. */
  readonly missing: number | null;
  /** A few whole numbers or names. */
  readonly grades: boolean;
}

/** Spreads rows of one place a little, the same way each time. */
function jitter(i: number): number {
  return (((i * 0.618033988749895) % 1) - 0.5) * 0.5;
}

function isNumeric(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cell === null || typeof cell === 'number');
}

const mostGrades = 12;

function isGraded(cells: readonly Cell[]): boolean {
  const distinct = new Set<Cell>();
  for (const cell of cells) {
    if (cell === null) continue;
    distinct.add(cell);
    if (!Number.isInteger(cell) || distinct.size > mostGrades) return false;
  }
  const numbers = [...distinct].map(Number);
  return Math.max(...numbers) - Math.min(...numbers) < 2 * mostGrades;
}

/** Where the rows stand along the axis of the feature; missing values a step left of the smallest. */
export function dependencePlaces(cells: readonly Cell[]): Places {
  const some = cells.find((cell) => cell !== null);
  if (some !== undefined && isNumeric(cells)) {
    let low = Infinity;
    let high = -Infinity;
    for (const cell of cells) {
      if (typeof cell !== 'number') continue;
      if (cell < low) low = cell;
      if (cell > high) high = cell;
    }
    const step = (high - low || 1) * 0.07;
    const missing = cells.includes(null) ? low - step : null;
    // Few whole numbers are grades: their rows stand beside each other, not on one line.
    const grades = isGraded(cells);
    const x = cells.map((cell, i) =>
      typeof cell === 'number'
        ? cell + (grades ? jitter(i) * 0.24 : 0)
        : low - step + jitter(i) * step * 0.6,
    );
    return { x, labels: null, missing, grades };
  }
  const labels = [...new Set(cells.map((cell) => cellText(cell)))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const place = new Map(labels.map((label, i) => [label, i]));
  return {
    x: cells.map((cell, i) => place.get(cellText(cell))! + jitter(i)),
    labels,
    missing: null,
    grades: true,
  };
}

/** Which rows lie in a region that was drawn over a dependence plot. */
export function dependenceInside(spec: DependenceSpec, brush: ChartBrush): boolean[] {
  const { x } = dependencePlaces(spec.x);
  return spec.shap.map((value, i) => inBrush(brush, x[i]!, value));
}

interface Layer {
  readonly name: string;
  readonly points: readonly number[];
  readonly color: string | readonly number[];
}

const mostGroups = 8;

/** Points by what colours them: one layer on the scale, or one layer a category. */
function layersOf({ colour, shap }: DependenceSpec, theme: ChartTheme): Layer[] {
  const all = shap.map((_, i) => i);
  if (!colour) return [{ name: '', points: all, color: shapColors.negative }];
  const positions = colorPositions(colour.cells);
  const scaled = all.filter((i) => positions[i] !== null);
  const plain = all.filter((i) => positions[i] === null);
  const layers: Layer[] = [];
  const names = [...new Set(plain.map((i) => cellText(colour.cells[i] ?? null)))].sort();
  if (scaled.length === 0 && names.length <= mostGroups) {
    names.forEach((name, k) =>
      layers.push({
        name,
        points: plain.filter((i) => cellText(colour.cells[i] ?? null) === name),
        color: name === 'missing' ? shapColors.neutral : theme.colors[k % theme.colors.length]!,
      }),
    );
    return layers;
  }
  if (plain.length > 0) layers.push({ name: '', points: plain, color: shapColors.neutral });
  if (scaled.length > 0)
    layers.push({ name: '', points: scaled, color: scaled.map((i) => positions[i]!) });
  return layers;
}

/** Counts of rows along the axis, drawn as a faint floor: by grade, or in 40 bins. */
function floorBars(
  { x, grades }: Places,
  theme: ChartTheme,
  [low, high]: [number, number],
): Record<string, unknown> {
  const looks = {
    type: 'bar',
    base: low,
    marker: { color: theme.grid, line: { width: 0 } },
    hoverinfo: 'skip',
    showlegend: false,
  };
  const heights = (counts: readonly number[]): number[] => {
    const tallest = counts.reduce((a, b) => Math.max(a, b), 1);
    return counts.map((count) => (count / tallest) * (high - low) * 0.16);
  };
  if (grades) {
    const counts = new Map<number, number>();
    for (const value of x) counts.set(Math.round(value), (counts.get(Math.round(value)) ?? 0) + 1);
    return { ...looks, x: [...counts.keys()], y: heights([...counts.values()]), width: 0.3 };
  }
  const bins = 40;
  const least = x.reduce((a, b) => Math.min(a, b), Infinity);
  const most = x.reduce((a, b) => Math.max(a, b), -Infinity);
  const width = (most - least) / bins || 1;
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of x) counts[Math.min(bins - 1, Math.floor((value - least) / width))]!++;
  return {
    ...looks,
    x: counts.map((_, i) => least + (i + 0.5) * width),
    y: heights(counts),
    width,
  };
}

const unmarked: ChartMarks = { selected: null, brush: null };

/** SHAP value by feature value; colour tells the feature that seems to act together with it. */
export function dependenceFigure(
  spec: DependenceSpec,
  theme: ChartTheme,
  size: FigureSize,
  { selected, brush }: ChartMarks = unmarked,
): Figure {
  const places = dependencePlaces(spec.x);
  const { x, labels, missing, grades } = places;
  const layers = layersOf(spec, theme);
  const least = spec.shap.reduce((a, b) => Math.min(a, b), 0);
  const most = spec.shap.reduce((a, b) => Math.max(a, b), 0);
  const air = (most - least || 1) * 0.05;
  const range: [number, number] = [least - air * 2, most + air];
  const count = spec.shap.length;
  const full = count > 5000 ? 0.5 : 0.8;
  const coloured = layers.some((layer) => typeof layer.color !== 'string');
  const dots = layers.map((layer) => ({
    type: count > svgPointLimit ? 'scattergl' : 'scatter',
    mode: 'markers',
    name: escapeMarkup(ellipsize(layer.name, 30)),
    showlegend: layer.name !== '',
    x: layer.points.map((i) => x[i]!),
    y: layer.points.map((i) => spec.shap[i]!),
    marker: {
      size: count > 5000 ? 4 : 6,
      color: layer.color,
      opacity: selected ? layer.points.map((i) => (selected[i] ? 1 : 0.1)) : full,
      ...(typeof layer.color === 'string'
        ? {}
        : {
            colorscale: shapScale,
            cmin: 0,
            cmax: 1,
            colorbar: {
              title: {
                text: escapeMarkup(ellipsize(spec.colour?.feature ?? '', 34)),
                side: 'right',
                font: { size: 12, color: theme.muted },
              },
              tickvals: [0, 1],
              ticktext: ['Low', 'High'],
              tickfont: { size: 12, color: theme.text },
              thickness: 8,
              outlinewidth: 0,
              ypad: 20,
            },
          }),
    },
    customdata: layer.points.map((i) => [
      String(spec.rows[i] ?? i),
      escapeMarkup(cellText(spec.x[i] ?? null)),
      signedNumber(spec.shap[i]!),
      spec.colour
        ? `<br>${escapeMarkup(spec.colour.feature)}: ${escapeMarkup(cellText(spec.colour.cells[i] ?? null))}`
        : '',
    ]),
    hovertemplate: `<b>row %{customdata[0]}</b><br>${escapeMarkup(spec.feature)}: %{customdata[1]}<br>SHAP value %{customdata[2]}%{customdata[3]}<extra></extra>`,
  }));
  const ring = spec.selected !== undefined && x[spec.selected] !== undefined ? [spec.selected] : [];
  const ticks = labels && namedTicks(labels, 14, Math.floor(size.width / 60));
  const layout = baseLayout(theme, size);
  layout['xaxis'] = axis(theme, spec.feature, {
    ...(ticks ? ticks.axis : { nticks: Math.max(3, Math.min(10, Math.floor(size.width / 65))) }),
    ...(grades && !ticks ? { tick0: 0, dtick: 1 } : {}),
    showgrid: false,
    showline: true,
  });
  layout['yaxis'] = axis(theme, `SHAP value, ${spec.unit}`, {
    range,
    nticks: Math.max(3, Math.min(8, Math.floor(size.height / 45))),
    zeroline: true,
    zerolinecolor: theme.muted,
    zerolinewidth: 1,
  });
  layout['bargap'] = 0;
  if (missing !== null)
    layout['annotations'] = [
      {
        x: missing,
        y: 1,
        yref: 'paper',
        yanchor: 'top',
        text: 'missing',
        showarrow: false,
        font: { size: 11, color: theme.muted },
      },
    ];
  if (brush) layout['shapes'] = [brushShape(brush, theme, { x: { name: 'x' }, y: { name: 'y' } })];
  withLegend(layout, !coloured && layers.some((layer) => layer.name !== ''));
  return {
    data: [
      floorBars(places, theme, range),
      ...dots,
      {
        type: 'scatter',
        mode: 'markers',
        x: ring.map((i) => x[i]!),
        y: ring.map((i) => spec.shap[i]!),
        marker: { size: 12, color: 'rgba(0,0,0,0)', line: { width: 2, color: theme.text } },
        hoverinfo: 'skip',
        showlegend: false,
      },
    ],
    layout,
    tickTitles: ticks ? ticks.titles : new Map(),
    pointIndices: [null, ...layers.map((layer) => layer.points), null],
  };
}
