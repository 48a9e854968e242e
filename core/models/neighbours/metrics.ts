import type { PointRows } from './point-rows.ts';

/** How far apart rows are. `minkowski` takes the exponent p ≥ 1; `cosine` is 1 − the cosine of the angle. */
export const neighbourMetrics = [
  'euclidean',
  'manhattan',
  'chebyshev',
  'minkowski',
  'cosine',
] as const;
export type NeighbourMetric = (typeof neighbourMetrics)[number];

/** Distance of row i of `a` to row j of `b`, on the metric's inner scale. */
export type InnerDistance = (a: PointRows, i: number, b: PointRows, j: number) => number;

/**
 * A metric ready for use. Inner distances grow with the real ones and are cheaper: squares for
 * euclidean, sums of powers for minkowski. They are sums in the order of the columns, each term of which
 * grows with the gap, so the inner distance to the nearest point of a box is never above that of a point
 * in it, rounding included.
 */
export interface Measure {
  readonly metric: NeighbourMetric;
  /** Exponent of minkowski. */
  readonly p: number;
  readonly inner: InnerDistance;
  toInner(distance: number): number;
  toDistance(inner: number): number;
}

const squares: InnerDistance = (a, i, b, j) => {
  const { size, values } = a;
  const others = b.values;
  let sum = 0;
  for (let c = 0, from = i * size, to = j * size; c < size; c++) {
    const gap = values[from + c]! - others[to + c]!;
    sum += gap * gap;
  }
  return sum;
};

const gaps: InnerDistance = (a, i, b, j) => {
  const { size, values } = a;
  const others = b.values;
  let sum = 0;
  for (let c = 0, from = i * size, to = j * size; c < size; c++) {
    sum += Math.abs(values[from + c]! - others[to + c]!);
  }
  return sum;
};

const widest: InnerDistance = (a, i, b, j) => {
  const { size, values } = a;
  const others = b.values;
  let most = 0;
  for (let c = 0, from = i * size, to = j * size; c < size; c++) {
    const gap = Math.abs(values[from + c]! - others[to + c]!);
    if (gap > most) most = gap;
  }
  return most;
};

/** Of rows of length 1 (or 0): 1 − their product, within [0, 2]. */
const angles: InnerDistance = (a, i, b, j) => {
  const { size, values } = a;
  const others = b.values;
  let product = 0;
  for (let c = 0, from = i * size, to = j * size; c < size; c++) {
    product += values[from + c]! * others[to + c]!;
  }
  return Math.min(Math.max(1 - product, 0), 2);
};

function powers(p: number): InnerDistance {
  return (a, i, b, j) => {
    const { size, values } = a;
    const others = b.values;
    let sum = 0;
    for (let c = 0, from = i * size, to = j * size; c < size; c++) {
      sum += Math.abs(values[from + c]! - others[to + c]!) ** p;
    }
    return sum;
  };
}

const same = (value: number) => value;

/** The measure of a metric; minkowski with p = 1 is manhattan, with p = 2 euclidean. */
export function createMeasure(metric: NeighbourMetric, p = 2): Measure {
  const plain = { metric, p, toInner: same, toDistance: same };
  switch (metric) {
    case 'euclidean':
      return { ...plain, inner: squares, toInner: (d) => d * d, toDistance: Math.sqrt };
    case 'manhattan':
      return { ...plain, inner: gaps };
    case 'chebyshev':
      return { ...plain, inner: widest };
    case 'cosine':
      return { ...plain, inner: angles };
    case 'minkowski': {
      if (p === 1) return createMeasure('manhattan');
      if (p === 2) return createMeasure('euclidean');
      const root = 1 / p;
      return { ...plain, inner: powers(p), toInner: (d) => d ** p, toDistance: (d) => d ** root };
    }
  }
}
