import * as slot from '../kernels/assembly/layout.ts';
import type { FitMemory } from './fit-memory.ts';

/**
 * Gradients as whole numbers inside an Int64: the gradient in the upper half, the hessian (or, where it is
 * the same for all, a count of rows) in the lower one; rows are then estimated from the hessian, as LightGBM
 * does. Of few rows the gradient takes one Int64, and count and hessian another. Sums of whole numbers are exact in any order, so that histograms are bit-identical however the work
 * is split, and a sibling's histogram is its parent's less the other child's without any rounding. The unit
 * is such that the sums over all rows just fit. Few rows are rounded to the nearest, many up or down by
 * chance, which keeps the expectation of sums (as LightGBM's quantised training, with thousands of steps
 * for its four).
 */
export interface Packing {
  readonly gradientUnit: number;
  readonly hessianUnit: number;
}

/** Beyond so many rows a step is no longer small beside a row's gradient, and chance decides the rounding. */
const mostNearest = 65_536;
/** Up to so many rows are packed wide: exact counts, and sums as fine as doubles for what few rows need. */
const mostWideRows = 16_384;

/** Whether a fit's gradients take two Int64 a row. */
export function isWide(rows: number): boolean {
  return rows <= mostWideRows;
}

/** Units in `total` such that `rows` roundings up still fit below 2^bits; 1 where there is nothing to tell. */
function scaleFor(total: number, rows: number, bits: number): number {
  const scale = (2 ** bits - 1 - rows) / total;
  return scale < 1e290 ? scale : 1;
}

function totals({ blockSums }: FitMemory): { gradient: number; hessian: number } {
  let gradient = 0;
  let hessian = 0;
  for (let block = 0; block < blockSums.length; block += 2) {
    gradient += blockSums[block]!;
    hessian += blockSums[block + 1]!;
  }
  return { gradient, hessian };
}

/** Packs the gradients and hessians of all rows. A constant hessian takes no bits. O(rows). */
export function packGradients(
  memory: FitMemory,
  { constantHessian, seed }: { constantHessian: boolean; seed: number },
): Packing {
  const { integers, numbers, kernels, hessians, shape } = memory;
  const { rows } = shape;
  kernels.run(slot.opBlockSums, true);
  const { gradient, hessian } = totals(memory);
  const wide = integers[slot.iPackedLow] !== 0;
  const hessianBits = constantHessian ? 0 : wide ? 45 : 32;
  const gradientScale = scaleFor(gradient, rows, wide ? 52 : 31);
  const hessianScale = constantHessian ? 0 : scaleFor(hessian, rows, hessianBits);
  integers[slot.iHessianBits] = hessianBits;
  integers[slot.iCounted] = wide || constantHessian ? 1 : 0;
  integers[slot.iSeed] = seed;
  const nearest = rows <= mostNearest;
  numbers[slot.nRoundingOffset] = nearest ? 0.5 : 0;
  numbers[slot.nRoundingSpread] = nearest ? 0 : 1 / 65_536;
  numbers[slot.nGradientScale] = gradientScale;
  numbers[slot.nHessianScale] = hessianScale;
  kernels.run(slot.opPack, true);
  return {
    gradientUnit: 1 / gradientScale,
    hessianUnit: constantHessian ? hessians[0]! : 1 / hessianScale,
  };
}
