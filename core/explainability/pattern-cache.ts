import type { Leaf } from './leaf-shapley.ts';
import { leafShapley } from './leaf-shapley.ts';

/** Elements whose conditions fit one integer, a bit each. */
export const mostBits = 30;

/** Results of one leaf by which conditions hold: rows differ far less in that than in their values. */
export interface PatternCache {
  /** log2 of the number of slots. */
  readonly slotBits: number;
  /** The result of slot s starts at s × elements. */
  readonly results: Float64Array;
  readonly pattern: Int32Array;
  /** Which leaf filled the slot. */
  readonly filledBy: Int32Array;
  readonly inside: Uint8Array;
  leaf: number;
}

/** For at most `rows` questions between two calls of startLeaf. */
export function createPatternCache(rows: number): PatternCache {
  // Twice the rows, so that a free slot is always near.
  const slotBits = Math.ceil(Math.log2(rows + 1)) + 1;
  const slots = 2 ** slotBits;
  return {
    slotBits,
    results: new Float64Array(slots * mostBits),
    pattern: new Int32Array(slots),
    filledBy: new Int32Array(slots),
    inside: new Uint8Array(mostBits),
    leaf: 0,
  };
}

/** Forgets the results of the leaf before. */
export function startLeaf(cache: PatternCache): void {
  cache.leaf++;
}

/** Where in `results` the values of the pattern lie; computed on first sight. */
export function locate(cache: PatternCache, leaf: Leaf, pattern: number): number {
  const { elements } = leaf;
  const { slotBits } = cache;
  // A short pattern is its own slot; a long one is spread by multiplicative hashing.
  let slot = elements <= slotBits ? pattern : Math.imul(pattern, 0x9e3779b1) >>> (32 - slotBits);
  while (cache.filledBy[slot] === cache.leaf) {
    if (cache.pattern[slot] === pattern) return slot * elements;
    slot = (slot + 1) & (cache.pattern.length - 1);
  }
  cache.filledBy[slot] = cache.leaf;
  cache.pattern[slot] = pattern;
  for (let e = 0; e < elements; e++) cache.inside[e] = (pattern >>> e) & 1;
  leafShapley(leaf, cache.inside, cache.results, slot * elements);
  return slot * elements;
}
