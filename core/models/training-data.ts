import type { ColumnType, Task } from '../contract/common.ts';
import type { SplitKeys } from '../evaluation/make-folds.ts';
import { takeTableRows, type Table } from '../table/table.ts';

/** Rows to learn from or to score, with their target. */
export interface TrainingData {
  readonly task: Task;
  readonly target: { readonly name: string; readonly type: ColumnType };
  /** Class labels in order of their index; empty for regression. */
  readonly classes: readonly string[];
  /** Raw features. */
  readonly table: Table;
  /** Class indices, or the target itself; never NaN. */
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
  /** What the rows are split by, where a split needs it. */
  readonly keys?: SplitKeys;
}

export function takeNumbers(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}

function takeKeys({ groups, times }: SplitKeys, rows: Int32Array): SplitKeys {
  return {
    groups: groups ? Int32Array.from(takeNumbers(Float64Array.from(groups), rows)) : null,
    times: times ? takeNumbers(times, rows) : null,
  };
}

/** The given rows in that order. O(rows × columns). */
export function takeTrainingRows(data: TrainingData, rows: Int32Array): TrainingData {
  return {
    ...data,
    table: takeTableRows(data.table, rows),
    y: takeNumbers(data.y, rows),
    weights: data.weights ? takeNumbers(data.weights, rows) : null,
    ...(data.keys ? { keys: takeKeys(data.keys, rows) } : {}),
  };
}
