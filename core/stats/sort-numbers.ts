/** Below this the engine's own sort is as quick. */
const SMALL = 4096;
/** Longest run that is put in order by insertion. */
const SHORT_RUN = 24;

/** The three digits of the upper half of a double, least significant first. */
const digits = [
  { shift: 0, mask: 0x7ff },
  { shift: 11, mask: 0x7ff },
  { shift: 22, mask: 0x3ff },
] as const;

// every machine Assay runs on is little-endian: the upper half of double i is word 2i + 1
function countDigits(values: Float64Array): Uint32Array[] {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const counts = digits.map(({ mask }) => new Uint32Array(mask + 1));
  const [low, middle, high] = counts as [Uint32Array, Uint32Array, Uint32Array];
  for (let i = 1; i < words.length; i += 2) {
    const word = words[i]!;
    low[word & 0x7ff]!++;
    middle[(word >>> 11) & 0x7ff]!++;
    high[word >>> 22]!++;
  }
  return counts;
}

/** Moves values to `target` in the order of one digit, stably. False when all share that digit. */
function scatter(
  values: Float64Array,
  target: Float64Array,
  digit: { readonly shift: number; readonly mask: number; readonly counts: Uint32Array },
): boolean {
  const { shift, mask, counts } = digit;
  const places = new Uint32Array(counts.length);
  let place = 0;
  for (let d = 0; d < counts.length; d++) {
    if (counts[d] === values.length) return false;
    places[d] = place;
    place += counts[d]!;
  }
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let i = 0; i < values.length; i++) {
    const d = (words[2 * i + 1]! >>> shift) & mask;
    target[places[d]!++] = values[i]!;
  }
  return true;
}

/** Negative numbers come last and by magnitude: to the front, reversed. */
function negativesFirst(values: Float64Array, target: Float64Array): Float64Array {
  const n = values.length;
  if (n === 0 || values[n - 1]! >= 0) return values;
  let first = 0;
  for (let end = n; first < end;) {
    const middle = (first + end) >>> 1;
    if (values[middle]! < 0) end = middle;
    else first = middle + 1;
  }
  for (let i = first; i < n; i++) target[n - 1 - i] = values[i]!;
  target.set(values.subarray(0, first), n - first);
  return target;
}

function insertionSort(values: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    let j = i - 1;
    for (; j >= from && values[j]! > value; j--) values[j + 1] = values[j]!;
    values[j + 1] = value;
  }
}

/** Orders what shares its upper half and is therefore side by side. */
function sortRuns(values: Float64Array): void {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const n = values.length;
  for (let from = 0; from < n;) {
    const upper = words[2 * from + 1];
    let to = from + 1;
    let sorted = true;
    for (; to < n && words[2 * to + 1] === upper; to++) {
      if (values[to]! < values[to - 1]!) sorted = false;
    }
    if (!sorted) {
      if (to - from > SHORT_RUN) values.subarray(from, to).sort();
      else insertionSort(values, from, to);
    }
    from = to;
  }
}

/**
 * The values in ascending order, in the same array or in another; the array given is used up. No NaN,
 * no −0. A radix sort on the upper half of the doubles, then the few runs that share it: about a third
 * of the time of the engine's sort from a hundred thousand values on. O(n) memory besides.
 */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < SMALL) return values.sort();
  const counts = countDigits(values);
  let from = values;
  let to: Float64Array = new Float64Array(values.length);
  for (const [i, digit] of digits.entries()) {
    if (scatter(from, to, { ...digit, counts: counts[i]! })) [from, to] = [to, from];
  }
  const ordered = negativesFirst(from, to);
  sortRuns(ordered);
  return ordered;
}
