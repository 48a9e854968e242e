import type { PlotArea } from './plot-area.ts';
import type { ChartBrush } from './spec.ts';

/** Corners of a path in pixels from the upper left corner of a plot. */
export interface PixelPath {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** A box that is flatter than this, in pixels, means everything along its short side. */
const flat = 8;
/** What is smaller either way is a click. */
const least = 3;

/** Two ends in order; the whole length where the box is flat. */
function ends(from: number, to: number, { other, length }: { other: number; length: number }) {
  const size = Math.abs(to - from);
  return size < flat && size < 0.6 * other ? ([0, length] as const) : ([from, to] as const);
}

const extent = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

const ordered = ([a, b]: readonly [number, number]): [number, number] => (a < b ? [a, b] : [b, a]);

/** The corners of a box from its first and its last point. */
export function boxCorners({ x, y }: PixelPath, { width, height }: PlotArea) {
  const [x0, x1, y0, y1] = [x[0] ?? 0, x.at(-1) ?? 0, y[0] ?? 0, y.at(-1) ?? 0];
  return {
    x: ends(x0, x1, { other: Math.abs(y1 - y0), length: width }),
    y: ends(y0, y1, { other: Math.abs(x1 - x0), length: height }),
  };
}

/** The region of a path in the units of the axes, or null when it has no extent. */
export function readBrush(
  kind: ChartBrush['kind'],
  path: PixelPath,
  area: PlotArea,
): ChartBrush | null {
  if (Math.max(extent(path.x), extent(path.y)) < least) return null;
  const { axes } = area;
  if (kind === 'lasso') {
    if (path.x.length < 3) return null;
    return { kind, axes, x: path.x.map(area.toX), y: path.y.map(area.toY) };
  }
  const { x, y } = boxCorners(path, area);
  return {
    kind,
    axes,
    x: ordered([area.toX(x[0]), area.toX(x[1])]),
    y: ordered([area.toY(y[0]), area.toY(y[1])]),
  };
}
