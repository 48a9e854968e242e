import { EigenvalueDecomposition, Matrix as Dense } from 'ml-matrix';
import type { Tick } from '../../base/tick.ts';
import type { Matrix } from '../../table/matrix.ts';
import { factorCholesky, solveCholesky } from '../kernels/cholesky.ts';
import type { ClassRows } from './class-moments.ts';

/** Multiplies a vector by a matrix that is not written out. */
export type Multiply = (vector: Float64Array) => Float64Array;

interface Component {
  readonly eigenvalue: number;
  readonly vector: Float64Array;
}

function pseudoInverse(components: readonly Component[]): Multiply {
  return (vector) => {
    const result = new Float64Array(vector.length);
    for (const { eigenvalue, vector: own } of components) {
      let sum = 0;
      for (let j = 0; j < own.length; j++) sum += own[j]! * vector[j]!;
      for (let j = 0; j < own.length; j++) result[j]! += (sum / eigenvalue) * own[j]!;
    }
    return result;
  };
}

/** Eigenvectors of a lower triangle whose eigenvalues are above the cutoff. O(size³). */
function decompose(matrix: Float64Array, size: number, cutoff: number): Component[] {
  const dense = new Dense(size, size);
  for (let j = 0; j < size; j++) {
    for (let l = 0; l <= j; l++) {
      dense.set(j, l, matrix[j * size + l]!);
      dense.set(l, j, matrix[j * size + l]!);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(dense, {
    assumeSymmetric: true,
  });
  return realEigenvalues.flatMap((eigenvalue, r) => {
    if (!(eigenvalue > cutoff)) return [];
    const vector = Float64Array.from({ length: size }, (_, j) => eigenvectorMatrix.get(j, r));
    return [{ eigenvalue, vector }];
  });
}

/** The inverse of a covariance; where it has none the pseudo-inverse of eigenvalues above `cutoff`. */
export function invertCovariance(
  matrix: Float64Array,
  size: number,
  { cutoff, tick }: { cutoff: number; tick: () => void },
): Multiply {
  const factor = Float64Array.from(matrix);
  if (factorCholesky(factor, size, { tolerance: Math.max(cutoff, 1e-10), tick })) {
    return (vector) => solveCholesky(factor, vector);
  }
  return pseudoInverse(decompose(matrix, size, cutoff));
}

/**
 * The pseudo-inverse of the covariance within classes of columns divided by `scales`, for rows fewer than
 * columns: from the products of the rows with one another. O(rows² × columns).
 */
export function invertByRows(
  x: Matrix,
  groups: readonly ClassRows[],
  {
    scales,
    total,
    cutoff,
    tick,
  }: { scales: Float64Array; total: number; cutoff: number; tick: Tick },
): Multiply {
  const distances = groups.flatMap(({ rows, weights, means }) =>
    Array.from(rows, (row, i) => {
      const root = Math.sqrt(weights[i]! / total);
      return scales.map((scale, j) => (root * (x.columns[j]![row]! - means[j]!)) / scale);
    }),
  );
  const size = distances.length;
  const products = new Float64Array(size * size);
  distances.forEach((a, i) => {
    tick(i / size);
    for (let l = 0; l <= i; l++) {
      const b = distances[l]!;
      let sum = 0;
      for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
      products[i * size + l] = sum;
    }
  });
  const components = decompose(products, size, cutoff).map(({ eigenvalue, vector: mix }) => {
    const vector = new Float64Array(scales.length);
    distances.forEach((distance, i) => {
      const share = mix[i]! / Math.sqrt(eigenvalue);
      for (let j = 0; j < vector.length; j++) vector[j]! += share * distance[j]!;
    });
    return { eigenvalue, vector };
  });
  return pseudoInverse(components);
}
