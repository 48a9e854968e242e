import type { Matrix as DenseMatrix } from 'ml-matrix';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Means of the columns. */
export function columnMeans(columns: readonly Float64Array[]): Float64Array {
  return Float64Array.from(columns, (values) => {
    let sum = 0;
    for (const value of values) sum += value;
    return sum / values.length;
  });
}

/** The columns less a number each. */
export function shifted(columns: readonly Float64Array[], by: Float64Array): Float64Array[] {
  return columns.map((values, j) => values.map((value) => value - by[j]!));
}

/** Σ a_i b_i for each pair of columns. O(rows × columns²). */
export function crossProducts(columns: readonly Float64Array[]): DenseMatrix {
  const width = columns.length;
  const products = new Matrix(width, width);
  for (let a = 0; a < width; a++) {
    for (let b = a; b < width; b++) {
      const sum = dot(columns[a]!, columns[b]!);
      products.set(a, b, sum);
      products.set(b, a, sum);
    }
  }
  return products;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export interface Eigen {
  /** Largest first. */
  readonly values: Float64Array;
  /** [eigenvector][entry], unit length. */
  readonly vectors: readonly Float64Array[];
}

/** Eigenvalues and eigenvectors of a symmetric matrix. O(n³). */
export function symmetricEigen(matrix: DenseMatrix): Eigen {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const order = Array.from(realEigenvalues, (_, i) => i).toSorted(
    (a, b) => realEigenvalues[b]! - realEigenvalues[a]!,
  );
  return {
    values: Float64Array.from(order, (i) => realEigenvalues[i]!),
    vectors: order.map((i) => Float64Array.from(eigenvectorMatrix.getColumn(i))),
  };
}

export interface RightSingular {
  /** Largest first. */
  readonly singular: Float64Array;
  /** [component][column] */
  readonly right: readonly Float64Array[];
}

/**
 * The largest singular values and right singular vectors, from the cross products of the columns, or of the
 * rows where there are fewer of them. O(rows × columns × the smaller of them).
 */
export function rightSingular(columns: readonly Float64Array[], count: number): RightSingular {
  const rows = columns[0]?.length ?? 0;
  if (columns.length <= rows) {
    const { values, vectors } = symmetricEigen(crossProducts(columns));
    return {
      singular: values.slice(0, count).map((value) => Math.sqrt(Math.max(0, value))),
      right: vectors.slice(0, count),
    };
  }
  const byRow = Array.from({ length: rows }, (_, i) =>
    Float64Array.from(columns, (values) => values[i]!),
  );
  const { values, vectors } = symmetricEigen(crossProducts(byRow));
  const singular = values.slice(0, count).map((value) => Math.sqrt(Math.max(0, value)));
  const right = vectors.slice(0, count).map((left, c) => {
    const made = new Float64Array(columns.length);
    if (singular[c]! > 1e-12 * singular[0]!) {
      for (let j = 0; j < made.length; j++) made[j] = dot(left, columns[j]!) / singular[c]!;
    }
    return made;
  });
  return { singular, right };
}

/** The rows on some directions: [component][row]. O(rows × columns × components). */
export function project(
  columns: readonly Float64Array[],
  directions: readonly Float64Array[],
): Float64Array[] {
  const rows = columns[0]?.length ?? 0;
  return directions.map((direction) => {
    const made = new Float64Array(rows);
    columns.forEach((values, j) => {
      const weight = direction[j]!;
      if (weight === 0) return;
      for (let i = 0; i < rows; i++) made[i]! += weight * values[i]!;
    });
    return made;
  });
}
