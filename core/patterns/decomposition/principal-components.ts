import type { Matrix } from '../../table/matrix.ts';
import { columnMeans, project, rightSingular, shifted } from './cross-products.ts';
import { flipSigns } from './sign-flip.ts';

export interface PrincipalComponents {
  /** [component][row] */
  readonly scores: readonly Float64Array[];
  /** [component][column] */
  readonly components: readonly Float64Array[];
  /** ddof 1, largest first. */
  readonly explainedVariance: Float64Array;
  readonly explainedVarianceRatio: Float64Array;
  readonly singularValues: Float64Array;
}

/**
 * Principal components by the eigenvectors of the covariance (or of the Gram matrix where there are fewer
 * rows than columns), signs as scikit-learn turns them. At most `count`, and no more than rows or columns.
 */
export function principalComponents(x: Matrix, count: number): PrincipalComponents {
  const centred = shifted(x.columns, columnMeans(x.columns));
  const most = Math.min(count, x.rows, x.columns.length);
  const { singular, right } = rightSingular(centred, most);
  flipSigns(right);
  const degrees = Math.max(1, x.rows - 1);
  const explainedVariance = singular.map((value) => value ** 2 / degrees);
  let total = 0;
  for (const values of centred) for (const value of values) total += value * value;
  const share = total > 0 ? degrees / total : 0;
  return {
    scores: project(centred, right),
    components: right,
    explainedVariance,
    explainedVarianceRatio: explainedVariance.map((value) => value * share),
    singularValues: singular,
  };
}
