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
  /** 2^shift; 1 when rest is the count itself; 0 when rows are not counted for want of bits. */
  readonly countUnit: number;
}

/** Above this many rows a count would leave the hessian too few bits: counts are then estimated. */
const mostCountedRows = 2 ** 21;

function largestMagnitude(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return largest;
}

/** The unit in which the largest value takes `steps`; 1 where values are too small to be told apart. */
function unitFor(largest: number, steps: number): number {
  const unit = largest / steps;
  return unit > 1e-290 ? unit : 1;
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
  const gradientUnit = unitFor(largestMagnitude(gradients), 2 ** (52 - rowBits));
  const perGradient = 1 / gradientUnit;
  if (constantHessian) {
    for (let row = 0; row < rows; row++) {
      packed[2 * row] = Math.round(gradients[row]! * perGradient);
      packed[2 * row + 1] = 1;
    }
    return { gradientUnit, hessianUnit: hessians[0]!, countUnit: 1 };
  }
  const counted = rows <= mostCountedRows;
  const hessianBits = counted ? 53 - 2 * rowBits : 52 - rowBits;
  const hessianUnit = unitFor(largestMagnitude(hessians), 2 ** hessianBits - 1);
  const perHessian = 1 / hessianUnit;
  const countUnit = counted ? 2 ** (53 - rowBits) : 0;
  for (let row = 0; row < rows; row++) {
    packed[2 * row] = Math.round(gradients[row]! * perGradient);
    packed[2 * row + 1] = countUnit + Math.round(hessians[row]! * perHessian);
  }
  return { gradientUnit, hessianUnit, countUnit };
}

/** How to read a packed sum `rest` within one node, the same arithmetic for every way of packing. */
export interface Unpacking {
  /** count = floor(rest × countScale) */
  readonly countScale: number;
  /** hessian = (rest − count × countUnit) × hessianUnit */
  readonly countUnit: number;
  readonly hessianUnit: number;
}

/**
 * Where rows are not counted in the sums they are taken in proportion to the hessian, as LightGBM does;
 * `nodeRest` is the packed sum of all rows of the node.
 */
export function unpackingFor(packing: Packing, nodeRest: number, nodeRows: number): Unpacking {
  const { countUnit, hessianUnit } = packing;
  if (countUnit === 1) return { countScale: 1, countUnit: 0, hessianUnit };
  if (countUnit > 1) return { countScale: 1 / countUnit, countUnit, hessianUnit };
  return { countScale: nodeRest > 0 ? nodeRows / nodeRest : 0, countUnit: 0, hessianUnit };
}
