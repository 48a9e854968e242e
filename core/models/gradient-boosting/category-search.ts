import { add, nothing, splitGain, type FoundSplit, type SearchContext } from './feature-search.ts';
import type { LeafSums } from './leaf-output.ts';

/** LightGBM's max_cat_to_onehot, cat_smooth, cat_l2, max_cat_threshold and min_data_per_group. */
const mostAlone = 4;
const smooth = 10;
const extraL2 = 10;
const mostLeft = 32;
const rowsAGroup = 100;

/** Few categories: one of them against all others. */
function searchAlone(context: SearchContext, bins: number): FoundSplit | null {
  let best: FoundSplit | null = null;
  for (let bin = 0; bin < bins; bin++) {
    const left = add(nothing, context.sums, bin);
    const gain = splitGain(context, left, 0);
    if (gain === null || gain <= (best?.gain ?? 0)) continue;
    const codes = new Uint8Array(256);
    codes[bin] = 4;
    best = { gain, left, codes, bin: -1, missingLeft: null, extraL2: 0 };
  }
  return best;
}

/**
 * Many categories: those with enough rows in the order of G / (H + smooth), taken from either end, at most
 * 32 (Fisher 1958, as LightGBM). What is no category of the set goes right, missing values too.
 */
function searchSorted(plain: SearchContext, bins: number): FoundSplit | null {
  const { sums, rules } = plain;
  const context = { ...plain, rules: { ...rules, l2: rules.l2 + extraL2 } };
  const ratio = (bin: number) => sums.gradient[bin]! / (sums.hessian[bin]! + smooth);
  const order = Array.from({ length: bins }, (_, bin) => bin)
    .filter((bin) => sums.rows[bin]! >= smooth)
    .sort((a, b) => ratio(a) - ratio(b));
  const most = Math.min(mostLeft, (order.length + 1) >> 1);
  let best: FoundSplit | null = null;
  for (const sorted of [order, order.toReversed()]) {
    let left: LeafSums = nothing;
    let group = 0;
    const codes = new Uint8Array(256);
    for (const bin of sorted.slice(0, most)) {
      left = add(left, sums, bin);
      group += sums.rows[bin]!;
      codes[bin] = 4;
      if (plain.total.rows - left.rows < Math.max(rules.minRows, rowsAGroup)) break;
      if (left.rows < rules.minRows || group < rowsAGroup) continue;
      group = 0;
      const gain = splitGain(context, left, 0);
      if (gain === null || gain <= (best?.gain ?? 0)) continue;
      best = { gain, left, codes: codes.slice(), bin: -1, missingLeft: null, extraL2 };
    }
  }
  return best;
}

/** The best split of a feature of categories, as LightGBM. */
export function searchCategories(context: SearchContext): FoundSplit | null {
  const bins = context.sums.rows.length - 1;
  return bins <= mostAlone ? searchAlone(context, bins) : searchSorted(context, bins);
}
