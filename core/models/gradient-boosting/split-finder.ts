import * as slot from '../kernels/assembly/layout.ts';
import type { FitMemory } from './fit-memory.ts';

/** Sums of a node: gradient and hessian in units of the packing, and rows. */
export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

export interface Split {
  /** Loss reduction: that of both children less the parent's. */
  readonly gain: number;
  readonly feature: number;
  readonly left: Sums;
  /** Rows with code ≤ bin go left. */
  readonly bin: number;
  /** Where missing values go; null where the node has none. */
  readonly missingLeft: boolean | null;
}

/** The best of the features that the kernel searched; of equal gains the first feature wins. */
export function bestFound(memory: FitMemory, side: 0 | 1, mask: Uint8Array): Split | null {
  const { results, shape } = memory;
  let best = -1;
  for (let feature = 0; feature < shape.features; feature++) {
    if (mask[feature] === 0) continue;
    const at = (side * shape.features + feature) * slot.resultNumbers;
    if (results[at]! > (best < 0 ? 0 : results[best]!)) best = at;
  }
  if (best < 0) return null;
  const [gain, gradient, hessian, rows, bin, missingLeft] = results.subarray(best, best + 6);
  return {
    gain: gain!,
    feature: best / slot.resultNumbers - side * shape.features,
    left: { gradient: gradient!, hessian: hessian!, rows: rows! },
    bin: bin!,
    missingLeft: missingLeft! < 0 ? null : missingLeft === 1,
  };
}
