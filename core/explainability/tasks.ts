import type { Explanation } from '../contract/explainability.ts';
import type { ModelOnVersion } from '../evaluation/read-model-rows.ts';
import { declareTask } from '../jobs/task.ts';
import type { OutputUnit } from './explained-output.ts';
import type { ShapMethod } from './shap-methods.ts';

/** A version whose rows stand in for unknown columns. */
export interface BackgroundVersion extends Pick<ModelOnVersion, 'parquetPath' | 'columns'> {
  readonly versionId: string;
  readonly rows: number;
  /** It was asked for; else it is what the model was trained on. */
  readonly given: boolean;
}

export interface ShapTaskInput extends ModelOnVersion {
  readonly versionRows: number;
  /** First rows only; null for all. */
  readonly limit: number | null;
  /** So many rows drawn evenly; null for all, or what sampled methods can do. */
  readonly sample: number | null;
  readonly label: string | null;
  readonly output: OutputUnit;
  readonly method: ShapMethod | 'auto';
  /** Null where the training version is gone. */
  readonly background: BackgroundVersion | null;
  readonly backgroundRows: number | null;
  readonly permutations: number | null;
  readonly coalitions: number | null;
  readonly interactions: boolean;
  readonly seed: number;
  readonly threads: number;
  /** CSV file for all values, or null. */
  readonly out: string | null;
}

export type ShapTaskOutput = Omit<Explanation, 'id' | 'modelId' | 'versionId' | 'out'>;

export const shapTask = declareTask<ShapTaskInput, ShapTaskOutput>('explainability.shap');
