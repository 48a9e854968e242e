import type { Bench } from './bench.ts';
import { weightOf } from './criteria.ts';

/** Puts the first groups into the given order. O(groups × outputs). */
export function permuteGroups(bench: Bench, order: readonly number[]): void {
  const { groupCode, groupRows, groupSums, width } = bench;
  const codes = order.map((group) => groupCode[group]!);
  const rows = order.map((group) => groupRows[group]!);
  const sums = order.flatMap((group) => [
    ...groupSums.subarray(group * width, (group + 1) * width),
  ]);
  groupCode.set(codes);
  groupRows.set(rows);
  groupSums.set(sums);
}

/** The class that weighs most in the node at hand. */
function heaviestClass(total: Float64Array): number {
  let heaviest = 0;
  for (let k = 1; k < total.length; k++) if (total[k]! > total[heaviest]!) heaviest = k;
  return heaviest;
}

/** Moves the places of sorted rows along with their groups. O(rows). */
function permutePlaces(bench: Bench, order: readonly number[]): void {
  const { places, groupRows } = bench;
  const starts: number[] = [];
  let start = 0;
  for (let group = 0; group < order.length; group++) {
    starts.push(start);
    start += groupRows[group]!;
  }
  const moved = order.flatMap((group) => [
    ...places.subarray(starts[group], starts[group]! + groupRows[group]!),
  ]);
  places.set(moved);
}

/**
 * Puts groups of categories into the order of what they predict: then the best split in two sets is among
 * those between neighbours (Fisher 1958; Breiman et al. 1984). Of more than two classes the share of the
 * node's heaviest decides, which need not find the very best. O(groups × log groups).
 */
export function orderCategories(bench: Bench, groups: number, movePlaces: boolean): void {
  const { groupSums, width, target, total } = bench;
  const { classes } = target;
  const column = classes > 2 ? heaviestClass(total) : 1;
  const keys = Array.from({ length: groups }, (_, group) => {
    const sums = groupSums.subarray(group * width, (group + 1) * width);
    return sums[column]! / weightOf(classes, sums);
  });
  const order = [...keys.keys()].sort((a, b) => keys[a]! - keys[b]! || a - b);
  if (movePlaces) permutePlaces(bench, order);
  permuteGroups(bench, order);
}
