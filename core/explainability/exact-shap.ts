import { AppError } from '../base/app-error.ts';
import type { Game, Shapley } from './coalition-game.ts';
import { sideWeight } from './interventional-shap.ts';

/** Players whose coalitions are all looked at. */
export const mostExactPlayers = 16;

export interface ExactShapley extends Shapley {
  readonly standardError: null;
  /** Worth of each set of players, bits by player. */
  readonly worth: Float64Array;
}

function sizes(count: number): Uint8Array {
  const size = new Uint8Array(count);
  for (let set = 1; set < count; set++) size[set] = size[set >> 1]! + (set & 1);
  return size;
}

/**
 * Shapley values by enumeration of all 2^n coalitions: φ = Σ |S|! (n−1−|S|)! / n! · (v(S∪i) − v(S)).
 * UNSUPPORTED beyond 16 players.
 */
export function exactShapley(game: Game): ExactShapley {
  const { players } = game;
  if (players > mostExactPlayers) {
    throw new AppError('UNSUPPORTED', `${players} columns have too many combinations to try all.`, {
      path: 'method',
      hint: `Exact values are for up to ${mostExactPlayers} columns that vary; take permutation or kernel`,
    });
  }
  const count = 2 ** players;
  const coalitions = Array.from({ length: count }, (_, set) =>
    Uint8Array.from({ length: players }, (__, i) => (set >> i) & 1),
  );
  const worth = game.worth(coalitions);
  const size = sizes(count);
  const values = new Float64Array(players);
  for (let set = 0; set < count; set++) {
    for (let i = 0; i < players; i++) {
      if ((set >> i) & 1) continue;
      const weight = sideWeight(size[set]! + 1, players - 1 - size[set]!);
      values[i]! += weight * (worth[set | (1 << i)]! - worth[set]!);
    }
  }
  return { values, standardError: null, worth, empty: worth[0]!, full: worth[count - 1]! };
}

/**
 * Shapley interaction values of an enumerated game, [i × players + j]: symmetric, half of each pair's
 * interaction on either side, rows add up to the Shapley values, the diagonal is the main effect.
 */
export function exactInteractions({ worth, values }: ExactShapley): Float64Array {
  const players = values.length;
  const size = sizes(worth.length);
  const matrix = new Float64Array(players * players);
  for (let i = 0; i < players; i++) {
    for (let j = i + 1; j < players; j++) {
      const both = (1 << i) | (1 << j);
      let sum = 0;
      for (let set = 0; set < worth.length; set++) {
        if (set & both) continue;
        const change =
          worth[set | both]! - worth[set | (1 << i)]! - worth[set | (1 << j)]! + worth[set]!;
        sum += sideWeight(size[set]! + 1, players - 2 - size[set]!) * change;
      }
      matrix[i * players + j] = matrix[j * players + i] = sum / 2;
    }
  }
  for (let i = 0; i < players; i++) {
    let rest = values[i]!;
    for (let j = 0; j < players; j++) if (j !== i) rest -= matrix[i * players + j]!;
    matrix[i * players + i] = rest;
  }
  return matrix;
}
