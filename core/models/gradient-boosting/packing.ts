/**
 * Gradients as integers inside doubles. Sums of integers below 2^53 are exact in any order, so that
 * histograms are bit-identical however the work is split, and a sibling's histogram is its parent's
 * less the other child's without any rounding. Two numbers a row:
 * - the gradient, in units of `gradientUnit`;
 * - rows and hessian together: count × 2^shift + hessian in units of `hessianUnit`.
 */
export interface Packing {
  readonly gradientUnit: number;
  readonly hessianUnit: number;
  /** 2^shift, or 0 when rows are not counted here (too many for the bits there are). */
  readonly countUnit: number;
}

/** Above this many rows a count would leave the hessian too few bits: counts are then estimated. */
const mostCountedRows = 2 ** 21;

function largestMagnitude(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}

/**
 * Packs gradients and hessians into `packed` [2 × rows]. A constant hessian takes no bits: with
 * `constantHessian` every row counts as one unit of it. O(rows).
 */
export function packGradients(
  gradients: Float64Array,
  hessians: Float64Array,
  { packed, constantHessian }: { packed: Float64Array; constantHessian: boolean },
): Packing {
  const rows = gradients.length;
  const rowBits = Math.ceil(Math.log2(rows + 1));
  const gradientUnit = largestMagnitude(gradients) / 2 ** (52 - rowBits) || 1;
  if (constantHessian) {
    for (let row = 0; row < rows; row++) {
      packed[2 * row] = Math.round(gradients[row]! / gradientUnit);
      packed[2 * row + 1] = 1;
    }
    return { gradientUnit, hessianUnit: hessians[0]!, countUnit: 1 };
  }
  const counted = rows <= mostCountedRows;
  const hessianBits = counted ? 53 - 2 * rowBits : 52 - rowBits;
  const hessianUnit = largestMagnitude(hessians) / (2 ** hessianBits - 1) || 1;
  const countUnit = counted ? 2 ** (53 - rowBits) : 0;
  for (let row = 0; row < rows; row++) {
    packed[2 * row] = Math.round(gradients[row]! / gradientUnit);
    packed[2 * row + 1] = countUnit + Math.round(hessians[row]! / hessianUnit);
  }
  return { gradientUnit, hessianUnit, countUnit };
}

/** What a packed sum stands for. */
export interface Sums {
  gradient: number;
  hessian: number;
  count: number;
}

/** The node that estimated counts are shares of. */
export interface NodeTotals {
  readonly rows: number;
  readonly hessian: number;
}

/** Unpacks into `sums`. Without counts inside, rows are in proportion to the hessian, as LightGBM has it. */
export function unpackSums(
  sums: Sums,
  source: { packing: Packing; gradient: number; rest: number; node: NodeTotals },
): void {
  const { packing, gradient, rest, node } = source;
  const { countUnit, gradientUnit, hessianUnit } = packing;
  sums.gradient = gradient * gradientUnit;
  if (countUnit === 1) {
    sums.count = rest;
    sums.hessian = rest * hessianUnit;
  } else if (countUnit === 0) {
    sums.hessian = rest * hessianUnit;
    sums.count = node.hessian > 0 ? Math.round((sums.hessian * node.rows) / node.hessian) : 0;
  } else {
    sums.count = Math.floor(rest / countUnit);
    sums.hessian = (rest - sums.count * countUnit) * hessianUnit;
  }
}
