import type { PlotlyEvent } from 'plotly.js-strict-dist-min';
import type { ChartBrush } from './spec.ts';

/** A number of an axis; dates come as text such as `2012-01-03 12:00` and mean UTC. */
function axisNumber(value: number | string): number {
  if (typeof value === 'number') return value;
  const text = value.trim().replace(' ', 'T');
  return Date.parse(text.includes('T') ? `${text}Z` : text);
}

/** The region an event tells, or null when it tells none that has an extent. */
export function readBrush(
  event: Pick<PlotlyEvent, 'range' | 'lassoPoints'>,
  axisColumns: ReadonlyMap<string, number> | undefined,
): ChartBrush | null {
  const region = event.range ?? event.lassoPoints;
  if (!region) return null;
  const names = Object.keys(region);
  const xName = names.find((name) => name.startsWith('x'));
  const yName = names.find((name) => name.startsWith('y'));
  if (xName === undefined || yName === undefined) return null;
  const x = region[xName]!.map(axisNumber);
  const y = region[yName]!.map(axisNumber);
  if ([...x, ...y].some((value) => !Number.isFinite(value))) return null;
  const axes = [axisColumns?.get(xName) ?? 0, axisColumns?.get(yName) ?? 1] as const;
  if (!event.range) return x.length < 3 ? null : { kind: 'lasso', axes, x, y };
  return {
    kind: 'box',
    axes,
    x: [Math.min(...x), Math.max(...x)],
    y: [Math.min(...y), Math.max(...y)],
  };
}
