import type { ChartBrush } from './spec.ts';

/** Is a point inside a closed path, by the even-odd rule? */
export function insidePath({ x, y }: Pick<ChartBrush, 'x' | 'y'>, px: number, py: number): boolean {
  let inside = false;
  for (let i = 0, j = x.length - 1; i < x.length; j = i++) {
    const crosses = y[i]! > py !== y[j]! > py;
    if (crosses && px < ((x[j]! - x[i]!) * (py - y[i]!)) / (y[j]! - y[i]!) + x[i]!)
      inside = !inside;
  }
  return inside;
}

/** Does a point lie in a region that was drawn? */
export function inBrush(brush: ChartBrush, px: number, py: number): boolean {
  if (brush.kind === 'lasso') return insidePath(brush, px, py);
  const { x, y } = brush;
  return px >= x[0]! && px <= x[1]! && py >= y[0]! && py <= y[1]!;
}
