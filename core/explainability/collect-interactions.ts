import type { InteractingPair, Interactions } from './explain-options.ts';

/** Pairs that are kept of a row. */
const mostPairs = 10;

/** Sums |interaction| over rows and keeps the strongest pairs of those that are asked for. */
export interface InteractionCollector {
  /** Off-diagonals of one row, [a × players + b]; `values` are the row's SHAP values. */
  add(row: number, matrix: Float64Array, values: (player: number) => number): void;
  result(): Interactions;
}

function strongest(matrix: Float64Array, players: number): InteractingPair[] {
  const pairs: InteractingPair[] = [];
  for (let a = 0; a < players; a++) {
    for (let b = a + 1; b < players; b++) {
      const value = 2 * matrix[a * players + b]!;
      if (value !== 0) pairs.push({ a, b, value });
    }
  }
  return pairs.sort((x, y) => Math.abs(y.value) - Math.abs(x.value)).slice(0, mostPairs);
}

export function createCollector(players: number, rows: readonly number[]): InteractionCollector {
  const sums = new Float64Array(players * players);
  const placeOf = new Map(rows.map((row, i) => [row, i]));
  const pairs: InteractingPair[][] = rows.map(() => []);
  let count = 0;
  return {
    add(row, matrix, values) {
      count++;
      for (let a = 0; a < players; a++) {
        let main = values(a);
        for (let b = 0; b < players; b++) {
          if (a === b) continue;
          const value = matrix[a * players + b]!;
          main -= value;
          sums[a * players + b]! += Math.abs(value);
        }
        sums[a * players + a]! += Math.abs(main);
      }
      const place = placeOf.get(row);
      if (place !== undefined) pairs[place] = strongest(matrix, players);
    },
    result: () => ({
      mean: Array.from({ length: players }, (_, a) =>
        Array.from(sums.subarray(a * players, (a + 1) * players), (sum) => sum / (count || 1)),
      ),
      pairs,
    }),
  };
}
