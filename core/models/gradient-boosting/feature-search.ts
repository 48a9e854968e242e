import {
  leafOutput,
  outputGain,
  type LeafLimits,
  type LeafRules,
  type LeafSums,
} from './leaf-output.ts';

/** A feature's sums by bin in the loss's own units; missing values come last. */
export interface FeatureSums {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly rows: Float64Array;
}

export interface SearchRules extends LeafRules {
  readonly minRows: number;
  readonly minHessian: number;
}

/** A split as the searches below find it. */
export interface FoundSplit {
  /** Both children's loss reduction. */
  readonly gain: number;
  readonly left: LeafSums;
  /** Codes that go left. */
  readonly codes: Uint8Array;
  readonly bin: number;
  readonly missingLeft: boolean | null;
  /** Added to λ for the values of the children. */
  readonly extraL2: number;
}

/** What one feature's search knows of the node. */
export interface SearchContext {
  readonly sums: FeatureSums;
  readonly total: LeafSums;
  readonly rules: SearchRules;
  readonly limits: LeafLimits;
}

export function rest(total: LeafSums, left: LeafSums): LeafSums {
  return {
    gradient: total.gradient - left.gradient,
    hessian: total.hessian - left.hessian,
    rows: total.rows - left.rows,
  };
}

export function add(a: LeafSums, { gradient, hessian, rows }: FeatureSums, bin: number): LeafSums {
  return {
    gradient: a.gradient + gradient[bin]!,
    hessian: a.hessian + hessian[bin]!,
    rows: a.rows + rows[bin]!,
  };
}

export const nothing: LeafSums = { gradient: 0, hessian: 0, rows: 0 };

/** Gain of a split with those left sums; null where a child is too small or the order is broken. */
export function splitGain(
  { total, rules, limits }: SearchContext,
  left: LeafSums,
  direction: number,
): number | null {
  const right = rest(total, left);
  for (const { rows, hessian } of [left, right]) {
    if (rows < rules.minRows || hessian < rules.minHessian) return null;
  }
  const leftOutput = leafOutput(left, rules, limits);
  const rightOutput = leafOutput(right, rules, limits);
  if (direction * (rightOutput - leftOutput) < 0) return null;
  return outputGain(left, rules, leftOutput) + outputGain(right, rules, rightOutput);
}

/**
 * The best split of a feature of numbers by the general formulas: monotone `direction`, path smoothing,
 * one threshold only (`only`, else null). The kernel does the same where none of this is asked for.
 */
export function searchNumbers(
  context: SearchContext,
  { direction, only }: { direction: number; only: number | null },
): FoundSplit | null {
  const { sums } = context;
  const missing = sums.rows.length - 1;
  const absent = sums.rows[missing] === 0 && sums.hessian[missing] === 0;
  let best: FoundSplit | null = null;
  const sweep = (start: LeafSums, bins: number, missingLeft: boolean | null) => {
    let left = start;
    for (let bin = 0; bin < bins; bin++) {
      left = add(left, sums, bin);
      if (only !== null && bin !== only) continue;
      const gain = splitGain(context, left, direction);
      if (gain === null || gain <= (best?.gain ?? 0)) continue;
      const codes = new Uint8Array(256).fill(4, 0, bin + 1);
      if (missingLeft === true) codes[missing] = 4;
      best = { gain, left, codes, bin, missingLeft, extraL2: 0 };
    }
  };
  if (absent) sweep(nothing, missing - 1, null);
  else {
    sweep(nothing, missing, false);
    sweep(add(nothing, sums, missing), missing - 1, true);
  }
  return best;
}
