import { createRng } from '../../base/rng.ts';
import type { Matrix } from '../../table/matrix.ts';
import { columnMeans, dot, project, shifted } from './cross-products.ts';
import { principalComponents, type PrincipalComponents } from './principal-components.ts';
import { flipSigns } from './sign-flip.ts';

/** Up to so many columns (or rows) components are exact: eigenvectors cost the third power of them. */
const exactWidth = 200;
/** Directions looked at besides those asked for, and how often they are refined. */
const spare = 6;
const rounds = 8;

/**
 * The first principal components, for drawing and as a start: exact for up to 200 columns or rows, else by
 * randomised subspace iteration (Halko, Martinsson & Tropp 2011), O(rows × columns × components).
 */
export function leadingComponents(x: Matrix, count: number): PrincipalComponents {
  const smaller = Math.min(x.rows, x.columns.length);
  if (smaller <= exactWidth) return principalComponents(x, count);
  const centred = shifted(x.columns, columnMeans(x.columns));
  const rng = createRng(1).fork('leading_components');
  const size = Math.min(smaller, count + spare);
  let right = orthonormal(
    Array.from({ length: size }, () => Float64Array.from(centred, () => rng.normal())),
  );
  for (let round = 0; round < rounds; round++) {
    const left = orthonormal(project(centred, right));
    right = orthonormal(
      left.map((direction) => Float64Array.from(centred, (values) => dot(values, direction))),
    );
  }
  // the rows on the directions found are few columns, whose components are exact
  const names = right.map((_, i) => `${i}`);
  const inner = principalComponents(
    { rows: x.rows, names, columns: project(centred, right) },
    count,
  );
  const components = inner.components.map((weights) => {
    const made = new Float64Array(centred.length);
    right.forEach((direction, i) => {
      for (let j = 0; j < made.length; j++) made[j]! += weights[i]! * direction[j]!;
    });
    return made;
  });
  flipSigns(components);
  const total = centred.reduce((sum, values) => sum + dot(values, values), 0) / (x.rows - 1);
  return {
    scores: project(centred, components),
    components,
    explainedVariance: inner.explainedVariance,
    explainedVarianceRatio: inner.explainedVariance.map((value) => (total > 0 ? value / total : 0)),
    singularValues: inner.singularValues,
  };
}

/** Gram-Schmidt, twice for the rounding; what vanishes is left 0. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const made: Float64Array[] = [];
  for (const given of vectors) {
    const vector = given.slice();
    const before = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of made) {
        const share = dot(vector, other);
        for (let i = 0; i < vector.length; i++) vector[i]! -= share * other[i]!;
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    made.push(norm > 1e-12 * before ? vector.map((value) => value / norm) : vector.fill(0));
  }
  return made;
}
