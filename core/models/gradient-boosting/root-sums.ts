import * as slot from '../kernels/assembly/layout.ts';
import type { FitMemory } from './fit-memory.ts';
import type { Sums } from './split-finder.ts';

/** Addresses of the root's histograms: one, or one a shard. */
function histogramsOf({ integers }: FitMemory, first: number): number[] {
  const others = integers[slot.iPartials]! >>> 0;
  const bytes = integers[slot.iHistogramBytes]!;
  const count = integers[slot.iPartialCount]!;
  return [first, ...Array.from({ length: count }, (_, p) => others + p * bytes)];
}

/** Sums of all rows of the tree, read off the first feature of the root's histograms. */
export function rootSums(memory: FitMemory, rows: number, histogram: number): Sums {
  const { int64, integers, binCounts } = memory;
  const planeSum = (plane: number) => {
    let sum = 0n;
    for (const address of histogramsOf(memory, histogram)) {
      for (let bin = 0; bin <= binCounts[0]!; bin++) sum += int64[(address + plane) / 8 + bin]!;
    }
    return sum;
  };
  const first = planeSum(0);
  const wide = integers[slot.iPackedLow] !== 0;
  const low = wide ? planeSum(integers[slot.iPlaneBytes]!) : BigInt.asUintN(32, first);
  const hessianBits = integers[slot.iHessianBits]!;
  const hessian = hessianBits > 0 ? BigInt.asUintN(hessianBits, low) : low;
  return { gradient: Number(wide ? first : first >> 32n), hessian: Number(hessian), rows };
}
