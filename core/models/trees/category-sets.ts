import type { CategorySets } from '../states/trees.ts';

/** Sets by node, null where a node has none, as a tree holds them; undefined when none has. */
export function packSets(sets: readonly (Uint8Array | null)[]): CategorySets | undefined {
  if (sets.every((set) => set === null)) return undefined;
  const start = new Int32Array(sets.length + 1);
  sets.forEach((set, node) => {
    start[node + 1] = start[node]! + (set ? Math.ceil(set.length / 8) : 0);
  });
  const bits = new Uint8Array(start[sets.length]!);
  sets.forEach((set, node) => {
    set?.forEach((member, category) => {
      if (member === 1) bits[start[node]! + (category >> 3)]! |= 1 << (category & 7);
    });
  });
  return { start, bits };
}

/** The sets of the given nodes only, in their order; `without` marks nodes that no longer ask. */
export function keepSets(
  { start, bits }: CategorySets,
  kept: readonly number[],
  without: Uint8Array,
): CategorySets {
  const parts = kept.map((node) =>
    without[node] === 1 ? new Uint8Array() : bits.subarray(start[node], start[node + 1]),
  );
  const starts = new Int32Array(kept.length + 1);
  parts.forEach((part, i) => {
    starts[i + 1] = starts[i]! + part.length;
  });
  const packed = new Uint8Array(starts.at(-1)!);
  parts.forEach((part, i) => packed.set(part, starts[i]));
  return { start: starts, bits: packed };
}
