/** A rising step function's corners: what is between them is interpolated, what is outside is level. */
export interface IsotonicCurve {
  /** Ascending, distinct. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

interface Points {
  readonly x: number[];
  readonly y: number[];
  readonly weight: number[];
}

/** Points by x, those of equal x as their weighted mean; points of weight 0 left out. */
function mergeTies(x: Float64Array, y: Float64Array, weights: Float64Array | null): Points {
  const order = Int32Array.from(x, (_, i) => i).sort((a, b) => x[a]! - x[b]! || a - b);
  const points: Points = { x: [], y: [], weight: [] };
  for (const i of order) {
    const weight = weights ? weights[i]! : 1;
    if (weight === 0) continue;
    const last = points.x.length - 1;
    if (last >= 0 && points.x[last] === x[i]) {
      const total = points.weight[last]! + weight;
      points.y[last]! += ((y[i]! - points.y[last]!) * weight) / total;
      points.weight[last] = total;
    } else {
      points.x.push(x[i]!);
      points.y.push(y[i]!);
      points.weight.push(weight);
    }
  }
  return points;
}

/**
 * The rising function of x nearest to y by weighted squares: pool adjacent violators (Ayer et al. 1955),
 * as scikit-learn's IsotonicRegression. O(n log n).
 */
export function fitIsotonic(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array | null = null,
): IsotonicCurve {
  const points = mergeTies(x, y, weights);
  const blocks: { sum: number; weight: number; end: number }[] = [];
  points.y.forEach((value, i) => {
    let block = { sum: value * points.weight[i]!, weight: points.weight[i]!, end: i };
    for (let before = blocks.at(-1); before; before = blocks.at(-1)) {
      if (before.sum * block.weight < block.sum * before.weight) break;
      blocks.pop();
      block = { sum: before.sum + block.sum, weight: before.weight + block.weight, end: i };
    }
    blocks.push(block);
  });
  const corners: { x: number; y: number }[] = [];
  let start = 0;
  for (const { sum, weight, end } of blocks) {
    corners.push({ x: points.x[start]!, y: sum / weight });
    if (end > start) corners.push({ x: points.x[end]!, y: sum / weight });
    start = end + 1;
  }
  return {
    x: Float64Array.from(corners, (corner) => corner.x),
    y: Float64Array.from(corners, (corner) => corner.y),
  };
}

/** The curve's value at one place. O(log corners). */
export function isotonicAt({ x, y }: IsotonicCurve, at: number): number {
  let from = 0;
  let to = x.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (x[middle]! <= at) from = middle + 1;
    else to = middle;
  }
  if (from === 0) return y[0]!;
  if (from === x.length) return y.at(-1)!;
  const share = (at - x[from - 1]!) / (x[from]! - x[from - 1]!);
  return y[from - 1]! + share * (y[from]! - y[from - 1]!);
}
