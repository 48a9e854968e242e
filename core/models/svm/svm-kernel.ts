import type { PointRows } from '../neighbours/point-rows.ts';

export const svmKernels = ['linear', 'rbf', 'polynomial', 'sigmoid'] as const;

/** K(a, b): a·b; exp(−γ |a − b|²); (γ a·b + coef0)^degree; tanh(γ a·b + coef0). */
export interface SvmKernel {
  readonly kernel: (typeof svmKernels)[number];
  readonly gamma: number;
  readonly degree: number;
  readonly coef0: number;
}

/** Squared lengths of the rows. */
function squaredLengths({ count, size, values }: PointRows): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let at = i * size; at < (i + 1) * size; at++) sum += values[at]! * values[at]!;
    return sum;
  });
}

/** Products of one row of `queries` with all points, four points at a time. */
function multiply(
  queries: PointRows,
  row: number,
  points: PointRows,
  out: Float64Array | Float32Array,
): void {
  const { count, size, values } = points;
  const asked = queries.values;
  const from = row * size;
  let i = 0;
  for (; i + 3 < count; i += 4) {
    const a = i * size;
    const b = a + size;
    const c = b + size;
    const d = c + size;
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let at = 0; at < size; at++) {
      const value = asked[from + at]!;
      sumA += value * values[a + at]!;
      sumB += value * values[b + at]!;
      sumC += value * values[c + at]!;
      sumD += value * values[d + at]!;
    }
    out[i] = sumA;
    out[i + 1] = sumB;
    out[i + 2] = sumC;
    out[i + 3] = sumD;
  }
  for (; i < count; i++) {
    let sum = 0;
    for (let at = 0; at < size; at++) sum += asked[from + at]! * values[i * size + at]!;
    out[i] = sum;
  }
}

/** Writes K(row of queries, each point) to `out`, which is twice as exact as what keeps it. */
export type KernelRow = (queries: PointRows, row: number, out: Float64Array) => void;

/** The kernel against fixed points. O(points × columns) a row. */
export function createKernelRow(
  { kernel, gamma, degree, coef0 }: SvmKernel,
  points: PointRows,
): KernelRow {
  const { count } = points;
  if (kernel === 'linear') return (queries, row, out) => multiply(queries, row, points, out);
  if (kernel === 'polynomial') {
    return (queries, row, out) => {
      multiply(queries, row, points, out);
      for (let i = 0; i < count; i++) out[i] = (gamma * out[i]! + coef0) ** degree;
    };
  }
  if (kernel === 'sigmoid') {
    return (queries, row, out) => {
      multiply(queries, row, points, out);
      for (let i = 0; i < count; i++) out[i] = Math.tanh(gamma * out[i]! + coef0);
    };
  }
  const lengths = squaredLengths(points);
  return (queries, row, out) => {
    multiply(queries, row, points, out);
    const { size, values } = queries;
    let own = 0;
    for (let at = row * size; at < (row + 1) * size; at++) own += values[at]! * values[at]!;
    for (let i = 0; i < count; i++) {
      out[i] = Math.exp(-gamma * Math.max(own + lengths[i]! - 2 * out[i]!, 0));
    }
  };
}

/** γ as scikit-learn: scale is 1 / (columns × variance of all values), auto 1 / columns. */
export function resolveGamma(
  gamma: 'scale' | 'auto' | number,
  { size, values }: PointRows,
): number {
  if (typeof gamma === 'number') return gamma;
  if (gamma === 'auto') return 1 / size;
  let mean = 0;
  for (const value of values) mean += value;
  mean /= values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return squares > 0 ? values.length / (size * squares) : 1;
}
