import { html } from 'hono/html';
import { formatNumber } from '../format.ts';
import { axes, defaultFrame, joinMarkup, type Markup, picture } from './frame.ts';
import { linearScale, px } from './scale.ts';

export interface ScatterChart {
  readonly label: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly x: readonly (number | null)[];
  readonly y: readonly (number | null)[];
  /** `identity` draws y = x, `zero` draws y = 0. */
  readonly guide: 'identity' | 'zero';
}

const maxPoints = 800;

/** Dots over two number axes; more than 800 are thinned evenly. */
export function scatterChart(chart: ScatterChart): Markup {
  const frame = defaultFrame;
  const step = Math.max(1, Math.ceil(chart.x.length / maxPoints));
  const points: [number, number][] = [];
  for (let i = 0; i < chart.x.length; i += step) {
    const [a, b] = [chart.x[i], chart.y[i]];
    if (typeof a === 'number' && typeof b === 'number') points.push([a, b]);
  }
  const xs = points.map(([a]) => a);
  const ys = points.map(([, b]) => b);
  const all = chart.guide === 'identity' ? [...xs, ...ys] : xs;
  const tall = chart.guide === 'identity' ? all : [...ys, 0];
  const nice = { nice: true };
  const right = frame.width - frame.right;
  const bottom = frame.height - frame.bottom;
  const x = linearScale([Math.min(...all), Math.max(...all)], [frame.left, right], nice);
  const y = linearScale([Math.min(...tall), Math.max(...tall)], [bottom, frame.top], nice);
  const dots = points.map(
    ([a, b]) =>
      html`<circle
        class="dot soft a"
        cx="${px(x(a))}"
        cy="${px(y(b))}"
        r="3"
        data-tip="${chart.xTitle} ${formatNumber(a)}, ${chart.yTitle} ${formatNumber(b)}"
      />`,
  );
  const ends = [Math.min(...all), Math.max(...all)] as const;
  const [from, to] = chart.guide === 'identity' ? ends : ([0, 0] as const);
  const guide = html`<line
    class="diagonal"
    x1="${px(x(ends[0]))}"
    y1="${px(y(from))}"
    x2="${px(x(ends[1]))}"
    y2="${px(y(to))}"
  />`;
  const head = axes(frame, { x, y, xTitle: chart.xTitle, yTitle: chart.yTitle });
  return picture(frame, chart.label, joinMarkup([head, guide, ...dots]));
}
