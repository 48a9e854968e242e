import { axisValue } from '../figure.ts';
import type { AxisKind, ChartBrush } from '../spec.ts';
import type { ChartTheme } from '../theme.ts';

export interface BrushAxes {
  readonly x: { readonly name: string; readonly kind?: AxisKind | undefined };
  readonly y: { readonly name: string; readonly kind?: AxisKind | undefined };
}

/** The outline of a drawn region, as a shape of the layout. */
export function brushShape(
  brush: ChartBrush,
  theme: ChartTheme,
  axes: BrushAxes,
): Record<string, unknown> {
  const at = (kind: AxisKind | undefined, value: number): number | string => axisValue(kind, value);
  const looks = {
    xref: axes.x.name,
    yref: axes.y.name,
    line: { color: theme.text, width: 1, dash: 'dot' },
    fillcolor: theme.dark ? 'rgba(255,255,255,0.05)' : 'rgba(0,0,0,0.04)',
    layer: 'below',
  };
  if (brush.kind === 'box')
    return {
      type: 'rect',
      x0: at(axes.x.kind, brush.x[0]!),
      x1: at(axes.x.kind, brush.x[1]!),
      y0: at(axes.y.kind, brush.y[0]!),
      y1: at(axes.y.kind, brush.y[1]!),
      ...looks,
    };
  const corners = brush.x.map(
    (x, i) => `${at(axes.x.kind, x)},${at(axes.y.kind, brush.y[i] ?? 0)}`,
  );
  return { type: 'path', path: `M${corners.join('L')}Z`, ...looks };
}
