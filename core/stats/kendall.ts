import { noTick, type Tick } from '../base/tick.ts';
import { orderNumbers } from './order-numbers.ts';
import type { CorrelationMatrix } from './pearson-sums.ts';

/** A column as the places of its distinct values, −1 where it is missing, and its rows in their order. */
interface Placed {
  readonly places: Int32Array;
  readonly distinct: number;
  readonly order: Int32Array;
}

/**
 * Kendall's τ-b of every pair of columns over the rows where both are present (NaN is missing), as
 * pandas: Knight's algorithm (1966), which sorts by one column and counts the exchanges that sorting by
 * the other takes. NaN where a column does not vary. O(p² n log n).
 */
export function kendallMatrix(
  columns: readonly Float64Array[],
  tick: Tick = noTick,
): CorrelationMatrix {
  const placed = columns.map(place);
  const p = columns.length;
  const matrix = columns.map(() => columns.map(() => Number.NaN));
  let done = 0;
  for (let a = 0; a < p; a++) {
    for (let b = a; b < p; b++) {
      tick((2 * done++) / (p * (p + 1)));
      const tau = kendall(placed[a]!, placed[b]!);
      matrix[a]![b] = a === b && !Number.isNaN(tau) ? 1 : tau;
      matrix[b]![a] = matrix[a]![b]!;
    }
  }
  return matrix;
}

function place(values: Float64Array): Placed {
  const order = orderNumbers(values);
  const places = new Int32Array(values.length).fill(-1);
  let distinct = 0;
  for (let i = 0; i < order.length; i++) {
    if (i > 0 && values[order[i]!] !== values[order[i - 1]!]) distinct++;
    places[order[i]!] = distinct;
  }
  return { places, distinct: order.length === 0 ? 0 : distinct + 1, order };
}

function kendall(x: Placed, y: Placed): number {
  const { sequence, starts } = byFirstThenSecond(x, y);
  const n = sequence.length;
  const pairs = (n * (n - 1)) / 2;
  let tiedX = 0;
  let tiedBoth = 0;
  for (let place = 0; place < x.distinct; place++) {
    const [from, to] = [starts[place]!, starts[place + 1]!];
    tiedX += ((to - from) * (to - from - 1)) / 2;
    for (let i = from; i < to;) {
      let end = i + 1;
      while (end < to && sequence[end] === sequence[i]) end++;
      tiedBoth += ((end - i) * (end - i - 1)) / 2;
      i = end;
    }
  }
  const counts = new Int32Array(y.distinct);
  for (let i = 0; i < n; i++) counts[sequence[i]!]!++;
  let tiedY = 0;
  for (const count of counts) tiedY += (count * (count - 1)) / 2;
  if (n < 2 || tiedX === pairs || tiedY === pairs) return Number.NaN;
  const discordant = countExchanges(sequence);
  const difference = pairs - tiedX - tiedY + tiedBoth - 2 * discordant;
  // two roots, as their product may leave the exact integers
  const tau = difference / Math.sqrt(pairs - tiedX) / Math.sqrt(pairs - tiedY);
  return Math.min(1, Math.max(-1, tau));
}

/** The second column's places of the common rows, ordered by the first, then by the second. */
function byFirstThenSecond(x: Placed, y: Placed): { sequence: Int32Array; starts: Int32Array } {
  const starts = new Int32Array(x.distinct + 1);
  for (const row of y.order) if (x.places[row]! >= 0) starts[x.places[row]! + 1]!++;
  for (let place = 0; place < x.distinct; place++) starts[place + 1]! += starts[place]!;
  const next = starts.slice();
  const sequence = new Int32Array(starts[x.distinct]!);
  for (const row of y.order) {
    const at = x.places[row]!;
    if (at >= 0) sequence[next[at]!++] = y.places[row]!;
  }
  return { sequence, starts };
}

/** Exchanges of neighbours that put the numbers in order, by a merge sort; the sequence is used up. */
function countExchanges(sequence: Int32Array): number {
  const n = sequence.length;
  let from = sequence;
  let to: Int32Array = new Int32Array(n);
  let exchanges = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(start + 2 * width, n);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        if (left < middle && (right >= end || from[left]! <= from[right]!)) {
          to[at] = from[left++]!;
        } else {
          to[at] = from[right++]!;
          exchanges += middle - left;
        }
      }
    }
    [from, to] = [to, from];
  }
  return exchanges;
}
