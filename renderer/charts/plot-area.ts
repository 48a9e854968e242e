import type { PlotlyElement } from 'plotly.js-strict-dist-min';
import type { ChartBrush } from './spec.ts';

/** One plot of a chart: where it is, in pixels from the chart's corner, and what its axes measure. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Columns of a pair plot along x and y; 0 and 1 elsewhere. */
  readonly axes: ChartBrush['axes'];
  /** From pixels within the plot to the units of the axis; dates in UTC milliseconds. */
  readonly toX: (pixel: number) => number;
  readonly toY: (pixel: number) => number;
}

/** The plot at a place of the chart, null between plots. */
export function plotAreaAt(
  element: HTMLElement & Pick<PlotlyElement, '_fullLayout'>,
  at: { readonly x: number; readonly y: number },
  axisColumns: ReadonlyMap<string, number> | undefined,
): PlotArea | null {
  for (const { xaxis, yaxis } of Object.values(element._fullLayout?._plots ?? {})) {
    const inside =
      at.x >= xaxis._offset &&
      at.x <= xaxis._offset + xaxis._length &&
      at.y >= yaxis._offset &&
      at.y <= yaxis._offset + yaxis._length;
    if (!inside) continue;
    return {
      left: xaxis._offset,
      top: yaxis._offset,
      width: xaxis._length,
      height: yaxis._length,
      axes: [axisColumns?.get(xaxis._id) ?? 0, axisColumns?.get(yaxis._id) ?? 1],
      toX: (pixel) => xaxis.p2c(pixel),
      toY: (pixel) => yaxis.p2c(pixel),
    };
  }
  return null;
}
