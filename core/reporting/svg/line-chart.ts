import { html } from 'hono/html';
import { formatNumber } from '../format.ts';
import { axes, defaultFrame, joinMarkup, type Markup, picture } from './frame.ts';
import { linearScale, px } from './scale.ts';

export interface Series {
  readonly name: string;
  readonly x: readonly (number | null)[];
  readonly y: readonly (number | null)[];
  /** CSS class that colours it: a, b, c ... or muted. */
  readonly tone: string;
  /** Points as well as the line. */
  readonly points?: boolean;
}

export interface LineChart {
  readonly label: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xDomain?: readonly [number, number];
  readonly yDomain?: readonly [number, number];
  readonly series: readonly Series[];
  readonly diagonal?: boolean;
}

function extent(values: readonly (number | null)[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** At most `limit` points, ends kept: a printed line needs no more. */
function thin<T>(values: readonly T[], limit = 400): T[] {
  if (values.length <= limit) return [...values];
  const step = (values.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, i) => values[Math.round(i * step)]!);
}

/** Lines over two number axes. O(points). */
export function lineChart(chart: LineChart): Markup {
  const frame = defaultFrame;
  const right = frame.width - frame.right;
  const bottom = frame.height - frame.bottom;
  const xDomain = chart.xDomain ?? extent(chart.series.flatMap((series) => series.x));
  const yDomain = chart.yDomain ?? extent(chart.series.flatMap((series) => series.y));
  const nice = { nice: true };
  const x = linearScale(xDomain, [frame.left, right], chart.xDomain ? {} : nice);
  const y = linearScale(yDomain, [bottom, frame.top], chart.yDomain ? {} : nice);

  const lines = chart.series.map((series) => {
    const at = thin(
      series.x.flatMap((value, i) => {
        const other = series.y[i];
        return value === null || other === null || other === undefined ? [] : [[value, other]];
      }),
    ) as [number, number][];
    const path = at.map(([a, b], i) => `${i === 0 ? 'M' : 'L'}${px(x(a))} ${px(y(b))}`).join('');
    const dots = series.points
      ? at.map(
          ([a, b]) =>
            html`<circle
              class="dot ${series.tone}"
              cx="${px(x(a))}"
              cy="${px(y(b))}"
              r="4"
              data-tip="${series.name}: ${formatNumber(a)} → ${formatNumber(b)}"
            />`,
        )
      : [];
    const data = JSON.stringify(at.map(([a, b]) => [round(a), round(b), round(x(a)), round(y(b))]));
    return joinMarkup([
      html`<path
        class="line ${series.tone}"
        d="${path}"
        data-name="${series.name}"
        data-points="${data}"
      />`,
      ...dots,
    ]);
  });
  const diagonal = chart.diagonal
    ? html`<line
        class="diagonal"
        x1="${frame.left}"
        y1="${bottom}"
        x2="${right}"
        y2="${frame.top}"
      />`
    : '';
  const head = axes(frame, { x, y, xTitle: chart.xTitle, yTitle: chart.yTitle });
  return picture(frame, chart.label, joinMarkup([head, diagonal, ...lines]));
}

function round(value: number): number {
  return Number(value.toPrecision(5));
}
