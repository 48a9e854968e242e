/** How far apart rows are. `minkowski` takes the exponent p ≥ 1; `cosine` is 1 − the cosine of the angle. */
export const neighbourMetrics = [
  'euclidean',
  'manhattan',
  'chebyshev',
  'minkowski',
  'cosine',
] as const;
export type NeighbourMetric = (typeof neighbourMetrics)[number];

/** Distance of `size` numbers of `a` from `i` on to those of `b` from `j` on, on the metric's inner scale. */
export type InnerDistance = (
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  size: number,
) => number;

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

function squares(a: Float64Array, i: number, b: Float64Array, j: number, size: number): number {
  let sum = 0;
  for (let c = 0; c < size; c++) {
    const gap = a[i + c]! - b[j + c]!;
    sum += gap * gap;
  }
  return sum;
}

function gaps(a: Float64Array, i: number, b: Float64Array, j: number, size: number): number {
  let sum = 0;
  for (let c = 0; c < size; c++) sum += Math.abs(a[i + c]! - b[j + c]!);
  return sum;
}

function widest(a: Float64Array, i: number, b: Float64Array, j: number, size: number): number {
  let most = 0;
  for (let c = 0; c < size; c++) {
    const gap = Math.abs(a[i + c]! - b[j + c]!);
    if (gap > most) most = gap;
  }
  return most;
}

/** Of rows of length 1 (or 0): 1 − their product, within [0, 2]. */
function angles(a: Float64Array, i: number, b: Float64Array, j: number, size: number): number {
  let product = 0;
  for (let c = 0; c < size; c++) product += a[i + c]! * b[j + c]!;
  return Math.min(Math.max(1 - product, 0), 2);
}

function powers(p: number): InnerDistance {
  return (a, i, b, j, size) => {
    let sum = 0;
    for (let c = 0; c < size; c++) sum += Math.abs(a[i + c]! - b[j + c]!) ** p;
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
