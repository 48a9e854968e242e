import type { Rng } from '../../base/rng.ts';
import * as slot from '../kernels/assembly/layout.ts';
import { searchCategories } from './category-search.ts';
import {
  searchNumbers,
  type FeatureSums,
  type FoundSplit,
  type SearchContext,
  type SearchRules,
} from './feature-search.ts';
import type { FitMemory } from './fit-memory.ts';
import type { LeafLimits, LeafSums } from './leaf-output.ts';
import type { Packing } from './packing.ts';

/** Sums of a node: gradient and hessian in units of the packing, and rows. */
export type Sums = LeafSums;

export interface Split extends Omit<FoundSplit, 'left'> {
  readonly feature: number;
  readonly left: Sums;
}

/** What decides how each feature is searched. */
export interface SplitSearch {
  /** 1 for features of categories. */
  readonly categorical: Uint8Array;
  readonly monotonic: Int8Array | null;
  readonly rules: SearchRules;
  /** Draws the one threshold of each feature that is tried; null when all are. */
  readonly thresholds: Rng | null;
}

/** The node that is searched, whose histogram is at `histogram`. */
export interface SearchedNode {
  readonly side: 0 | 1;
  readonly histogram: number;
  readonly allowed: Uint8Array;
  readonly sums: Sums;
  readonly limits: LeafLimits;
}

/** Whether the kernel's plain formulas do not apply to features of numbers. */
export function isGeneral({ monotonic, rules, thresholds }: SplitSearch): boolean {
  return monotonic !== null || rules.pathSmooth > 0 || thresholds !== null;
}

/** Which of the allowed features the kernel searches. */
export function kernelMask(search: SplitSearch, allowed: Uint8Array): Uint8Array {
  if (isGeneral(search)) return new Uint8Array(allowed.length);
  return allowed.map((on, feature) => on & ~search.categorical[feature]!);
}

export function inOwnUnits({ gradient, hessian, rows }: Sums, packing: Packing): LeafSums {
  return {
    gradient: gradient * packing.gradientUnit,
    hessian: hessian * packing.hessianUnit,
    rows,
  };
}

function inUnits({ gradient, hessian, rows }: LeafSums, packing: Packing): Sums {
  return {
    gradient: Math.round(gradient / packing.gradientUnit),
    hessian: Math.round(hessian / packing.hessianUnit),
    rows,
  };
}

/** The best of the features that the kernel searched; of equal gains the first feature wins. */
function bestFound({ results, shape, binCounts }: FitMemory, node: SearchedNode, mask: Uint8Array) {
  let best = -1;
  for (let feature = 0; feature < shape.features; feature++) {
    if (mask[feature] === 0) continue;
    const at = (node.side * shape.features + feature) * slot.resultNumbers;
    if (results[at]! > (best < 0 ? 0 : results[best]!)) best = at;
  }
  if (best < 0) return null;
  const feature = best / slot.resultNumbers - node.side * shape.features;
  const [gain, gradient, hessian, rows, bin, missing] = results.subarray(best, best + 6);
  const codes = new Uint8Array(256).fill(4, 0, bin! + 1);
  codes[binCounts[feature]!] = missing === 1 ? 4 : 0;
  const left = { gradient: gradient!, hessian: hessian!, rows: rows! };
  const missingLeft = missing! < 0 ? null : missing === 1;
  const split: Split = { gain: gain!, feature, left, codes, bin: bin!, missingLeft, extraL2: 0 };
  return split;
}

/** A feature's sums by bin, unpacked. */
function readSums(
  memory: FitMemory,
  { histogram, sums }: SearchedNode,
  feature: number,
  packing: Packing,
): FeatureSums {
  const { integers, int32, uint32, binCounts } = memory;
  const bins = binCounts[feature]! + 1;
  const [gradient, hessian, rows] = [0, 0, 0].map(() => new Float64Array(bins)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const first = (histogram + feature * slot.featureBytes) / 4;
  const plane = integers[slot.iPlaneBytes]! / 4;
  const wide = integers[slot.iPackedLow] !== 0;
  const hessianBits = integers[slot.iHessianBits]!;
  const rowsAHessian = sums.hessian > 0 ? sums.rows / sums.hessian : 0;
  for (let bin = 0; bin < bins; bin++) {
    const at = first + 2 * bin;
    const low = wide ? at + plane : at;
    const high = int32[at + 1]!;
    gradient[bin] = (wide ? high * 2 ** 32 + uint32[at]! : high) * packing.gradientUnit;
    let units = uint32[low]!;
    if (hessianBits === 0) rows[bin] = units;
    else if (!wide) rows[bin] = Math.round(units * rowsAHessian);
    else {
      // The hessian takes the lower 45 bits, the count what is above.
      rows[bin] = uint32[low + 1]! >>> (hessianBits - 32);
      units += (uint32[low + 1]! & (2 ** (hessianBits - 32) - 1)) * 2 ** 32;
    }
    hessian[bin] = units * packing.hessianUnit;
  }
  return { gradient, hessian, rows };
}

function searchOne(context: SearchContext, feature: number, search: SplitSearch) {
  if (search.categorical[feature] === 1) return searchCategories(context);
  const bins = context.sums.rows.length - 1;
  const only = search.thresholds ? search.thresholds.integer(Math.max(1, bins - 1)) : null;
  return searchNumbers(context, { direction: search.monotonic?.[feature] ?? 0, only });
}

/**
 * The node's best split among its allowed features: what the kernel has found, and what it leaves to the
 * general formulas. Its gain includes the parent's term. Null when no split keeps the rules.
 */
export function findSplit(
  memory: FitMemory,
  node: SearchedNode,
  search: SplitSearch,
  packing: Packing,
): Split | null {
  const mask = kernelMask(search, node.allowed);
  let best = bestFound(memory, node, mask);
  const total = inOwnUnits(node.sums, packing);
  for (let feature = 0; feature < mask.length; feature++) {
    if (node.allowed[feature] === 0 || mask[feature] === 1) continue;
    const sums = readSums(memory, node, feature, packing);
    const context = { sums, total, rules: search.rules, limits: node.limits };
    const found = searchOne(context, feature, search);
    if (!found || found.gain < (best?.gain ?? 0)) continue;
    if (best && found.gain === best.gain && feature > best.feature) continue;
    best = { ...found, feature, left: inUnits(found.left, packing) };
  }
  return best;
}
