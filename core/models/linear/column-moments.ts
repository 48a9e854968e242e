/** Σ weight × value. Four sums at a time, as each alone would wait for the addition before it. */
export function weightedSum(values: Float64Array, weights: Float64Array | null): number {
  const { length } = values;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  if (weights) {
    for (; i + 4 <= length; i += 4) {
      s0 += weights[i]! * values[i]!;
      s1 += weights[i + 1]! * values[i + 1]!;
      s2 += weights[i + 2]! * values[i + 2]!;
      s3 += weights[i + 3]! * values[i + 3]!;
    }
    for (; i < length; i++) s0 += weights[i]! * values[i]!;
  } else {
    for (; i + 4 <= length; i += 4) {
      s0 += values[i]!;
      s1 += values[i + 1]!;
      s2 += values[i + 2]!;
      s3 += values[i + 3]!;
    }
    for (; i < length; i++) s0 += values[i]!;
  }
  return s0 + s1 + (s2 + s3);
}

/** Σ weight × (value − mean)². */
export function squaredDeviations(
  values: Float64Array,
  mean: number,
  weights: Float64Array | null,
): number {
  const { length } = values;
  let s0 = 0;
  let s1 = 0;
  let i = 0;
  if (weights) {
    for (; i + 2 <= length; i += 2) {
      const a = values[i]! - mean;
      const b = values[i + 1]! - mean;
      s0 += weights[i]! * a * a;
      s1 += weights[i + 1]! * b * b;
    }
    for (; i < length; i++) s0 += weights[i]! * (values[i]! - mean) ** 2;
  } else {
    for (; i + 2 <= length; i += 2) {
      const a = values[i]! - mean;
      const b = values[i + 1]! - mean;
      s0 += a * a;
      s1 += b * b;
    }
    for (; i < length; i++) s0 += (values[i]! - mean) ** 2;
  }
  return s0 + s1;
}
