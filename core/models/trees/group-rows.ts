import { histogramCodes, type Bench } from './bench.ts';
import { gatherCodes, type NodeRows } from './gather-codes.ts';

/** Rows at most for insertion sort, and at least for a histogram without a list of what it touched. */
const fewRows = 16;
const manyRows = histogramCodes;

/** Sorts the keys 0..count-1 and their places along. O(count²), fastest for few. */
function insertionSort(keys: Uint32Array, places: Uint32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const key = keys[i]!;
    const place = places[i]!;
    let j = i - 1;
    while (j >= 0 && keys[j]! > key) {
      keys[j + 1] = keys[j]!;
      places[j + 1] = places[j]!;
      j--;
    }
    keys[j + 1] = key;
    places[j + 1] = place;
  }
}

const radixCounts = new Int32Array(256);

/** Radix sort by bytes, stable. O(count × bytes of the greatest key). */
function radixSort(
  { keys, places, spareKeys, sparePlaces }: Bench,
  count: number,
  greatest: number,
): void {
  let from = [keys, places] as const;
  let to = [spareKeys, sparePlaces] as const;
  for (let shift = 0; greatest >>> shift > 0 && shift < 32; shift += 8) {
    const [fromKeys, fromPlaces] = from;
    const [toKeys, toPlaces] = to;
    radixCounts.fill(0);
    for (let i = 0; i < count; i++) radixCounts[(fromKeys[i]! >>> shift) & 255]!++;
    let start = 0;
    for (let digit = 0; digit < 256; digit++) {
      const size = radixCounts[digit]!;
      radixCounts[digit] = start;
      start += size;
    }
    for (let i = 0; i < count; i++) {
      const key = fromKeys[i]!;
      const at = radixCounts[(key >>> shift) & 255]!++;
      toKeys[at] = key;
      toPlaces[at] = fromPlaces[i]!;
    }
    [from, to] = [to, from];
  }
  if (from[0] !== keys) {
    keys.set(spareKeys.subarray(0, count));
    places.set(sparePlaces.subarray(0, count));
  }
}

/** Brings the node's rows into order of their codes: `keys` and `places`. The order of equals stays. */
function sortNode(bench: Bench, feature: number, node: NodeRows): void {
  const { keys, places } = bench;
  const count = node.to - node.from;
  gatherCodes(bench, feature, node);
  for (let i = 0; i < count; i++) places[i] = i;
  if (count <= fewRows) insertionSort(keys, places, count);
  else radixSort(bench, count, bench.x.counts[feature]!);
}

/** As `groupNode`, by sorting the rows: `places` holds them in order, and `groupRows` counts them. */
export function groupNodeSorted(bench: Bench, feature: number, node: NodeRows): number {
  sortNode(bench, feature, node);
  const count = node.to - node.from;
  const { keys, places, width, groupCode, groupRows, groupSums } = bench;
  const { nodeClass, nodeWeight, nodeWeighted } = bench;
  const ofClasses = bench.target.classes > 0;
  let group = -1;
  let code = -1;
  for (let i = 0; i < count; i++) {
    if (keys[i]! !== code) {
      code = keys[i]!;
      group++;
      groupCode[group] = code;
      groupRows[group] = 0;
      for (let k = 0; k < width; k++) groupSums[group * width + k] = 0;
    }
    const place = places[i]!;
    groupRows[group]!++;
    if (ofClasses) groupSums[group * width + nodeClass[place]!]! += nodeWeight[place]!;
    else {
      groupSums[2 * group]! += nodeWeight[place]!;
      groupSums[2 * group + 1]! += nodeWeighted[place]!;
    }
  }
  return group + 1;
}

/** The innermost loop of a forest of classes. */
function countClasses(
  { keys, histogram, width, nodeClass, nodeWeight }: Bench,
  count: number,
): void {
  for (let i = 0; i < count; i++) histogram[keys[i]! * width + nodeClass[i]!]! += nodeWeight[i]!;
}

function sumNumbers({ keys, histogram, nodeWeight, nodeWeighted }: Bench, count: number): void {
  for (let i = 0; i < count; i++) {
    const slot = 2 * keys[i]!;
    histogram[slot]! += nodeWeight[i]!;
    histogram[slot + 1]! += nodeWeighted[i]!;
  }
}

function countRows({ keys, histogramRows }: Bench, count: number): void {
  for (let i = 0; i < count; i++) histogramRows[keys[i]!]!++;
}

function touch({ keys, touched }: Bench, count: number): void {
  for (let i = 0; i < count; i++) touched[keys[i]! >>> 5]! |= 1 << (keys[i]! & 31);
}

/** Moves a code's sums out of the histogram into a group, unless no row has the code. */
function moveOut(bench: Bench, code: number, group: number): number {
  const { width, histogram, histogramRows, groupCode, groupRows, groupSums } = bench;
  const ofClasses = bench.target.classes > 0;
  const source = code * width;
  const target = group * width;
  let weight = 0;
  for (let k = 0; k < width; k++) {
    const sum = histogram[source + k]!;
    groupSums[target + k] = sum;
    if (ofClasses || k === 0) weight += sum;
    histogram[source + k] = 0;
  }
  if (weight === 0) return group;
  groupCode[group] = code;
  groupRows[group] = histogramRows[code]!;
  histogramRows[code] = 0;
  return group + 1;
}

function drainAll(bench: Bench, codes: number): number {
  let group = 0;
  for (let code = 0; code < codes; code++) group = moveOut(bench, code, group);
  return group;
}

function drainTouched(bench: Bench): number {
  const { touched } = bench;
  let group = 0;
  for (let word = 0; word < touched.length; word++) {
    let bits = touched[word]!;
    touched[word] = 0;
    while (bits !== 0) {
      const lowest = bits & -bits;
      group = moveOut(bench, 32 * word + 31 - Math.clz32(lowest), group);
      bits ^= lowest;
    }
  }
  return group;
}

/**
 * Sums up the node's rows by code, in rising order of the codes; returns the number of groups. Missing
 * values, if any, are the last group. O(rows), or O(rows × bytes of a code) where codes are many.
 */
export function groupNode(bench: Bench, feature: number, node: NodeRows): number {
  const count = node.to - node.from;
  const codes = bench.x.counts[feature]! + 1;
  if (count <= fewRows || codes > histogramCodes) return groupNodeSorted(bench, feature, node);
  gatherCodes(bench, feature, node);
  if (bench.target.classes > 0) countClasses(bench, count);
  else sumNumbers(bench, count);
  if (bench.rules.minSamplesLeaf > 1) countRows(bench, count);
  if (count >= manyRows) return drainAll(bench, codes);
  touch(bench, count);
  return drainTouched(bench);
}
