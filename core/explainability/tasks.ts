import type { Explanation } from '../contract/explainability.ts';
import type { ModelOnVersion } from '../evaluation/read-model-rows.ts';
import { declareTask } from '../jobs/task.ts';

export interface ShapTaskInput extends ModelOnVersion {
  /** First rows only; null for all. */
  readonly limit: number | null;
  readonly label: string | null;
  /** CSV file for all values, or null. */
  readonly out: string | null;
}

export type ShapTaskOutput = Omit<Explanation, 'id' | 'modelId' | 'versionId' | 'output' | 'out'>;

export const shapTask = declareTask<ShapTaskInput, ShapTaskOutput>('explainability.shap');
