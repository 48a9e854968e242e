import type { Tick } from '../base/tick.ts';
import type { TreeEnsembleState } from '../models/states/trees.ts';
import type { Matrix } from '../table/matrix.ts';
import { interventionalShap } from './interventional-shap.ts';
import { treeShap } from './tree-shap.ts';

interface JobBase {
  readonly state: TreeEnsembleState;
  readonly x: Matrix;
  readonly output: number;
  /** By encoded column its raw column. */
  readonly playerOf: Int32Array;
}

/** An explanation of trees that threads share; plain data. */
export type TreeJob =
  | (JobBase & { readonly kind: 'path' })
  | (JobBase & {
      readonly kind: 'interventional';
      readonly background: Matrix;
      readonly logistic: { readonly x: Float64Array; readonly background: Float64Array } | null;
    });

/** Rows from..to−1 of a job, added to `into` (by raw column, all rows). */
export function explainBlock(
  job: TreeJob,
  { from, to }: { readonly from: number; readonly to: number },
  { into, tick }: { readonly into: readonly Float64Array[]; readonly tick: Tick },
): void {
  const part = (column: Float64Array): Float64Array => column.subarray(from, to);
  const x = { ...job.x, rows: to - from, columns: job.x.columns.map(part) };
  const parts = into.map(part);
  const { state, output, playerOf } = job;
  if (job.kind === 'path') {
    const byColumn = Array.from(playerOf, (player) => parts[player]!);
    treeShap(state, x, { output, into: byColumn, tick });
    return;
  }
  const logistic = job.logistic
    ? { x: part(job.logistic.x), background: job.logistic.background }
    : undefined;
  interventionalShap(state, x, job.background, { output, playerOf, into: parts, tick, logistic });
}
