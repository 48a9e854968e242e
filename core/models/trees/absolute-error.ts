import type { Bench } from './bench.ts';
import type { NodeRows } from './gather-codes.ts';
import type { Cut } from './random-split.ts';
import { keepsOrder, keepSplit, type FeatureGroups } from './scan-groups.ts';
import { createMedianSet, type MedianSet } from './weighted-median.ts';

/** What the absolute error of prefixes and suffixes of a node's rows is worked out in. */
export interface AbsoluteErrors {
  readonly set: MedianSet;
  readonly sorted: Float64Array;
  readonly ranks: Int32Array;
  /** Rows of the node in the order of the feature. */
  readonly order: Uint32Array;
  /** Of the rows up to each place, and from each place on: error and median. */
  readonly errorsBefore: Float64Array;
  readonly errorsAfter: Float64Array;
  readonly mediansBefore: Float64Array;
  readonly mediansAfter: Float64Array;
}

export function createAbsoluteErrors(rows: number): AbsoluteErrors {
  const doubles = () => new Float64Array(rows);
  return {
    set: createMedianSet(rows),
    sorted: doubles(),
    ranks: new Int32Array(rows),
    order: new Uint32Array(rows),
    errorsBefore: doubles(),
    errorsAfter: doubles(),
    mediansBefore: doubles(),
    mediansAfter: doubles(),
  };
}

/** Ranks the numbers of the node at hand; returns their weighted median. O(rows × log rows). */
export function rankNode(bench: Bench, memory: AbsoluteErrors, count: number): number {
  const { nodeValue, nodeWeight } = bench;
  const { set, sorted, ranks } = memory;
  const places = Uint32Array.from({ length: count }, (_, i) => i);
  places.sort((a, b) => nodeValue[a]! - nodeValue[b]! || a - b);
  places.forEach((place, rank) => {
    sorted[rank] = nodeValue[place]!;
    ranks[place] = rank;
  });
  set.reset(sorted, count);
  for (let place = 0; place < count; place++) set.add(ranks[place]!, nodeWeight[place]!);
  return set.median();
}

function sumErrors(bench: Bench, memory: AbsoluteErrors, count: number): void {
  const { set, sorted, ranks, order } = memory;
  set.reset(sorted, count);
  for (let i = 0; i < count; i++) {
    set.add(ranks[order[i]!]!, bench.nodeWeight[order[i]!]!);
    memory.mediansBefore[i] = set.median();
    memory.errorsBefore[i] = set.error();
  }
  set.reset(sorted, count);
  for (let i = count - 1; i >= 0; i--) {
    set.add(ranks[order[i]!]!, bench.nodeWeight[order[i]!]!);
    memory.mediansAfter[i] = set.median();
    memory.errorsAfter[i] = set.error();
  }
}

function scan(bench: Bench, memory: AbsoluteErrors, at: FeatureGroups, missingLeft: boolean): void {
  const { groupRows, rules, best } = bench;
  const last = at.missing && !missingLeft ? at.groups : at.groups - 1;
  const direction = rules.monotonic?.[at.feature] ?? 0;
  let end = missingLeft ? groupRows[at.groups]! : 0;
  for (let group = 0; group < last; group++) {
    end += groupRows[group]!;
    if (end < rules.minSamplesLeaf || at.rows - end < rules.minSamplesLeaf) continue;
    const sides = [memory.mediansBefore[end - 1]!, memory.mediansAfter[end]!] as const;
    if (direction !== 0 && !keepsOrder(direction, sides, at.bounds)) continue;
    const gain = -(memory.errorsBefore[end - 1]! + memory.errorsAfter[end]!);
    if (gain > best.gain) keepSplit(bench, at, { group, gain, missingLeft });
  }
}

/**
 * Tries every split of a feature by the sum of absolute errors around the medians of both sides. The node
 * must have been sorted by the feature (`groupNodeSorted`) and ranked (`rankNode`). O(rows × log rows).
 */
export function scanAbsoluteErrors(
  bench: Bench,
  memory: AbsoluteErrors,
  { at, node }: { at: FeatureGroups; node: NodeRows },
): void {
  const count = node.to - node.from;
  const missing = at.missing ? bench.groupRows[at.groups]! : 0;
  memory.order.set(bench.places.subarray(0, count));
  sumErrors(bench, memory, count);
  scan(bench, memory, at, false);
  if (missing === 0) return;
  memory.order.set(bench.places.subarray(count - missing, count));
  memory.order.set(bench.places.subarray(0, count - missing), missing);
  sumErrors(bench, memory, count);
  scan(bench, memory, at, true);
}

/**
 * Minus the sum of absolute errors around the medians of both sides of a cut of a ranked node whose codes
 * are in `bench.keys`. O(rows × log rows).
 */
export function gainOfSides(
  bench: Bench,
  { set, sorted, ranks }: AbsoluteErrors,
  { count, cut: { code, also } }: { count: number; cut: Cut },
): number {
  let gain = 0;
  for (const side of [true, false]) {
    set.reset(sorted, count);
    for (let place = 0; place < count; place++) {
      const own = bench.keys[place]!;
      if ((own <= code || own === also) === side) {
        set.add(ranks[place]!, bench.nodeWeight[place]!);
      }
    }
    set.median();
    gain -= set.error();
  }
  return gain;
}
