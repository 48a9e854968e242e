/** Rows whose mean is the guess that sums are taken about. */
const guessRows = 256;
/** Where the guess was off by more standard deviations, squares have lost digits: they are summed again. */
const farGuess = 30;

interface Sums {
  readonly total: number;
  /** Σ weight × (value − from). */
  readonly first: number;
  /** Σ weight × (value − from)². */
  readonly second: number;
}

/**
 * Two sums of each kind at a time, as each alone would wait for the addition before it; in one order with
 * weights and without, so that weights of 1 change no bit.
 */
function sumsAbout(values: Float64Array, from: number, weights: Float64Array | null): Sums {
  const { length } = values;
  let f0 = 0;
  let f1 = 0;
  let q0 = 0;
  let q1 = 0;
  let i = 0;
  if (weights) {
    let total = 0;
    for (; i + 2 <= length; i += 2) {
      const a = values[i]! - from;
      const b = values[i + 1]! - from;
      total += weights[i]! + weights[i + 1]!;
      f0 += weights[i]! * a;
      f1 += weights[i + 1]! * b;
      q0 += weights[i]! * (a * a);
      q1 += weights[i + 1]! * (b * b);
    }
    if (i < length) {
      const a = values[i]! - from;
      total += weights[i]!;
      f0 += weights[i]! * a;
      q0 += weights[i]! * (a * a);
    }
    return { total, first: f0 + f1, second: q0 + q1 };
  }
  for (; i + 2 <= length; i += 2) {
    const a = values[i]! - from;
    const b = values[i + 1]! - from;
    f0 += a;
    f1 += b;
    q0 += a * a;
    q1 += b * b;
  }
  if (i < length) {
    const a = values[i]! - from;
    f0 += a;
    q0 += a * a;
  }
  return { total: length, first: f0 + f1, second: q0 + q1 };
}

/** Weighted mean and variance (by the weight) of values without gaps, in one pass where that is exact. */
export function columnMoments(
  values: Float64Array,
  weights: Float64Array | null,
): { mean: number; variance: number } {
  const head = values.subarray(0, guessRows);
  const guess = sumsAbout(head, 0, null).first / head.length;
  const about = sumsAbout(values, guess, weights);
  const shift = about.first / about.total;
  const variance = about.second / about.total - shift * shift;
  const mean = guess + shift;
  if (shift * shift <= farGuess ** 2 * variance) return { mean, variance };
  const again = sumsAbout(values, mean, weights);
  const rest = again.first / again.total;
  return { mean: mean + rest, variance: Math.max(again.second / again.total - rest * rest, 0) };
}
