/** What a set of players is worth; players are columns, their values those of one row. */
export interface Game {
  readonly players: number;
  /** By coalition, a byte a player, 1 for those that take part: the worth. */
  worth(coalitions: readonly Uint8Array[]): Float64Array;
}

export interface Shapley {
  /** By player. */
  readonly values: Float64Array;
  /** By player; null where the values are exact. */
  readonly standardError: Float64Array | null;
  /** Worth of no player, and of all. */
  readonly empty: number;
  readonly full: number;
}

/** A game without players, or of one, needs no method. */
export function trivialShapley(game: Game): Shapley | null {
  if (game.players > 1) return null;
  const ends = [new Uint8Array(game.players), new Uint8Array(game.players).fill(1)];
  const [empty, full] = game.worth(ends) as ArrayLike<number> as [number, number];
  const values = new Float64Array(game.players).fill(full - empty);
  return { values, standardError: null, empty, full };
}
