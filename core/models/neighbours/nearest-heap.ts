/**
 * The k nearest rows seen so far: a heap with the farthest on top. Of equally far rows the one with
 * the lower index is nearer, so the result does not depend on the order in which rows are offered.
 */
export interface NearestHeap {
  /** Inner distance of the farthest kept, Infinity until there are k. */
  worst: number;
  /** Index of the farthest kept. */
  worstIndex: number;
  readonly k: number;
  readonly distances: Float64Array;
  readonly indices: Int32Array;
}

export function createHeap(k: number): NearestHeap {
  const heap = {
    worst: Infinity,
    worstIndex: 0,
    k,
    distances: new Float64Array(k),
    indices: new Int32Array(k),
  };
  clearHeap(heap);
  return heap;
}

const nobody = 0x7fffffff;

function clearHeap(heap: NearestHeap): void {
  heap.distances.fill(Infinity);
  heap.indices.fill(nobody);
  heap.worst = Infinity;
  heap.worstIndex = nobody;
}

function isFarther({ distances, indices }: NearestHeap, a: number, b: number): boolean {
  const far = distances[a]!;
  const near = distances[b]!;
  return far > near || (far === near && indices[a]! > indices[b]!);
}

/** Moves a pair down from the top of a heap of `size` until its children are nearer. */
function sift(heap: NearestHeap, size: number, distance: number, index: number): void {
  const { distances, indices } = heap;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    const right = child + 1;
    if (right < size && isFarther(heap, right, child)) child = right;
    const far = distances[child]!;
    if (far < distance || (far === distance && indices[child]! < index)) break;
    distances[at] = far;
    indices[at] = indices[child]!;
    at = child;
  }
  distances[at] = distance;
  indices[at] = index;
}

/** Offers a row; kept when it is nearer than the farthest kept. O(log k). */
export function offer(heap: NearestHeap, distance: number, index: number): void {
  if (distance > heap.worst || (distance === heap.worst && index > heap.worstIndex)) return;
  sift(heap, heap.k, distance, index);
  heap.worst = heap.distances[0]!;
  heap.worstIndex = heap.indices[0]!;
}

/** Writes what was kept, nearest first, from `at` on, and empties the heap. O(k log k). */
export function drainHeap(
  heap: NearestHeap,
  into: { readonly indices: Int32Array; readonly distances: Float64Array },
  at: number,
): void {
  const { distances, indices, k } = heap;
  for (let size = k; size > 0; size--) {
    into.distances[at + size - 1] = distances[0]!;
    into.indices[at + size - 1] = indices[0]!;
    sift(heap, size - 1, distances[size - 1]!, indices[size - 1]!);
  }
  clearHeap(heap);
}
