import type { Rng } from '../../base/rng.ts';
import type { Bench } from './bench.ts';
import { proxyGain } from './criteria.ts';
import { permuteGroups } from './order-categories.ts';
import { keepSplit, type FeatureGroups } from './scan-groups.ts';

/**
 * Tries one split of the node's categories in two sets drawn at random, missing values sent to a side by
 * chance. O(categories).
 */
export function tryRandomCategories(bench: Bench, at: FeatureGroups, rng: Rng): void {
  const { groups } = at;
  const { left, right, total, width, groupSums, groupRows, rules, target, best } = bench;
  permuteGroups(bench, rng.shuffle(Array.from({ length: groups }, (_, group) => group)));
  const group = rng.integer(groups - 1);
  const missingLeft = at.missing && rng.next() < 0.5;
  left.fill(0);
  let rowsLeft = 0;
  const add = (from: number): void => {
    rowsLeft += groupRows[from]!;
    for (let k = 0; k < width; k++) left[k]! += groupSums[from * width + k]!;
  };
  for (let from = 0; from <= group; from++) add(from);
  if (missingLeft) add(groups);
  for (let k = 0; k < width; k++) right[k] = total[k]! - left[k]!;
  const least = rules.minSamplesLeaf;
  if (least > 1 && (rowsLeft < least || at.rows - rowsLeft < least)) return;
  const gain = proxyGain(target, left, right);
  if (gain > best.gain) keepSplit(bench, at, { group, gain, missingLeft });
}
