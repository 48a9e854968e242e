import { createRng } from '../base/rng.ts';
import type { Tick } from '../base/tick.ts';
import { factorCholesky, solveCholesky } from '../models/kernels/cholesky.ts';
import type { Matrix } from '../table/matrix.ts';
import { sideWeight } from './interventional-shap.ts';

export interface LinearGame {
  readonly coefficients: Float64Array;
  /** By encoded column the raw column that is known or unknown as a whole, of so many. */
  readonly playerOf: Int32Array;
  readonly players: number;
  /** What the columns' means and covariances are taken from. */
  readonly background: Matrix;
}

export interface LinearTransform {
  readonly means: Float64Array;
  /** Contribution of player p: Σ over columns j of parts[p][j] · (x[j] − means[j]). */
  readonly parts: readonly Float64Array[];
  /** The same of ten shares of the permutations; null where all subsets were taken. */
  readonly shares: readonly (readonly Float64Array[])[] | null;
}

/** Players whose subsets are all taken; beyond, orders are drawn. */
const mostEnumerated = 10;
const shareCount = 10;
/** Added to the diagonal of correlations, so that columns that repeat each other share evenly. */
const ridge = 1e-10;

function moments({ columns, rows }: Matrix): { means: Float64Array; covariance: Float64Array } {
  const size = columns.length;
  const means = Float64Array.from(columns, (column) => column.reduce((s, v) => s + v, 0) / rows);
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < rows; k++) {
        sum += (columns[i]![k]! - means[i]!) * (columns[j]![k]! - means[j]!);
      }
      covariance[i * size + j] = covariance[j * size + i] = sum / Math.max(1, rows - 1);
    }
  }
  return { means, covariance };
}

/**
 * Coefficients of x − means in E[margin | known columns] under a normal distribution: those of the known
 * columns themselves, and what they tell of the others (Σ_KK⁻¹ Σ_KU c_U).
 */
export function conditionalCoefficients(
  coefficients: Float64Array,
  covariance: Float64Array,
  known: readonly boolean[],
): Float64Array {
  const size = coefficients.length;
  const deviation = (j: number): number => Math.sqrt(covariance[j * size + j]!);
  const own = coefficients.map((value, j) => (known[j] ? value : 0));
  const inside = Array.from(own, (_, j) => j).filter((j) => known[j] && deviation(j) > 0);
  if (inside.length === 0 || known.every(Boolean)) return own;
  const n = inside.length;
  const correlations = new Float64Array(n * n);
  const right = new Float64Array(n);
  inside.forEach((i, a) => {
    inside.forEach((j, b) => {
      const value = covariance[i * size + j]! / deviation(i) / deviation(j);
      correlations[a * n + b] = a === b ? 1 + ridge : value;
    });
    coefficients.forEach((coefficient, j) => {
      if (!known[j]) right[a]! += (coefficient * covariance[i * size + j]!) / deviation(i);
    });
  });
  factorCholesky(correlations, n);
  const told = solveCholesky(correlations, right);
  inside.forEach((j, a) => (own[j]! += told[a]! / deviation(j)));
  return own;
}

function addDifference(into: Float64Array, more: Float64Array, less: Float64Array, weight: number) {
  for (let j = 0; j < into.length; j++) into[j]! += weight * (more[j]! - less[j]!);
}

function enumerated(
  players: number,
  worth: (set: (player: number) => boolean) => Float64Array,
  tick: Tick,
): Float64Array[] {
  const sets = Array.from({ length: 2 ** players }, (_, set) => {
    tick(set / 2 ** players);
    return worth((player) => ((set >> player) & 1) === 1);
  });
  const parts = Array.from({ length: players }, () => new Float64Array(sets[0]!.length));
  sets.forEach((less, set) => {
    const size = set.toString(2).replaceAll('0', '').length;
    for (let player = 0; player < players; player++) {
      if ((set >> player) & 1) continue;
      const weight = sideWeight(size + 1, players - 1 - size);
      addDifference(parts[player]!, sets[set | (1 << player)]!, less, weight);
    }
  });
  return parts;
}

/**
 * How contributions of a linear model with correlated columns follow from a row: the worth of known
 * columns is the margin expected given them, under a normal distribution with the moments of the
 * background (shap.LinearExplainer 'correlation_dependent'). All subsets for up to ten raw columns, else
 * `permutations` random orders, each taken both ways.
 */
export function correlatedTransform(
  game: LinearGame,
  options: { readonly permutations: number; readonly seed: number; readonly tick: Tick },
): LinearTransform {
  const { coefficients, playerOf, players, background } = game;
  const { permutations, seed, tick } = options;
  const { means, covariance } = moments(background);
  const worth = (has: (player: number) => boolean): Float64Array => {
    const known = Array.from(playerOf, (player) => has(player));
    return conditionalCoefficients(coefficients, covariance, known);
  };
  if (players <= mostEnumerated) {
    return { means, parts: enumerated(players, worth, tick), shares: null };
  }
  const rng = createRng(seed);
  const fresh = () => Array.from({ length: players }, () => new Float64Array(means.length));
  const counted = Math.max(1, Math.ceil(permutations / shareCount));
  const shares = Array.from({ length: shareCount }, fresh);
  for (const [s, share] of shares.entries()) {
    for (let p = 0; p < counted; p++) {
      tick((s + p / counted) / shareCount);
      const order = rng.shuffle(Int32Array.from({ length: players }, (_, i) => i));
      for (const side of [order, order.toReversed()]) {
        const has = new Uint8Array(players);
        let before = new Float64Array(means.length);
        for (const player of side) {
          has[player] = 1;
          const after = worth((other) => has[other] === 1) as Float64Array<ArrayBuffer>;
          addDifference(share[player]!, after, before, 1 / (2 * counted));
          before = after;
        }
      }
    }
  }
  const parts = fresh();
  for (const share of shares) {
    share.forEach((part, p) => part.forEach((value, j) => (parts[p]![j]! += value / shareCount)));
  }
  return { means, parts, shares };
}

/** Σ over columns of part[j] · (x[j] − means[j]) of each row. */
export function applyPart(part: Float64Array, means: Float64Array, x: Matrix): Float64Array {
  const sums = new Float64Array(x.rows);
  x.columns.forEach((column, j) => {
    if (part[j] === 0) return;
    for (let i = 0; i < x.rows; i++) sums[i]! += part[j]! * (column[i]! - means[j]!);
  });
  return sums;
}
