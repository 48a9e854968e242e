import type { Evaluation } from '../contract/evaluation.ts';
import { declareTask } from '../jobs/task.ts';
import type { ModelOnVersion } from './read-model-rows.ts';

export interface EvaluateTaskInput extends ModelOnVersion {
  /** Of the bootstrap. */
  readonly seed: number;
}

export const evaluateTask = declareTask<EvaluateTaskInput, Evaluation>('evaluation.run');
