import type { Rng } from '../../base/rng.ts';

/** The rows of a share of `rows`, drawn without replacement, in rising order. O(rows). */
export function drawShare(rows: Uint32Array, share: number, rng: Rng): Uint32Array {
  const wanted = Math.max(1, Math.round(share * rows.length));
  const drawn = new Uint32Array(wanted);
  let taken = 0;
  // Knuth's selection sampling: each row with the chance that the rest still needs.
  for (let i = 0; i < rows.length && taken < wanted; i++) {
    if (rng.next() * (rows.length - i) < wanted - taken) drawn[taken++] = rows[i]!;
  }
  return drawn;
}

/** The members of `all` that are not in `some`; both rising. O(all). */
export function otherRows(all: Uint32Array, some: Uint32Array): Uint32Array {
  const rest = new Uint32Array(all.length - some.length);
  let at = 0;
  let next = 0;
  for (const row of all) {
    if (some[next] === row) next++;
    else rest[at++] = row;
  }
  return rest;
}

/** Row numbers 0..count-1. */
export function allRows(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}
