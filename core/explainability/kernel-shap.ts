import { Matrix as Dense, pseudoInverse } from 'ml-matrix';
import type { Rng } from '../base/rng.ts';
import { trivialShapley, type Game, type Shapley } from './coalition-game.ts';
import { kernelCoalitions, type WeighedCoalition } from './kernel-coalitions.ts';

/** How many coalitions shap takes. */
export function defaultCoalitions(players: number): number {
  return 2 * players + 2048;
}

/** The row of the regression: members, with the last player taken out so that values add up. */
function rowOf({ members }: WeighedCoalition): Float64Array {
  const last = members.at(-1)!;
  return Float64Array.from(members.subarray(0, -1), (member) => member - last);
}

/** A symmetric matrix Σ weight · row rowᵀ. */
function gram(rows: readonly Float64Array[], weights: readonly number[]): Dense {
  const size = rows[0]!.length;
  const sums = new Float64Array(size * size);
  rows.forEach((row, k) => {
    for (let i = 0; i < size; i++) {
      const scaled = weights[k]! * row[i]!;
      if (scaled === 0) continue;
      for (let j = 0; j < size; j++) sums[i * size + j]! += scaled * row[j]!;
    }
  });
  return Dense.from1DArray(size, size, sums);
}

/**
 * Standard errors by the sandwich of the weighted regression, a draw with its complement being one
 * observation; enumerated sizes add no error. That of the last player is that of the others' sum.
 */
function standardErrors(
  coalitions: readonly WeighedCoalition[],
  rows: readonly Float64Array[],
  residuals: readonly number[],
  inverse: Dense,
): Float64Array {
  const size = rows[0]!.length;
  const scores = new Map<number, Float64Array>();
  coalitions.forEach(({ drawn, pair, weight }, k) => {
    if (drawn === 0) return;
    const score = scores.get(pair) ?? new Float64Array(size);
    const scaled = (weight * residuals[k]!) / Math.sqrt(drawn);
    rows[k]!.forEach((value, i) => (score[i]! += scaled * value));
    scores.set(pair, score);
  });
  const errors = new Float64Array(size + 1);
  if (scores.size === 0) return errors;
  const list = [...scores.values()];
  const meat = gram(
    list,
    list.map(() => 1),
  );
  const covariance = inverse.mmul(meat).mmul(inverse);
  for (let i = 0; i < size; i++) errors[i] = Math.sqrt(Math.max(0, covariance.get(i, i)));
  errors[size] = Math.sqrt(Math.max(0, covariance.sum()));
  return errors;
}

/**
 * KernelSHAP without selection of columns: weighted least squares over coalitions, constrained to add
 * up. Exact when all coalitions fit. O(coalitions × players² + players³).
 */
export function kernelShapley(
  game: Game,
  options: { readonly coalitions?: number | undefined; readonly rng: Rng },
): Shapley {
  const trivial = trivialShapley(game);
  if (trivial) return trivial;
  const n = game.players;
  const most = options.coalitions ?? defaultCoalitions(n);
  const coalitions = kernelCoalitions(n, most, options.rng);
  const ends = [new Uint8Array(n), new Uint8Array(n).fill(1)];
  const worths = game.worth([...ends, ...coalitions.map(({ members }) => members)]);
  const empty = worths[0]!;
  const full = worths[1]!;
  const rows = coalitions.map(rowOf);
  const targets = coalitions.map(
    ({ members }, k) => worths[k + 2]! - empty - members.at(-1)! * (full - empty),
  );
  const weights = coalitions.map(({ weight }) => weight);
  const inverse = pseudoInverse(gram(rows, weights));
  const right = new Float64Array(n - 1);
  rows.forEach((row, k) => {
    const scaled = weights[k]! * targets[k]!;
    row.forEach((value, i) => (right[i]! += scaled * value));
  });
  const solved = inverse.mmul(Dense.columnVector([...right])).to1DArray();
  const last = solved.reduce((rest, value) => rest - value, full - empty);
  const values = Float64Array.from([...solved, last]);
  const residuals = rows.map((row, k) =>
    row.reduce((rest, value, i) => rest - value * solved[i]!, targets[k]!),
  );
  const exact = coalitions.every(({ drawn }) => drawn === 0);
  const standardError = exact ? null : standardErrors(coalitions, rows, residuals, inverse);
  return { values, standardError, empty, full };
}
