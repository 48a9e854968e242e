/**
 * `most` row numbers, ascending, one from each of as many equal stretches of the rows; null when there
 * are no more rows than that. Where in its stretch a row lies is mixed from the stretch's number, so
 * that a rhythm in the rows (hours, weekdays) is not met in step, and the same rows come every time.
 */
export function evenSample(rows: number, most: number): Int32Array | null {
  if (rows <= most) return null;
  const taken = new Int32Array(most);
  for (let i = 0; i < most; i++) {
    const from = Math.floor((i * rows) / most);
    const to = Math.floor(((i + 1) * rows) / most);
    taken[i] = from + Math.floor(mixed(i) * (to - from));
  }
  return taken;
}

/** 0 ≤ x < 1 from the finisher of MurmurHash3. */
function mixed(word: number): number {
  let h = Math.imul(word + 1, 0x9e3779b9);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
