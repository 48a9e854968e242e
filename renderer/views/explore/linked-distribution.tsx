import { useMemo } from 'react';
import { Chart } from '../../charts/chart.tsx';
import type { BarSpec, ChartSpec, HistogramSpec, Value } from '../../charts/spec.ts';
import { axisValues, groupNames, pointColumn, type Points } from './select-points.ts';
import { isQuantity } from './scope.ts';

const bins = 30;
const mostLabels = 8;

/** Counts of all and of the selected points on common bins. */
export function linkedHistogram(
  values: readonly Value[],
  selected: readonly boolean[] | null,
): { edges: number[]; counts: number[]; hits: number[] | null } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { edges: [0, 1], counts: [0], hits: selected && [0] };
  const n = low === high ? 1 : bins;
  const width = (high - low) / n;
  const edges = Array.from({ length: n + 1 }, (_, i) => (i === n ? high : low + i * width));
  const counts = Array.from({ length: n }, () => 0);
  const hits = Array.from({ length: n }, () => 0);
  values.forEach((value, i) => {
    if (value === null) return;
    const bin = width === 0 ? 0 : Math.min(n - 1, Math.floor((value - low) / width));
    counts[bin]!++;
    if (selected?.[i] === true) hits[bin]!++;
  });
  return { edges, counts, hits: selected && hits };
}

/** Counts of the most frequent names among all and among the selected points; the rest together. */
export function linkedCounts(
  names: readonly string[],
  selected: readonly boolean[] | null,
): { labels: string[]; counts: number[]; hits: number[] | null } {
  const all = new Map<string, [number, number]>();
  names.forEach((name, i) => {
    const entry = all.get(name) ?? [0, 0];
    entry[0]++;
    if (selected?.[i] === true) entry[1]++;
    all.set(name, entry);
  });
  const sorted = [...all].toSorted((a, b) => b[1][0] - a[1][0]);
  const shown = sorted.slice(0, mostLabels);
  const rest = sorted.slice(mostLabels);
  if (rest.length > 0)
    shown.push([
      `${rest.length} others`,
      [rest.reduce((n, [, e]) => n + e[0], 0), rest.reduce((n, [, e]) => n + e[1], 0)],
    ]);
  return {
    labels: shown.map(([name]) => name),
    counts: shown.map(([, entry]) => entry[0]),
    hits: selected && shown.map(([, entry]) => entry[1]),
  };
}

/** Of all and of the selected rows each for itself, so that a small selection shows its shape. */
function share(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count) => count / all);
}

function specOf(
  points: Points,
  name: string,
  selected: readonly boolean[] | null,
): ChartSpec | null {
  const column = pointColumn(points, name);
  if (!column) return null;
  if (isQuantity(column.type)) {
    const { edges, counts, hits } = linkedHistogram(axisValues(column), selected);
    return {
      kind: 'histogram',
      edges,
      counts: share(counts),
      name: 'All',
      xTitle: '',
      yTitle: 'Share of rows',
      yKind: 'percent',
      legend: false,
      xKind: column.type === 'datetime' ? 'date' : 'number',
      ...(hits ? { overlay: { name: 'Selected', counts: share(hits) } } : {}),
    } satisfies HistogramSpec;
  }
  const { labels, counts, hits } = linkedCounts(groupNames(column.values), selected);
  return {
    kind: 'bar',
    labels,
    series: [
      { name: 'All', values: share(counts) },
      ...(hits ? [{ name: 'Selected', values: share(hits) }] : []),
    ],
    valueTitle: 'Share of rows',
    valueKind: 'percent',
    labelTitle: '',
    legend: false,
  } satisfies BarSpec;
}

/** How one column is distributed among the drawn rows, and among the selected ones. */
export function LinkedDistribution(props: {
  readonly points: Points;
  readonly column: string;
  readonly selected: readonly boolean[] | null;
}) {
  const { points, column, selected } = props;
  const spec = useMemo(() => specOf(points, column, selected), [points, column, selected]);
  if (!spec) return null;
  return <Chart spec={spec} title={column} height={190} label={`Distribution of ${column}`} />;
}
