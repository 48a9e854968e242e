import type { Warning } from '../contract/common.ts';
import type { Evaluation } from '../contract/evaluation.ts';
import { declareTask } from '../jobs/task.ts';
import type { ModelOnVersion } from './read-model-rows.ts';

export interface EvaluateTaskInput extends ModelOnVersion {
  /** The weight column of the training; left aside where the version has none. */
  readonly weight: string | null;
  /** Of the bootstrap. */
  readonly seed: number;
}

export interface EvaluateTaskOutput extends Evaluation {
  readonly warnings: Warning[];
}

export const evaluateTask = declareTask<EvaluateTaskInput, EvaluateTaskOutput>('evaluation.run');
