import type { Tick } from '../base/tick.ts';
import type { Table } from '../table/table.ts';

interface Common {
  /** One non-negative weight a row. */
  readonly weights?: Float64Array | null;
  /** Columns of the evaluated rows; those with few values become `byGroup`. */
  readonly groups?: Table;
  /** Of the bootstrap. */
  readonly seed: number;
  readonly tick: Tick;
}

export interface ClassificationEvaluationInput extends Common {
  readonly task: 'classification';
  readonly classes: readonly string[];
  /** Class indices. */
  readonly y: Int32Array;
  /** [class][row]. */
  readonly probabilities: readonly Float64Array[];
  /** From which probability on the second of two classes is called; default: the more probable is. */
  readonly threshold?: number | undefined;
}

export interface RegressionEvaluationInput extends Common {
  readonly task: 'regression';
  readonly y: Float64Array;
  readonly predicted: Float64Array;
}

export type EvaluationInput = ClassificationEvaluationInput | RegressionEvaluationInput;
