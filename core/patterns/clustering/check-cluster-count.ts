import { AppError } from '../../base/app-error.ts';
import type { Matrix } from '../../table/matrix.ts';

/** Refuses more clusters than rows. */
export function checkClusterCount(x: Matrix, clusters: number, name = 'n_clusters'): void {
  if (clusters <= x.rows) return;
  throw new AppError('NOT_ENOUGH_DATA', `${x.rows} rows cannot form ${clusters} clusters`, {
    hint: `Ask for at most ${x.rows}, or use more rows`,
    path: `params.${name}`,
  });
}
