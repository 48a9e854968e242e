const epsilon = 2 ** -52;

/** −log p(true class) of each row, p clipped to [ε, 1−ε]. */
export function logLosses(y: Int32Array, probabilities: readonly Float64Array[]): Float64Array {
  const losses = new Float64Array(y.length);
  for (let i = 0; i < y.length; i++) {
    const p = probabilities[y[i]!]![i]!;
    losses[i] = -Math.log(Math.min(1 - epsilon, Math.max(epsilon, p)));
  }
  return losses;
}

/** Squared distance of each row to its class's unit vector; halved for two classes, so within 0..1. */
export function brierLosses(y: Int32Array, probabilities: readonly Float64Array[]): Float64Array {
  const losses = new Float64Array(y.length);
  for (const [k, column] of probabilities.entries()) {
    for (let i = 0; i < y.length; i++) losses[i]! += (column[i]! - (y[i] === k ? 1 : 0)) ** 2;
  }
  return probabilities.length < 3 ? losses.map((loss) => loss / 2) : losses;
}
