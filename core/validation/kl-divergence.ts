import type { Cell } from '../contract/common.ts';

export interface KlResult {
  /** Σ p ln(p/q) of the observed p against the expected q, both scaled to sum 1; NaN without rows. */
  readonly divergence: number;
  readonly observed: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** scipy.stats.entropy(p, q): 0 ln 0 is 0, and p where q is 0 is infinite. */
function divergenceOf(p: readonly number[], q: readonly number[]): number {
  const pTotal = p.reduce((sum, value) => sum + value, 0);
  const qTotal = q.reduce((sum, value) => sum + value, 0);
  let divergence = 0;
  for (const [index, weight] of p.entries()) {
    const share = weight / pTotal;
    if (Number.isNaN(share)) return Number.NaN;
    if (share === 0) continue;
    const other = q[index]! / qTotal;
    if (other === 0) return Infinity;
    divergence += share * Math.log(share / other);
  }
  return divergence;
}

/**
 * Categories against expected weights. Values that were not expected share `holdout`, which is taken
 * from the expected ones in proportion; with a holdout of 0 they make the divergence infinite.
 */
export function klCategories(
  counts: ReadonlyMap<Cell, number>,
  expected: { readonly values: readonly Cell[]; readonly weights: readonly number[] },
  holdout: number,
): KlResult {
  let total = 0;
  for (const count of counts.values()) total += count;
  const known = new Set(expected.values);
  const unknown = [...counts.keys()].filter((value) => !known.has(value));
  const values = [...expected.values, ...unknown];
  const p = values.map((value) => (counts.get(value) ?? 0) / total);
  const scale = unknown.length > 0 ? 1 - holdout : 1;
  const q = [
    ...expected.weights.map((weight) => weight * scale),
    ...unknown.map(() => holdout / unknown.length),
  ];
  return {
    divergence: divergenceOf(p, q),
    observed: { values, weights: p },
    expected: { values, weights: q },
  };
}

interface BinCounts {
  readonly counts: readonly number[];
  readonly below: number;
  readonly above: number;
  readonly total: number;
}

/**
 * Bins against expected weights. `internal` is shared among bins of weight 0; `tail` among the two
 * tails, which an end at infinity takes the place of.
 */
export function klIntervals(
  seen: BinCounts,
  wanted: {
    readonly bins: readonly number[];
    readonly weights: readonly number[];
    readonly tails: readonly [number, number] | null;
  },
  holdout: { readonly tail: number; readonly internal: number },
): KlResult {
  const scaled = wanted.weights.map((weight) => weight * (1 - holdout.tail - holdout.internal));
  const empty = scaled.filter((weight) => weight === 0).length;
  const q = scaled.map((weight) =>
    weight === 0 && holdout.internal > 0 ? holdout.internal / empty : weight,
  );
  const p = seen.counts.map((count) => count / seen.total);
  const openLow = wanted.bins[0] === -Infinity;
  const openHigh = wanted.bins.at(-1) === Infinity;
  const half = openLow || openHigh ? holdout.tail : holdout.tail / 2;
  const [qLow, qHigh] = wanted.tails ?? [half, half];
  const [pLow, pHigh] = [seen.below / seen.total, seen.above / seen.total];
  const withTails = (values: readonly number[], low: number, high: number) => [
    ...(openLow ? [] : [low]),
    ...values,
    ...(openHigh ? [] : [high]),
  ];
  const allP = withTails(p, pLow, pHigh);
  const allQ = withTails(q, qLow, qHigh);
  const side = (all: readonly number[]) => ({
    bins: wanted.bins.filter((end) => Number.isFinite(end)),
    weights: all.slice(1, -1),
    tail_weights: [all[0]!, all.at(-1)!],
  });
  return { divergence: divergenceOf(allP, allQ), observed: side(allP), expected: side(allQ) };
}
