/** Below this a comparison sort is as quick. */
const SMALL = 2048;
/** Longest run of equal upper halves that is put in order by insertion. */
const SHORT_RUN = 24;

/**
 * Row numbers in ascending order of their values; equal values keep their order, missing (NaN) rows
 * are left out. A stable radix sort on the upper half of the doubles, then the runs that share it.
 * O(n) time and 16 bytes a row besides for spread-out values.
 */
export function orderNumbers(values: Float64Array): Int32Array {
  const rows = new Int32Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) rows[n++] = i;
  const present = rows.subarray(0, n);
  if (n < SMALL) return present.sort((a, b) => values[a]! - values[b]! || a - b);
  return radixOrder(values, present);
}

/** The upper half of each double, as an unsigned number that orders as the doubles do. */
function upperKeys(values: Float64Array, rows: Int32Array): Uint32Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const keys = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    // −0 equals 0, so both get the key of 0
    const word = values[row] === 0 ? 0 : words[2 * row + 1]!;
    keys[i] = word >>> 31 === 1 ? ~word : word | 0x80000000;
  }
  return keys;
}

function radixOrder(values: Float64Array, present: Int32Array): Int32Array {
  const n = present.length;
  let keys: Uint32Array = upperKeys(values, present);
  let rows: Int32Array = present;
  let nextKeys: Uint32Array = new Uint32Array(n);
  let nextRows: Int32Array = new Int32Array(n);
  for (const shift of [0, 11, 22]) {
    const counts = new Uint32Array(2048);
    for (let i = 0; i < n; i++) counts[(keys[i]! >>> shift) & 2047]!++;
    if (counts.includes(n)) continue;
    let place = 0;
    for (let digit = 0; digit < 2048; digit++) {
      const count = counts[digit]!;
      counts[digit] = place;
      place += count;
    }
    for (let i = 0; i < n; i++) {
      const key = keys[i]!;
      const at = counts[(key >>> shift) & 2047]!++;
      nextKeys[at] = key;
      nextRows[at] = rows[i]!;
    }
    [keys, nextKeys] = [nextKeys, keys];
    [rows, nextRows] = [nextRows, rows];
  }
  orderRuns(values, rows, keys);
  return rows;
}

/** Orders the rows whose values share their upper half and are therefore side by side. */
function orderRuns(values: Float64Array, rows: Int32Array, keys: Uint32Array): void {
  const n = rows.length;
  for (let from = 0; from < n;) {
    const key = keys[from];
    let to = from + 1;
    let ordered = true;
    for (; to < n && keys[to] === key; to++) {
      if (values[rows[to]!]! < values[rows[to - 1]!]!) ordered = false;
    }
    if (!ordered) orderRun(values, rows, { from, to });
    from = to;
  }
}

function orderRun(
  values: Float64Array,
  rows: Int32Array,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  if (to - from > SHORT_RUN) {
    rows.subarray(from, to).sort((a, b) => values[a]! - values[b]! || a - b);
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const row = rows[i]!;
    const value = values[row]!;
    let j = i - 1;
    for (; j >= from && values[rows[j]!]! > value; j--) rows[j + 1] = rows[j]!;
    rows[j + 1] = row;
  }
}

/**
 * Ranks from 1, equal values sharing the mean of theirs (as scipy's `rankdata`), NaN where the value
 * is missing. `order` is that of orderNumbers. Exact for fewer than 2²³ rows.
 */
export function averageRanks(values: Float64Array, order: Int32Array): Float32Array {
  const ranks = new Float32Array(values.length).fill(Number.NaN);
  for (let from = 0; from < order.length;) {
    const value = values[order[from]!]!;
    let to = from + 1;
    while (to < order.length && values[order[to]!] === value) to++;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) ranks[order[i]!] = rank;
    from = to;
  }
  return ranks;
}
