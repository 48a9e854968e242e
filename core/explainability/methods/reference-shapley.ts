import { createRng } from '../../base/rng.ts';
import type { Table } from '../../table/table.ts';
import { cellNumber, joinTables, withNumbers } from './replace-column.ts';

export interface ReferenceShapley {
  readonly method: 'reference_exact' | 'reference_permutation';
  /** What the model says of the reference. */
  readonly base: number;
  readonly output: number;
  /** One a column. */
  readonly contributions: Float64Array;
  /** Largest standard error of a contribution; 0 when exact. */
  readonly error: number;
}

/** Columns that differ whose every subset is tried: 256 rows. */
const mostExact = 8;
/** Orders of the columns that are tried where there are more, each also backwards. */
const orders = 12;
/** Fixed, so that the same row always gets the same answer and a slider does not make it tremble. */
const seed = 7;

/** Which of the differing columns are the row's own, one coalition a table row. */
type Coalitions = readonly Uint8Array[];

function buildRows(pair: Table, differing: readonly number[], coalitions: Coalitions): Table {
  const rows = coalitions.length;
  const place = new Map(differing.map((column, k) => [column, k]));
  const columns = pair.columns.map((column, j) => {
    const k = place.get(j);
    const own = cellNumber(column, 0);
    const other = cellNumber(column, 1);
    const numbers = new Float64Array(rows).fill(own);
    if (k !== undefined) {
      for (let i = 0; i < rows; i++) if (coalitions[i]![k] === 0) numbers[i] = other;
    }
    return withNumbers(column, numbers);
  });
  return { rows, columns };
}

/** Weight of a coalition of that size in the mean over all orders of m columns. */
function coalitionWeights(m: number): Float64Array {
  const weights = new Float64Array(m);
  weights[0] = 1 / m;
  for (let s = 1; s < m; s++) weights[s] = (weights[s - 1]! * s) / (m - s);
  return weights;
}

function exact(m: number, score: (coalitions: Coalitions) => Float64Array): Float64Array {
  const all = Array.from({ length: 2 ** m }, (_, mask) =>
    Uint8Array.from({ length: m }, (_, k) => (mask >> k) & 1),
  );
  const values = score(all);
  const weights = coalitionWeights(m);
  const phi = new Float64Array(m);
  for (let mask = 0; mask < all.length; mask++) {
    let size = 0;
    for (const inside of all[mask]!) size += inside;
    for (let k = 0; k < m; k++) {
      if ((mask >> k) & 1) continue;
      phi[k]! += weights[size]! * (values[mask | (1 << k)]! - values[mask]!);
    }
  }
  return phi;
}

function chainOf(order: Int32Array): Uint8Array[] {
  const chain = [new Uint8Array(order.length)];
  for (const k of order) {
    const next = chain.at(-1)!.slice();
    next[k] = 1;
    chain.push(next);
  }
  return chain;
}

/** Mean of antithetic pairs of orders, and the standard error of the pairs' mean. */
function sampled(
  m: number,
  score: (coalitions: Coalitions) => Float64Array,
): { phi: Float64Array; error: number } {
  const rng = createRng(seed);
  const tried = Array.from({ length: orders }, () => {
    const order = rng.shuffle(Int32Array.from({ length: m }, (_, k) => k));
    return [order, order.toReversed()];
  });
  const values = score(tried.flat().flatMap(chainOf));
  const sum = new Float64Array(m);
  const squares = new Float64Array(m);
  tried.forEach((pair, t) => {
    const own = new Float64Array(m);
    pair.forEach((order, side) => {
      const from = (2 * t + side) * (m + 1);
      order.forEach((k, at) => (own[k]! += (values[from + at + 1]! - values[from + at]!) / 2));
    });
    own.forEach((value, k) => {
      sum[k]! += value;
      squares[k]! += value * value;
    });
  });
  let error = 0;
  for (let k = 0; k < m; k++) {
    const variance = (squares[k]! - sum[k]! ** 2 / orders) / (orders - 1);
    error = Math.max(error, Math.sqrt(Math.max(0, variance) / orders));
  }
  return { phi: sum.map((value) => value / orders), error };
}

/**
 * Shapley values of a row against one reference row (baseline Shapley, Sundararajan & Najmi 2020), of
 * any score: over all subsets of the columns that differ when they are at most 8, else the mean of 24
 * orders in antithetic pairs. base + contributions = output either way. Both tables have one row and the
 * same columns.
 */
export function referenceShapley(
  row: Table,
  reference: Table,
  score: (table: Table) => Float64Array,
): ReferenceShapley {
  const pair = joinTables(row, reference);
  const differing = pair.columns.flatMap((column, j) =>
    Object.is(cellNumber(column, 0), cellNumber(column, 1)) ? [] : [j],
  );
  const [output, base] = score(pair) as unknown as [number, number];
  const contributions = new Float64Array(row.columns.length);
  const m = differing.length;
  const ask = (coalitions: Coalitions) => score(buildRows(pair, differing, coalitions));
  const { phi, error } = m <= mostExact ? { phi: exact(m, ask), error: 0 } : sampled(m, ask);
  differing.forEach((j, k) => (contributions[j] = phi[k]!));
  return {
    method: m <= mostExact ? 'reference_exact' : 'reference_permutation',
    base,
    output,
    contributions,
    error,
  };
}
