import type { Rng } from '../base/rng.ts';
import { trivialShapley, type Game, type Shapley } from './coalition-game.ts';

/** Everyone before the k-th of the order, for k = 1…n−1. */
function prefixes(order: Int32Array): Uint8Array[] {
  const members = new Uint8Array(order.length);
  return Array.from(order.subarray(0, -1), (player) => {
    members[player] = 1;
    return members.slice();
  });
}

/** Half of what each player of an order adds on joining. `worths`: of the prefixes, ends included. */
function addHalves(order: Int32Array, worths: readonly number[], into: Float64Array): void {
  order.forEach((player, k) => (into[player]! += (worths[k + 1]! - worths[k]!) / 2));
}

/**
 * Shapley values from random orders, each also taken backwards (antithetic), as shap's
 * PermutationExplainer: exact where columns interact in pairs only; they always add up. The standard
 * error is that of the mean over the orders. O(permutations × players) coalitions.
 */
export function permutationShapley(
  game: Game,
  { permutations, rng }: { readonly permutations: number; readonly rng: Rng },
): Shapley {
  const trivial = trivialShapley(game);
  if (trivial) return trivial;
  const n = game.players;
  const orders = Array.from({ length: permutations }, () => {
    const order = rng.shuffle(Int32Array.from({ length: n }, (_, i) => i));
    return [order, order.toReversed()] as const;
  });
  const ends = [new Uint8Array(n), new Uint8Array(n).fill(1)];
  const worths = game.worth([...ends, ...orders.flat().flatMap(prefixes)]);
  const empty = worths[0]!;
  const full = worths[1]!;
  const values = new Float64Array(n);
  const squares = new Float64Array(n);
  let at = 2;
  for (const sides of orders) {
    const once = new Float64Array(n);
    for (const order of sides) {
      addHalves(order, [empty, ...worths.subarray(at, at + n - 1), full], once);
      at += n - 1;
    }
    once.forEach((value, i) => {
      values[i]! += value / permutations;
      squares[i]! += (value * value) / permutations;
    });
  }
  const standardError = squares.map((square, i) =>
    Math.sqrt(Math.max(0, square - values[i]! ** 2) / (permutations - 1)),
  );
  return { values, standardError, empty, full };
}
