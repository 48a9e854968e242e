/** Elements whose conditions fit one integer, a bit each. */
export const mostBits = 30;

/**
 * The distinct patterns of one leaf's rows, numbered as they appear: rows differ far less in which
 * conditions they meet than in their values, so results are computed once a pattern.
 */
export interface PatternIndex {
  readonly slotBits: number;
  readonly slots: Int32Array;
  /** Which leaf filled the slot. */
  readonly filledBy: Int32Array;
  /** By number: the pattern. */
  readonly patterns: Int32Array;
  /** By number: how many rows have it. */
  readonly counts: Int32Array;
  size: number;
  leaf: number;
}

/** For at most `rows` rows a leaf. */
export function createPatternIndex(rows: number): PatternIndex {
  // Twice the rows, so that a free slot is always near.
  const slotBits = Math.max(4, Math.ceil(Math.log2(rows + 1)) + 1);
  return {
    slotBits,
    slots: new Int32Array(2 ** slotBits),
    filledBy: new Int32Array(2 ** slotBits),
    patterns: new Int32Array(rows),
    counts: new Int32Array(rows),
    size: 0,
    leaf: 0,
  };
}

/** Forgets the leaf before. */
export function startLeaf(index: PatternIndex): void {
  index.leaf++;
  index.size = 0;
}

/** The number of a pattern of so many bits; the next free one when it is new. */
export function numberOf(index: PatternIndex, pattern: number, bits: number): number {
  const { slotBits, slots, filledBy, patterns, leaf } = index;
  // A short pattern is its own slot; a long one is spread by multiplicative hashing.
  let slot = bits <= slotBits ? pattern : Math.imul(pattern, 0x9e3779b1) >>> (32 - slotBits);
  while (filledBy[slot] === leaf) {
    const known = slots[slot]!;
    if (patterns[known] === pattern) {
      index.counts[known]!++;
      return known;
    }
    slot = (slot + 1) & (slots.length - 1);
  }
  filledBy[slot] = leaf;
  const fresh = index.size++;
  slots[slot] = fresh;
  patterns[fresh] = pattern;
  index.counts[fresh] = 1;
  return fresh;
}
